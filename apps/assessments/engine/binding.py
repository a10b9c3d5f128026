"""The facts an answer was given on, and whether they are still what they were: pure."""

from __future__ import annotations

from typing import Any

from apps.catalogue.content_types import Question

from .rules import Facts


def facts_used(question: Question, facts: Facts) -> dict[str, Any]:
    """The facts an answer given now is bound to, to be stored with it."""
    return {key: _settled(facts[key]) for key in question.bound if facts.get(key) is not None}


def changed_facts(question: Question, used: Facts, facts: Facts) -> tuple[str, ...]:
    """The bound facts that are no longer what they were when the question was answered.

    Learning a fact that only decides whether to ask changes nothing: the answer was given
    without it, and the question is still asked.
    """
    return tuple(
        key
        for key in question.bound
        if (before := _settled(used.get(key))) != _settled(facts.get(key))
        and (before is not None or key in question.decisive)
    )


def _settled(value: Any) -> Any:
    """A fact's value in the one form that is stored and compared: lists have no order."""
    return sorted(value) if isinstance(value, list | tuple | set | frozenset) else value
