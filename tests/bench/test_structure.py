"""The figures of `make measure`, each right to the digit on a small tree made here."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bench.structure.duplicates import Repeated
from bench.structure.figures import BEGIN, END, Figures, block, measure, with_block
from bench.structure.spread import Spread

ROOT = Path(__file__).resolve().parents[2]

GREETING = '''"""Greets."""

import os


class Greeter:
    def greet(self, name: str) -> str:
        """Say hello."""
        return name  # hello

    def _hidden(self, name):
        return [each for each in name]


def rows(): return []  # fmt: skip
'''
SAME = """
from {module} import thing

a = 1
b = 2  # {module}

c =   3
d = 4
e = 5
{last}
"""
LONG = "def long() -> None:\n" + "    a = 1\n" * 60 + "\n" * 340
WIDE = "<p>\n\n" + "x" * 130 + "\n</p>\n"
WIDER = "y" * 210 + "\n"
SUITE = "def test_long():\n" + "    assert 1\n" * 25 + "\ndef helper():\n" + "    x = 1\n" * 30


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    root = tmp_path_factory.mktemp("tree")
    files = {
        "apps/greeting.py": GREETING,
        "apps/long.py": LONG,
        "apps/one.py": SAME.format(module="os", last="f = 6"),
        "launch/two.py": SAME.format(module="sys.path", last="f = 6") + "g = 7\n",
        "mlsecure/near.py": SAME.format(module="json", last="f = 66"),
        "apps/migrations/0001_first.py": "x = 1\n" * 500,
        "templates/wide.html": WIDE,
        "templates/parts/wider.html": WIDER,
        "static/css/app.css": "a {}\n" + "b" * 90 + " {}\n",
        "static/css/small.css": "a {}\n",
        "tests/test_it.py": SUITE,
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return measure(root)


def test_lines_are_counted_with_and_without_what_is_no_code(figures: Figures) -> None:
    product = figures.product

    assert product.files == 5
    assert product.lines == 15 + 401 + 10 + 11 + 10
    assert product.code_lines == 9 + 61 + 7 + 8 + 7


def test_functions_are_measured_with_their_names(figures: Figures) -> None:
    product = figures.product

    assert product.functions == 4
    assert product.function_lines == Spread(2.5, 61, 61)
    assert product.functions_over_40 == ["apps/long.py long (61)"]
    assert product.functions_over_60 == ["apps/long.py long (61)"]
    assert product.modules_over_400 == ["apps/long.py (401)"]


def test_every_node_of_a_function_counts(figures: Figures) -> None:
    # rows: the function, its arguments, a return, a list and the list's context; 3 in the body.
    # greet and _hidden: 13 each; 3 and 9 in their bodies.
    # long: the function, its arguments, None, and 60 times assign, name, context, number.
    assert figures.product.nodes == Spread(13, 243, 243)
    assert figures.product.body_nodes == Spread(6, 240, 240)


def test_types_docstrings_and_habits_are_counted(figures: Figures) -> None:
    product = figures.product

    assert product.annotated == 50.0  # greet and long, not _hidden and rows
    # Of five modules, a class, greet, rows and long: one module and greet.
    assert product.documented == 22.2
    assert (product.for_each_in, product.fmt_skip) == (1, 1)


def test_templates_are_measured(figures: Figures) -> None:
    pages = figures.templates

    assert pages.files == 2
    assert pages.lines == Spread(2.5, 4, 4)
    assert pages.line_columns == Spread(67, 210, 210)
    assert pages.columns == Spread(170, 210, 210)
    assert (pages.over_120_columns, pages.over_200_columns) == (100.0, 50.0)


def test_the_widest_line_of_a_style_sheet_is_found(figures: Figures) -> None:
    sheets = figures.style_sheets

    assert (sheets.files, sheets.columns, sheets.widest) == (2, 93, "app.css")


def test_only_tests_count_as_tests(figures: Figures) -> None:
    suite = figures.suite

    assert suite.tests == 1
    assert suite.tests_over_25 == ["tests/test_it.py test_long (26)"]


def test_equal_runs_are_found_whatever_stands_around_them(figures: Figures) -> None:
    assert figures.duplicates.pairs == 1
    assert figures.duplicates.longest == [Repeated(6, "apps/one.py:4", "launch/two.py:4")]


def test_an_empty_tree_has_figures_too(tmp_path: Path) -> None:
    nothing = measure(tmp_path)

    assert nothing.product.function_lines == Spread(0, 0, 0)
    assert (nothing.product.annotated, nothing.style_sheets.widest) == (0.0, "")
    assert nothing.duplicates.pairs == 0


def test_the_percentile_is_a_number_that_occurs() -> None:
    assert Spread.of(range(1, 11)) == Spread(5.5, 9, 10)
    assert Spread.of([7]) == Spread(7, 7, 7)


def test_the_block_stands_between_its_markers(figures: Figures) -> None:
    text = block(figures, dt.date(2026, 11, 3))
    page = with_block(f"before\n{BEGIN}\nold\n{END}\nafter\n", text)

    assert page == f"before\n{BEGIN}\n{text}\n{END}\nafter\n"
    assert text.startswith("Measured on 3 November 2026.")
    assert "| lines of a function: median, p90, most | 2.5 · 61 · 61 |" in text
    assert "| functions over 60 lines | 1: apps/long.py long (61) |" in text
    assert text.endswith("- 6 lines: `apps/one.py:4`, `launch/two.py:4`")


def test_a_page_without_markers_is_refused() -> None:
    with pytest.raises(ValueError, match="the page has no"):
        with_block(f"{END} {BEGIN}", "text")
