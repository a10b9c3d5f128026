"""Runs of the same lines in two files.

Lines are compared without indentation, with single spaces, and without comments; blank lines and
imports are left out. A run has at least six such lines and is as long as it can be.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from .python_code import Source

SHORTEST = 6
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Repeated:
    """The same lines twice: how many, and where each run begins ("file:line")."""

    lines: int
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class DuplicateFigures:
    """`pairs` of places that hold the same run, and the longest of them."""

    pairs: int
    longest: list[Repeated]


@dataclass(frozen=True, slots=True)
class _Text:
    name: str
    numbers: list[int]
    lines: list[str]


_Place = tuple[int, int]  # which text, which of its lines


def measure_duplicates(sources: Iterable[Source]) -> DuplicateFigures:
    found = sorted(
        _repeated([_normal(source) for source in sources]),
        key=lambda run: (-run.lines, run.first, run.second),
    )
    return DuplicateFigures(len(found), found[:_SHOWN])


def _normal(source: Source) -> _Text:
    imported = _import_lines(source.tree)
    kept = [(number, line) for number, line in source.code() if number not in imported]
    return _Text(
        source.name,
        [number for number, _ in kept],
        [" ".join(line.split()) for _, line in kept],
    )


def _import_lines(tree: ast.Module) -> set[int]:
    return {
        number
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for number in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }


def _repeated(texts: list[_Text]) -> Iterator[Repeated]:
    for places in _windows(texts).values():
        for first, second in combinations(places, 2):
            if first[0] != second[0] and not _goes_on_before(texts, first, second):
                yield _run(texts, first, second)


def _windows(texts: list[_Text]) -> dict[tuple[str, ...], list[_Place]]:
    """Where each six lines in a row stand."""
    places: defaultdict[tuple[str, ...], list[_Place]] = defaultdict(list)
    for which, text in enumerate(texts):
        for start in range(len(text.lines) - SHORTEST + 1):
            places[tuple(text.lines[start : start + SHORTEST])].append((which, start))
    return places


def _goes_on_before(texts: list[_Text], first: _Place, second: _Place) -> bool:
    """Whether the run began earlier, so that it is counted there."""
    (one, at), (other, there) = first, second
    return min(at, there) > 0 and texts[one].lines[at - 1] == texts[other].lines[there - 1]


def _run(texts: list[_Text], first: _Place, second: _Place) -> Repeated:
    (one, at), (other, there) = first, second
    mine, theirs = texts[one], texts[other]
    both = zip(mine.lines[at:], theirs.lines[there:], strict=False)
    size = next(
        (count for count, (left, right) in enumerate(both) if left != right),
        min(len(mine.lines) - at, len(theirs.lines) - there),
    )
    return Repeated(
        size, f"{mine.name}:{mine.numbers[at]}", f"{theirs.name}:{theirs.numbers[there]}"
    )
