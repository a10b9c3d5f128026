"""What starting an assessment would ask, before anything is stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from apps.catalogue.content_types import Catalogue, Regime
from apps.catalogue.content_types import Subject as SubjectKind
from apps.catalogue.expressions import Evaluator, Outcome
from apps.core.facts import fact_specs

from ..questionnaire import Given, Subject, questionnaire
from ..scoring import ItemId, State
from .words import quarter_of

CUSTOM = "custom"


@dataclass(frozen=True, slots=True)
class Period:
    key: str
    label: str
    start: dt.date
    end: dt.date


@dataclass(frozen=True, slots=True)
class Outlook:
    """How much a set of laws asks: all questions, those the registry or earlier answers cover."""

    questions: int
    machine: int
    answered: int

    @property
    def left(self) -> int:
        return self.questions - self.machine - self.answered


@dataclass(frozen=True, slots=True)
class LawChoice:
    """One law to choose: whether the facts suggest it, why, and what it asks.

    `applies` is "yes", "no" or "unknown".
    """

    regime: Regime
    applies: str
    reason: str
    outlook: Outlook

    @property
    def is_suggested(self) -> bool:
        return self.applies == "yes"


@dataclass(frozen=True, slots=True)
class Material:
    """What the questions would be worked out from."""

    catalogue: Catalogue
    subjects: Sequence[Subject]
    answers: Mapping[ItemId, Given]
    today: dt.date

    def outlook(self, regimes: Collection[str]) -> Outlook:
        items = questionnaire(
            catalogue=self.catalogue,
            regimes=regimes,
            subjects=self.subjects,
            answers=self.answers,
            today=self.today,
        ).items
        machine = sum(item.by_machine for item in items)
        open_states = {State.UNANSWERED, State.STALE, State.EXPIRED}
        answered = sum(item.state not in open_states for item in items) - machine
        return Outlook(len(items), machine, answered)


def law_choices(material: Material, offered: Collection[str]) -> list[LawChoice]:
    """The laws that can be chosen, suggested ones with the facts that say so."""
    pipeline = next(s for s in material.subjects if s.kind is SubjectKind.PIPELINE)
    evaluator = Evaluator(pipeline.facts)
    return [
        _law_choice(material, regime, evaluator, pipeline)
        for key, regime in material.catalogue.regimes.items()
        if key in offered
    ]


def _law_choice(
    material: Material, regime: Regime, evaluator: Evaluator, pipeline: Subject
) -> LawChoice:
    outlook = material.outlook([regime.key])
    if regime.applies_when is None:
        return LawChoice(regime, "yes", "Applies to every pipeline.", outlook)
    outcome = evaluator.decide(regime.applies_when)
    known, unknown = _told(regime.applies_when.reads, pipeline)
    if outcome is Outcome.UNDECIDED:
        return LawChoice(regime, "unknown", f"Not known yet: {_listed(unknown)}.", outlook)
    applies = "yes" if outcome is Outcome.TRUE else "no"
    return LawChoice(regime, applies, f"Because of the facts: {_listed(known)}.", outlook)


def _told(keys: Sequence[str], pipeline: Subject) -> tuple[list[str], list[str]]:
    specs = fact_specs()
    known = [
        f"{specs[key].label}: {specs[key].words(pipeline.facts[key]).lower()}"
        for key in keys
        if key in specs and key in pipeline.facts
    ]
    unknown = [specs[key].label for key in keys if key in specs and key not in pipeline.facts]
    return known, unknown


def _listed(parts: Sequence[str]) -> str:
    return "; ".join(parts)


def preset_periods(today: dt.date) -> list[Period]:
    """This quarter, the one before, the next, and this year."""
    first = dt.date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    before, after = _shift(first, -3), _shift(first, 3)
    year = Period(
        str(today.year),
        f"Whole year {today.year}",
        dt.date(today.year, 1, 1),
        dt.date(today.year, 12, 31),
    )
    return [
        _quarter(first, "this quarter"),
        _quarter(before, "last quarter"),
        _quarter(after, "next quarter"),
        year,
    ]


def _quarter(start: dt.date, words: str) -> Period:
    end = _shift(start, 3) - dt.timedelta(days=1)
    name = quarter_of(start, end)
    return Period(name.replace(" ", "-").lower(), f"{name}, {words}", start, end)


def _shift(start: dt.date, months: int) -> dt.date:
    month = start.year * 12 + start.month - 1 + months
    return dt.date(month // 12, month % 12 + 1, 1)
