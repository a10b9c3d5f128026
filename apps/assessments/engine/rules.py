"""What facts say about a question by themselves: the answer, or what it cannot be. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apps.catalogue.content_types import Option, Question, Rule
from apps.catalogue.expressions import Evaluator, Outcome

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MachineAnswer:
    """What the facts say by themselves, and the rule by which they say it."""

    question: Question
    option: Option
    rule: Rule
    facts: Facts


def machine_answer(question: Question, evaluator: Evaluator, facts: Facts) -> MachineAnswer | None:
    """What the facts answer by themselves: the first rule that holds.

    An undecided rule before it might hold too, so it must choose the same option; otherwise
    nothing is decided.
    """
    pending: set[str] = set()
    for rule in question.rules:
        if rule.rules_out:
            continue
        outcome = evaluator.decide(rule.when)
        if outcome is Outcome.TRUE:
            option = question.option(rule.choose)
            if option is None or pending - {rule.choose}:
                return None
            read = {key: facts[key] for key in rule.when.reads if key in facts}
            return MachineAnswer(question, option, rule, read)
        if outcome is Outcome.UNDECIDED:
            pending.add(rule.choose)
    return None


def struck_out(question: Question, evaluator: Evaluator) -> dict[str, Rule]:
    """The options that the facts rule out, by key, with the first rule that does."""
    struck: dict[str, Rule] = {}
    for rule in question.rules:
        if rule.rules_out and evaluator.decide(rule.when) is Outcome.TRUE:
            for option in rule.rules_out:
                struck.setdefault(option, rule)
    return struck
