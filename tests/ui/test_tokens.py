"""The tokens are legible: WCAG AA contrast in light and in dark, computed from tokens.css."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SHEET = Path("static/css/tokens.css").read_text()
TOKEN = re.compile(r"--ms-([a-z0-9-]+): (#[0-9a-f]{6});")
LIGHT, DARK = (
    dict(TOKEN.findall(re.search(rf"{selector} \{{(.*?)\n\}}", SHEET, re.DOTALL)[1]))  # type: ignore[index]  # it is there
    for selector in (":root", r'\[data-bs-theme="dark"\]')
)
GROUNDS = ("canvas", "surface", "sunken")
TEXT = [
    *((ink, ground) for ink in ("ink", "ink-2", "accent") for ground in GROUNDS),
    *((tone, ground) for tone in ("good", "warn", "bad", "open") for ground in GROUNDS),
    *((tone, f"{tone}-soft") for tone in ("good", "warn", "bad", "open", "info", "none")),
    *((f"person-{n}", f"person-{n}-soft") for n in range(6)),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("accent-strong", "accent-soft"),
]
# Borders of controls and the parts of a drawing need 3:1 against what is beside them.
SHAPES = [("line-strong", "surface"), ("accent", "surface"), ("band-tick", "surface")]


def luminance(value: str) -> float:
    parts = [int(value[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_is_legible(theme: dict[str, str]) -> None:
    for ink, ground in TEXT:
        assert contrast(theme[ink], theme[ground]) >= 4.5, (ink, ground)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_shapes_stand_out(theme: dict[str, str]) -> None:
    for shape, ground in SHAPES:
        assert contrast(theme[shape], theme[ground]) >= 3, (shape, ground)


def test_dark_answers_every_light_colour() -> None:
    assert set(LIGHT) == set(DARK)


def test_nothing_else_holds_a_colour() -> None:
    for path in Path("static/css").glob("*.css"):
        if path.name == "tokens.css" or path.name.startswith("print"):
            continue
        sheet = path.read_text()
        assert set(re.findall(r"#[0-9a-f]{3,8}\b", sheet)) <= {"#ffffff"}
