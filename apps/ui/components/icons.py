"""Icons: Tabler's outline set, inlined from node_modules at render time.

Inlined and not linked, so that an icon takes the colour of its text, prints, and needs no request.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from apps.ui.tokens import color

register = Library()


_DRAWING = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
_NAME = re.compile(r"[a-z0-9-]+")
_SIZES = {"": 18, "sm": 14, "lg": 24, "xl": 40}


@cache
def icon_drawing(name: str) -> SafeString:
    """The paths of one icon. Raises LookupError for a name the set does not have."""
    if not _NAME.fullmatch(name):
        raise LookupError(f"{name!r} is not the name of an icon")
    path = Path(settings.ICONS_DIR) / "outline" / f"{name}.svg"
    try:
        match = _DRAWING.search(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise LookupError(f"there is no icon {name!r} (npm ci fetches the set)") from error
    if match is None:
        raise LookupError(f"the file of icon {name!r} is not an SVG drawing")
    return mark_safe(" ".join(match.group(1).split()))  # noqa: S308 - from a locked package


@register.simple_tag
def icon(name: str, label: str = "", size: str = "", paint: str = "") -> SafeString:
    """One icon. Decorative unless `label` names it; `size` is "", "sm", "lg" or "xl".

    It takes the colour of its text; on paper, where it cannot, the colour of the token `paint`.
    """
    return _svg(name, label, size, paint)


# A list shows the same few icons hundreds of times. Typed, because a label that is marked as safe
# equals the same label that is not.
@lru_cache(maxsize=1024, typed=True)
def _svg(name: str, label: str, size: str, paint: str) -> SafeString:
    pixels = _SIZES[size]
    painted = format_html(' color="{}"', color(paint)) if paint else ""
    role = format_html('role="img" aria-label="{}"', label) if label else "aria-hidden=true"
    return format_html(
        '<svg class="ms-icon ms-icon-{}" width="{}" height="{}" viewBox="0 0 24 24" fill="none"'
        ' stroke="currentColor" stroke-width="1.75" stroke-linecap="round"'
        ' stroke-linejoin="round" focusable="false"{} {}>{}</svg>',
        name,
        pixels,
        pixels,
        painted,
        role,
        icon_drawing(name),
    )
