"""Small is the architecture: lengths of functions, modules, templates and tests, and their reasons.

A file at its limit is split by noun.
"""

from __future__ import annotations

import ast
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FUNCTION, MODULE, TEMPLATE, TEST, WIDTH = 40, 400, 120, 25, 120
SOURCES = [
    path
    for folder in ("apps", "mlsecure", "launch", "bench", "tests")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in path.parts
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = sorted((ROOT / "static").rglob("*.css"))
NAME = Path(__file__).name
SCRIPTS = sorted((ROOT / "static").rglob("*.js"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def limit(name: str) -> int:
    return TEST if name.startswith("test_") else FUNCTION


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_functions_stay_short() -> None:
    too_long = {
        f"{name_of(path)} {name}": length
        for path in SOURCES
        for name, length in functions(path)
        if length > limit(name)
    }

    assert too_long == {}


def test_modules_stay_short() -> None:
    assert {name_of(p): lines(p) for p in SOURCES if lines(p) > MODULE} == {}


def test_templates_stay_short() -> None:
    assert {name_of(p): lines(p) for p in TEMPLATES if lines(p) > TEMPLATE} == {}


def wide_lines(path: Path) -> Iterator[str]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if len(line) > WIDTH:
            yield f"{name_of(path)}:{number} has {len(line)} columns"


def test_templates_styles_and_scripts_stay_narrow() -> None:
    assert [line for p in (*TEMPLATES, *STYLES, *SCRIPTS) for line in wide_lines(p)] == []


def test_styles_and_scripts_stay_short() -> None:
    assert {name_of(p): lines(p) for p in (*STYLES, *SCRIPTS) if lines(p) > MODULE} == {}


def exemptions(path: Path) -> Iterator[str]:
    """Comments that switch a check off, without a reason after them."""
    with tokenize.open(path) as file:
        for token in tokenize.generate_tokens(file.readline):
            found = re.search(r"(noqa|type: ignore)(:|\[).*", token.string)
            if token.type == tokenize.COMMENT and found:
                code = r"(noqa: [A-Z0-9, ]+|type: ignore\[[a-z, -]+\])"
                if not re.search(code + r"\s+(# |- ).{8,}", token.string):
                    yield f"{name_of(path)}:{token.start[0]} {token.string}"


def test_every_exemption_says_why() -> None:
    assert [line for path in SOURCES for line in exemptions(path)] == []


def unformatted(path: Path) -> Iterator[str]:
    """Comments that keep the formatter away."""
    with tokenize.open(path) as file:
        for token in tokenize.generate_tokens(file.readline):
            if token.type == tokenize.COMMENT and re.match(r"#\s*fmt:\s*(skip|off)", token.string):
                yield f"{name_of(path)}:{token.start[0]}"


def test_the_formatter_lays_out_every_line() -> None:
    assert [line for path in SOURCES for line in unformatted(path)] == []


LOOPS = re.compile(r"\bfor (\w+, )?each in\b|\blambda each\b")


def loops_without_a_noun(path: Path) -> Iterator[str]:
    """Loop variables are nouns: `each` says nothing about what it is."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if LOOPS.search(line):
            yield f"{name_of(path)}:{number} {line.strip()}"


def test_loop_variables_are_nouns() -> None:
    # What counts these loops and what tests it have to write them.
    counted = [path for path in SOURCES if "structure" in path.as_posix() or path.name == NAME]

    checked = [path for path in (*SOURCES, *TEMPLATES) if path not in counted]
    assert [line for path in checked for line in loops_without_a_noun(path)] == []


def test_nothing_is_exempt_from_everything() -> None:
    blanket = re.compile(r"# (noqa|type: ignore)\s*$", re.MULTILINE)

    assert [name_of(p) for p in SOURCES if blanket.search(p.read_text(encoding="utf-8"))] == []
