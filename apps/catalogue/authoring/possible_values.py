"""Trying an expression on every kind of value its facts can take.

Values matter to an expression only through the literals it compares them with, so each fact is
tried with those literals and one value beyond them: a few hundred tries decide whether a
condition can hold at all.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from apps.core.facts import FactKind, FactSpec

from ..expressions import Evaluator, Expression, Outcome

MOST_COMBINATIONS = 60_000

_STRING = re.compile(r"'([^'\\]*)'|\"([^\"\\]*)\"")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")

Specs = Mapping[str, FactSpec]


class TooManyCombinations(Exception):
    """The expressions read more facts than can be tried."""


def string_literals(source: str) -> list[str]:
    """The text literals of an expression, in order."""
    return [single or double for single, double in _STRING.findall(source)]


def combinations(expressions: Sequence[Expression], specs: Specs) -> Iterator[dict[str, Any]]:
    """Every combination of telling values for the facts that the expressions read.

    Facts without a spec are left unknown. Raises `TooManyCombinations` past `MOST_COMBINATIONS`.
    """
    values = telling_values(expressions, specs)
    if math.prod(len(options) for options in values.values()) > MOST_COMBINATIONS:
        raise TooManyCombinations
    for combination in itertools.product(*values.values()):
        yield dict(zip(values, combination, strict=True))


def telling_values(expressions: Sequence[Expression], specs: Specs) -> dict[str, list[Any]]:
    """For each fact that the expressions read and that has a spec, the values worth trying."""
    keys = sorted({key for expression in expressions for key in expression.reads if key in specs})
    sources = [expression.source for expression in expressions]
    words = sorted({word for source in sources for word in string_literals(source)})
    numbers = sorted({float(n) for s in sources for n in _NUMBER.findall(_STRING.sub("''", s))})
    return {key: _values(specs[key], words, numbers) for key in keys}


def outcomes(expression: Expression, specs: Specs) -> set[Outcome]:
    """All outcomes the expression can have. Raises `ExpressionError` where values do not fit."""
    return {Evaluator(facts).decide(expression) for facts in combinations([expression], specs)}


def can_all_hold(expressions: Sequence[Expression], specs: Specs) -> bool:
    """Whether some combination of facts makes every expression true, or leaves it undecided."""
    return any(
        all(Evaluator(facts).decide(expression) is not Outcome.FALSE for expression in expressions)
        for facts in combinations(expressions, specs)
    )


def _values(spec: FactSpec, words: list[str], numbers: list[float]) -> list[Any]:
    choices = [key for key, _ in spec.choices]
    if spec.kind is FactKind.YES_NO:
        return [True, False]
    if spec.kind is FactKind.NUMBER:
        near = {0.0, *(n + step for n in numbers for step in (-1, 0, 1))}
        return sorted(int(n) if n.is_integer() else n for n in near if n >= 0)
    named = [word for word in words if not choices or word in choices]
    beyond = [key for key in choices if key not in named][:1] if choices else ["something else"]
    if spec.kind is FactKind.MANY:
        return [list(some) for some in _subsets([*named, *beyond])]
    return [*named, *beyond]


def _subsets(items: list[str]) -> Iterable[tuple[str, ...]]:
    """All subsets of a few items; of many, the empty one, the singles, and all of them."""
    if len(items) <= 4:
        sizes = range(len(items) + 1)
        return [some for size in sizes for some in itertools.combinations(items, size)]
    return [(), *((item,) for item in items), tuple(items)]
