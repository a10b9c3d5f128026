"""Every template of the project keeps the house's limits and the content policy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

from apps.ui.components.icons import icon_drawing

ROOT = Path("templates")
TEMPLATES = sorted(ROOT.rglob("*.html"))
LONGEST = 120
ICON = re.compile(r'{% icon "([^"]+)"|icon="([a-z0-9-]+)"')
INLINE = re.compile(
    r"<style|\sstyle=|\son(click|change|load|submit|input|error|focus|blur|key\w+|mouse\w+)=|href=.javascript:",
    re.IGNORECASE,
)
SCRIPT = re.compile(r"<script(?![^>]*(?:src=|application/json))")


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_a_template_compiles_and_is_short(path: Path) -> None:
    get_template(str(path.relative_to(ROOT)))
    assert len(path.read_text().splitlines()) <= LONGEST


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_a_template_has_nothing_inline(path: Path) -> None:
    text = path.read_text()
    if "print" in path.parts or "emails" in path.parts:
        return
    assert not INLINE.search(text)
    assert not SCRIPT.search(text)


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_every_icon_exists(path: Path) -> None:
    for groups in ICON.findall(path.read_text()):
        icon_drawing(next(name for name in groups if name))
