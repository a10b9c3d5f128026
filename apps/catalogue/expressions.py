"""Conditions and fact rules: CEL expressions over facts, with three outcomes.

An unknown fact is an absent variable. `||` and `&&` absorb it where the other side already
decides, so that "holds health data or holds criminal data" is true as soon as one of them is.
Anything else that touches an unknown fact is undecided, and undecided is never taken for no.
"""

from __future__ import annotations

import enum
import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # Its package brings a command line along: half a second that only conditions should cost.
    import cel


class Outcome(enum.Enum):
    TRUE = "true"
    FALSE = "false"
    UNDECIDED = "undecided"


class ExpressionError(ValueError):
    """The expression cannot be read, or means nothing for the values it was given."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression and, in `reads`, the fact keys it mentions, sorted."""

    source: str
    reads: tuple[str, ...]
    run: Callable[[cel.Context], Any]

    def __str__(self) -> str:
        return self.source


_FUNCTIONS = frozenset(
    {
        *("!_", "_&&_", "_||_", "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_", "@in", "_?_:_"),
        *("_+_", "_-_", "-_", "@not_strictly_false", "size"),
        *("startsWith", "endsWith", "contains", "matches"),
    }
)
_MACRO_LOCAL = re.compile(r"\.\s*(?:exists|all|exists_one|filter|map)\s*\(\s*([A-Za-z_]\w*)\s*,")
_STRING = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")
# The package's own words: docs/adr/0008.
_UNDEFINED = "Undefined variable or function:"


@functools.lru_cache(maxsize=8192)
def compile_expression(source: str) -> Expression:
    """The compiled form of a CEL expression.

    Raises `ExpressionError` when it cannot be parsed or calls a function that facts have no
    use for.
    """
    import cel

    try:
        program = cel.compile(source)
    except ValueError as error:
        raise ExpressionError(f"cannot read “{source}”: {_first_line(error)}") from None
    for function in program.functions():
        if function not in _FUNCTIONS:
            raise ExpressionError(f"“{source}” calls {function}, which conditions do not have")
    local = set(_MACRO_LOCAL.findall(_STRING.sub("''", source)))
    reads = tuple(name for name in program.variables() if name not in local)
    return Expression(source, reads, program.execute)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0].partition("ERROR: ")[2] or str(error).splitlines()[0]


class Evaluator:
    """Decides expressions for one object, remembering what it has decided.

    `facts` are the known facts the object sees, by key; it must not change while in use. One
    evaluator per object is what makes hundreds of conditions cost less than a millisecond.
    """

    __slots__ = ("_context", "_decided")

    def __init__(self, facts: Mapping[str, Any]) -> None:
        import cel

        self._context = cel.Context()
        self._context.set_variable_resolver(facts.get)
        self._decided: dict[str, Outcome] = {}

    def decide(self, expression: Expression) -> Outcome:
        """Whether the expression holds. Raises `ExpressionError` when a value has a wrong type."""
        known = self._decided.get(expression.source)
        if known is None:
            known = self._decided[expression.source] = self._run(expression)
        return known

    def _run(self, expression: Expression) -> Outcome:
        try:
            value = expression.run(self._context)
        except RuntimeError as error:
            if str(error).startswith(_UNDEFINED):
                return Outcome.UNDECIDED
            raise ExpressionError(f"“{expression.source}”: {error}") from error
        except (TypeError, KeyError, ValueError) as error:
            raise ExpressionError(f"“{expression.source}”: {_first_line(error)}") from error
        if value is True:
            return Outcome.TRUE
        if value is False:
            return Outcome.FALSE
        raise ExpressionError(f"“{expression.source}” is not a yes or no question")


def decide(expression: Expression, facts: Mapping[str, Any]) -> Outcome:
    """Whether one expression holds for one set of facts; use an `Evaluator` for many."""
    return Evaluator(facts).decide(expression)
