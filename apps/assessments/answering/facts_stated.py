"""Which facts an answer states: those from which a rule would work the same answer out. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from apps.catalogue.content_types import Rule
from apps.catalogue.expressions import Evaluator, Outcome
from apps.core.facts import FactKind, FactSource, FactSpec, Stored, fact_specs

from ..engine.questionnaire import Asked
from ..engine.rules import machine_answer

_TERM = re.compile(
    r"(?P<no>!)?(?P<key>[a-z]\w*)"
    r"(?: == (?P<same>true|false|'[^']*')| in \['(?P<only>[^']*)'\])?"
)
# What somebody said can be corrected by answering; what was computed or looked at cannot.
_SAID = frozenset({FactSource.PERSON, FactSource.FILE, FactSource.IMPORT})

Values = dict[str, Any]


def facts_stated(item: Asked, option: str, stored: Stored) -> Values:
    """The facts about the item's own object that somebody states who gives this answer.

    `stored` are the facts stated about the object. Empty where no rule for the answer says just
    what they must be, where they are of another object or not for people to say, and where the
    answer would not follow from them.
    """
    if option in item.struck_out or (item.machine and item.machine.option.key == option):
        return {}
    for rule in item.question.rules:
        values = _values(rule, item.subject.kind.value) if rule.choose == option else {}
        new = _new(values, item.subject.facts, stored)
        if new and _follows(item, option, new):
            return new
    return {}


def _values(rule: Rule, about: str) -> Values:
    """What the facts of a rule must be for it to hold; empty where it does not say just that."""
    values: Values = {}
    for term in rule.when.source.split("&&"):
        match = _TERM.fullmatch(term.strip())
        spec = fact_specs().get(match["key"]) if match else None
        value = _value(match, spec) if match and spec else None
        if spec is None or value is None or spec.derived or spec.about != about:
            return {}
        values[spec.key] = value
    return values


def _value(match: re.Match[str], spec: FactSpec) -> bool | str | None:
    same, only = match["same"], match["only"]
    if spec.kind is FactKind.YES_NO and only is None and same in {None, "true", "false"}:
        return (same != "false") is not bool(match["no"])
    text = only if same is None else same.strip("'")
    is_choice = spec.kind is FactKind.CHOICE and not match["no"]
    return text if is_choice and text in dict(spec.choices) else None


def _new(values: Values, facts: Mapping[str, Any], stored: Stored) -> Values:
    """The values that are not known yet; empty where one stands that is not anybody's word."""
    new = {key: value for key, value in values.items() if facts.get(key) != value}
    standing = [key for key in new if key in facts]
    said = all(key in stored and stored[key].get("s") in _SAID for key in standing)
    return new if said else {}


def _follows(item: Asked, option: str, new: Values) -> bool:
    """Whether the question is still asked once the facts are known, and answers itself so."""
    facts = {**item.subject.facts, **new}
    evaluator = Evaluator(facts)
    when = item.question.when
    if when is not None and evaluator.decide(when) is Outcome.FALSE:
        return False
    answer = machine_answer(item.question, evaluator, facts)
    return answer is not None and answer.option.key == option
