"""Which unknown facts would close most questions: pure.

A question closes when its condition turns false, or when a rule answers it. Each fact is tried by
itself with each value it can take; what several do together is seen when they are stated.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apps.catalogue.content_types import Subject as SubjectKind
from apps.catalogue.expressions import Evaluator, Outcome
from apps.core.facts import FactKind, FactSpec, any_yes

from ..engine.questionnaire import Asked, Subject
from ..engine.rules import machine_answer
from ..engine.scoring import State

Specs = Mapping[str, FactSpec]
Fact = tuple[str, str]
"""A subject key and the key of a fact that is stated about it."""

_HOMES = {"org_": SubjectKind.ORGANIZATION, "pipeline_": SubjectKind.PIPELINE}


@dataclass(frozen=True, slots=True)
class Closing:
    """A fact nobody knows yet: `closes` open questions at most, if its value is `value`."""

    subject: Subject
    spec: FactSpec
    closes: int
    value: Any


def closing_facts(
    items: Iterable[Asked], subjects: Sequence[Subject], specs: Specs
) -> list[Closing]:
    """The unknown facts by how many open questions one value of them closes, most first."""
    look = _Look(subjects, specs)
    readers: defaultdict[Fact, list[Asked]] = defaultdict(list)
    for item in items:
        if item.state is State.UNANSWERED:
            for fact in {f for key in item.unknown_facts for f in look.stated(item, key)}:
                readers[fact].append(item)
    found = [look.best(fact, asked) for fact, asked in readers.items()]
    useful = [closing for closing in found if closing and closing.closes]
    return sorted(useful, key=lambda one: (-one.closes, one.subject.key, one.spec.key))


class _Look:
    def __init__(self, subjects: Sequence[Subject], specs: Specs) -> None:
        self.subjects = {subject.key: subject for subject in subjects}
        self.specs = specs
        self.parts = [s for s in subjects if s.kind in {SubjectKind.DATASET, SubjectKind.MODEL}]

    def stated(self, item: Asked, key: str) -> Iterator[Fact]:
        """The stated facts behind an unknown one that an item reads: itself, or, for what is
        worked out over all datasets or models, the same fact of each where it is unknown."""
        spec = self.specs.get(key)
        if spec is None or spec.kind in {FactKind.TEXT, FactKind.NUMBER}:
            return
        if not spec.derived:
            home = self._home(item, key)
            if home is not None:
                yield home, key
        elif len(spec.made_from) == 1 and spec.kind is FactKind.YES_NO:
            source = spec.made_from[0]
            yield from ((p.key, source) for p in self._parts_with(source) if source not in p.facts)

    def _home(self, item: Asked, key: str) -> str | None:
        for prefix, kind in _HOMES.items():
            if key.startswith(prefix):
                return next((k for k, s in self.subjects.items() if s.kind is kind), None)
        return item.subject.key

    def _parts_with(self, key: str) -> list[Subject]:
        return [part for part in self.parts if key.startswith(f"{part.kind.value}_")]

    def best(self, fact: Fact, asked: list[Asked]) -> Closing | None:
        """The value of the fact that closes most of these items."""
        subject, spec = self.subjects[fact[0]], self.specs[fact[1]]
        tried = [(self._closed(fact, value, asked), value) for value in _values(spec)]
        closes, value = max(tried, key=lambda one: one[0], default=(0, None))
        return Closing(subject, spec, closes, value) if closes else None

    def _closed(self, fact: Fact, value: Any, asked: list[Asked]) -> int:
        known: dict[str, Evaluator] = {}
        facts: dict[str, Mapping[str, Any]] = {}
        closed = 0
        for item in asked:
            key = item.subject.key
            if key not in known:
                facts[key] = {**item.subject.facts, **self._as_seen(fact, value, item.subject)}
                known[key] = Evaluator(facts[key])
            closed += _closes(item, known[key], facts[key])
        return closed

    def _as_seen(self, fact: Fact, value: Any, subject: Subject) -> dict[str, Any]:
        """What a subject would see of it: the fact itself, and what is worked out from it."""
        home, key = fact
        summaries = {
            summary: any_yes([value, *self._others(home, key)])
            for summary, spec in self.specs.items()
            if spec.derived and spec.made_from == (key,) and spec.kind is FactKind.YES_NO
        }
        seen = {summary: now for summary, now in summaries.items() if now is not None}
        is_own = subject.key == home or self.subjects[home].kind in _HOMES.values()
        return {**seen, key: value} if is_own else seen

    def _others(self, home: str, key: str) -> list[bool | None]:
        return [part.facts.get(key) for part in self._parts_with(key) if part.key != home]


def _closes(item: Asked, evaluator: Evaluator, facts: Mapping[str, Any]) -> bool:
    question = item.question
    if question.when is not None and evaluator.decide(question.when) is Outcome.FALSE:
        return True
    return machine_answer(question, evaluator, facts) is not None


def _values(spec: FactSpec) -> list[Any]:
    choices = [key for key, _ in spec.choices]
    if spec.kind is FactKind.YES_NO:
        return [True, False]
    if spec.kind is FactKind.MANY:
        return [[], *([choice] for choice in choices)]
    return choices
