"""The colours of static/css/tokens.css, for drawings that also go on paper.

A style sheet does not reach into a drawing inside the pack, so every drawing carries its light
colours as presentation attributes; on a page the style sheet overrides them, also for dark.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django.conf import settings

_LIGHT = re.compile(r":root \{(.*?)\n\}", re.DOTALL)
_TOKEN = re.compile(r"--ms-([a-z0-9-]+): (#[0-9a-f]{6});")


@cache
def light_colors() -> dict[str, str]:
    """Every colour token by name without its prefix: {"accent": "#0f5c5c"}."""
    sheet = (Path(settings.BASE_DIR) / "static/css/tokens.css").read_text(encoding="utf-8")
    block = _LIGHT.search(sheet)
    if block is None:
        raise LookupError("tokens.css has no :root block")
    return dict(_TOKEN.findall(block.group(1)))


def color(name: str) -> str:
    """One light colour. Raises KeyError for a name that tokens.css does not have."""
    return light_colors()[name]
