"""Expressions have three outcomes, and unknown facts never decide by themselves."""

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.catalogue.expressions import (
    Evaluator,
    ExpressionError,
    Outcome,
    compile_expression,
    decide,
)

T, F, U = Outcome.TRUE, Outcome.FALSE, Outcome.UNDECIDED


@pytest.mark.parametrize(
    ("source", "facts", "expected"),
    [
        ("a", {"a": True}, T),
        ("a", {"a": False}, F),
        ("a", {}, U),
        ("!a", {}, U),
        ("a || b", {"b": True}, T),
        ("a || b", {"b": False}, U),
        ("a && b", {"b": False}, F),
        ("a && b", {"b": True}, U),
        ("a == 'x'", {"a": "x"}, T),
        ("a != 'x'", {}, U),
        ("'x' in kinds", {"kinds": ["x", "y"]}, T),
        ("'x' in kinds", {"kinds": []}, F),
        ("'x' in kinds", {}, U),
        ("kinds.exists(k, k == 'x' || k == 'y')", {"kinds": ["y"]}, T),
        ("rows > 100", {"rows": 101}, T),
        ("size(kinds) > 0", {"kinds": []}, F),
        ("a ? b : c", {"b": True, "c": True}, U),
        ("1 < 2", {}, T),
    ],
)
def test_outcomes(source: str, facts: dict[str, Any], expected: Outcome) -> None:
    assert decide(compile_expression(source), facts) is expected


def test_reads_leaves_macro_locals_out() -> None:
    expression = compile_expression("kinds.exists(k, k == limit) && note != 'x.all(z, z)' && z")

    assert expression.reads == ("kinds", "limit", "note", "z")


@pytest.mark.parametrize(
    "source", ["a &&", "now() > a", "kinds.nonsense()", "duration('1h') == a", ""]
)
def test_unreadable_expressions_are_refused(source: str) -> None:
    with pytest.raises(ExpressionError):
        compile_expression(source)


@pytest.mark.parametrize(
    ("source", "facts"),
    [("a > 3", {"a": "x"}), ("a", {"a": 1}), ("a.b", {"a": {}}), ("a && 1", {"a": True})],
)
def test_wrong_types_are_errors_and_not_undecided(source: str, facts: dict[str, Any]) -> None:
    with pytest.raises(ExpressionError):
        decide(compile_expression(source), facts)


_atoms = st.sampled_from(["a", "b", "c", "'x' in kinds", "choice == 'p'"])
_sources = st.recursive(
    _atoms,
    lambda inner: st.one_of(
        inner.map(lambda x: f"!({x})"),
        st.tuples(inner, inner).map(lambda xy: f"({xy[0]} && {xy[1]})"),
        st.tuples(inner, inner).map(lambda xy: f"({xy[0]} || {xy[1]})"),
    ),
    max_leaves=8,
)
_values: dict[str, list[Any]] = {
    "a": [True, False],
    "b": [True, False],
    "c": [True, False],
    "kinds": [["x"], []],
    "choice": ["p", "q"],
}


@given(source=_sources, known=st.sets(st.sampled_from(sorted(_values))), data=st.data())
def test_a_decided_outcome_survives_every_way_of_learning_the_rest(
    source: str, known: set[str], data: st.DataObject
) -> None:
    expression = compile_expression(source)
    facts = {key: data.draw(st.sampled_from(_values[key])) for key in sorted(known)}
    outcome = decide(expression, facts)
    missing = [key for key in _values if key not in facts]

    for values in itertools.product(*(_values[key] for key in missing)):
        learned = decide(expression, {**facts, **dict(zip(missing, values, strict=True))})
        assert learned is not U
        assert outcome in (U, learned)


def test_an_evaluator_remembers_and_agrees() -> None:
    evaluator = Evaluator({"a": True})
    expression = compile_expression("a || b")

    assert [evaluator.decide(expression) for _ in range(3)] == [T, T, T]
