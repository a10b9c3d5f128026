"""All figures together, as data and as the block of docs/architecture.md."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .duplicates import DuplicateFigures, measure_duplicates
from .pages import StyleSheetFigures, TemplateFigures, measure_style_sheets, measure_templates
from .python_code import LONG_TEST, PythonFigures, longer_than, measure_python, read_sources
from .spread import Spread

PRODUCT = ("apps", "mlsecure", "launch", "client")
BEGIN = "<!-- measured: begin, written by make measure ARGS=--write -->"
END = "<!-- measured: end -->"


@dataclass(frozen=True, slots=True)
class SuiteFigures:
    tests: int
    tests_over_25: list[str]
    for_each_in: int
    fmt_skip: int


@dataclass(frozen=True, slots=True)
class Figures:
    product: PythonFigures
    templates: TemplateFigures
    style_sheets: StyleSheetFigures
    suite: SuiteFigures
    duplicates: DuplicateFigures


def measure(root: Path) -> Figures:
    """The figures of the repository at `root`; what is not there counts as nothing."""
    product = read_sources(root, PRODUCT)
    return Figures(
        product=measure_python(product),
        templates=measure_templates(root / "templates"),
        style_sheets=measure_style_sheets(root / "static" / "css"),
        suite=_measure_suite(root),
        duplicates=measure_duplicates(product),
    )


def _measure_suite(root: Path) -> SuiteFigures:
    sources = read_sources(root, ["tests"])
    names = [function.name for source in sources for function in source.functions()]
    whole = measure_python(sources)
    return SuiteFigures(
        tests=sum(name.startswith("test_") for name in names),
        tests_over_25=longer_than(LONG_TEST, sources, "test_"),
        for_each_in=whole.for_each_in,
        fmt_skip=whole.fmt_skip,
    )


def block(figures: Figures, day: dt.date) -> str:
    """The figures in Markdown, without the markers around them."""
    rows = [f"| {what} | {figure} |" for what, figure in _rows(figures)]
    lines = [f"Measured on {day:%-d %B %Y}.", "", "| what | figure |", "|---|---|", *rows]
    if figures.duplicates.longest:
        lines += ["", "The longest runs of lines that stand in two files:", ""]
    lines += [
        f"- {run.lines} lines: `{run.first}`, `{run.second}`" for run in figures.duplicates.longest
    ]
    return "\n".join(lines)


def _rows(figures: Figures) -> Iterator[tuple[str, str]]:
    code, pages, suite = figures.product, figures.templates, figures.suite
    sheets = figures.style_sheets
    yield "product: files, lines, lines of code", _numbers(code.files, code.lines, code.code_lines)
    yield "functions", f"{code.functions:,}"
    yield "lines of a function: median, p90, most", _spread(code.function_lines)
    yield "functions over 40 lines", _names(code.functions_over_40)
    yield "functions over 60 lines", _names(code.functions_over_60)
    yield "syntax nodes of a function: median, p90, most", _spread(code.nodes)
    yield "the same, body alone", _spread(code.body_nodes)
    yield "functions with every type written", f"{code.annotated} %"
    yield "public modules, classes, functions with a docstring", f"{code.documented} %"
    yield "modules over 400 lines", _names(code.modules_over_400)
    yield "templates", f"{pages.files:,}"
    yield "lines of a template: median, p90, most", _spread(pages.lines)
    yield "columns of a line of a template: median, p90, most", _spread(pages.line_columns)
    yield "longest line of a template: median, p90, most", _spread(pages.columns)
    yield "templates with a line over 120 columns", f"{pages.over_120_columns} %"
    yield "templates with a line over 200 columns", f"{pages.over_200_columns} %"
    yield "widest line of a style sheet", f"{sheets.columns} ({sheets.widest})"
    yield "`for each in`: product, tests", _numbers(code.for_each_in, suite.for_each_in)
    yield "`# fmt: skip`: product, tests", _numbers(code.fmt_skip, suite.fmt_skip)
    yield "test functions", f"{suite.tests:,}"
    yield "test functions over 25 lines", _names(suite.tests_over_25)
    yield "pairs of places with six or more lines in common", f"{figures.duplicates.pairs:,}"


def _numbers(*numbers: int) -> str:
    return " · ".join(f"{number:,}" for number in numbers)


def _spread(spread: Spread) -> str:
    return f"{spread.median:g} · {spread.p90} · {spread.max}"


def _names(names: list[str]) -> str:
    return f"{len(names)}: {', '.join(names)}" if names else "0"


def with_block(page: str, text: str) -> str:
    """The page with `text` between its markers. Raises ValueError where they are missing."""
    before, begun, rest = page.partition(BEGIN)
    _, ended, after = rest.partition(END)
    if not (begun and ended):
        raise ValueError(f"the page has no “{BEGIN}” followed by “{END}”")
    return f"{before}{BEGIN}\n{text}\n{END}{after}"
