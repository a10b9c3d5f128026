"""What is counted in templates and style sheets: lengths and widths."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .spread import Spread, per_cent

WIDE, TOO_WIDE = 120, 200


@dataclass(frozen=True, slots=True)
class TemplateFigures:
    files: int
    lines: Spread
    line_columns: Spread
    columns: Spread
    over_120_columns: float
    over_200_columns: float


@dataclass(frozen=True, slots=True)
class StyleSheetFigures:
    files: int
    columns: int
    widest: str


def measure_templates(folder: Path) -> TemplateFigures:
    """`line_columns` are those of every line that is not blank, `columns` those of each template's
    longest line; shares are of templates."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.html"))]
    widths = [_widest(text) for text in texts]
    return TemplateFigures(
        files=len(texts),
        lines=Spread.of([len(text.splitlines()) for text in texts]),
        line_columns=Spread.of([len(line) for text in texts for line in text.splitlines() if line]),
        columns=Spread.of(widths),
        over_120_columns=per_cent(sum(width > WIDE for width in widths), len(widths)),
        over_200_columns=per_cent(sum(width > TOO_WIDE for width in widths), len(widths)),
    )


def measure_style_sheets(folder: Path) -> StyleSheetFigures:
    widths = {
        path.name: _widest(path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.css"))
    }
    widest = max(widths, key=widths.__getitem__, default="")
    return StyleSheetFigures(len(widths), widths.get(widest, 0), widest)


def _widest(text: str) -> int:
    return max(map(len, text.splitlines()), default=0)
