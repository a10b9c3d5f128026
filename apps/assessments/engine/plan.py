"""What an assessment asks and judges as far as catalogue and laws alone say: pure."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from dataclasses import dataclass

from apps.catalogue.content_types import Catalogue, Control, ProvisionStatus, Question
from apps.catalogue.expressions import Expression

from . import scoring
from .standing import can_be_judged


@dataclass(frozen=True, slots=True)
class Plan:
    """What follows from catalogue and regimes alone.

    `questions` are grouped by control in reading order; `starts` has the day on which a question
    first serves a provision that binds, for those that serve none in force. `binding` has for
    questions that serve only provisions with a condition of their own these conditions: while all
    of them are false, nobody is bound to what is asked.
    """

    regimes: tuple[str, ...]
    questions: tuple[tuple[Question, ...], ...]
    controls: tuple[scoring.Control, ...]
    starts: Mapping[str, dt.date]
    binding: Mapping[str, tuple[Expression, ...]]


@functools.lru_cache(maxsize=64)
def plan_of(catalogue: Catalogue, regimes: frozenset[str]) -> Plan:
    controls = [
        candidate
        for candidate in catalogue.controls.values()
        if regimes.intersection(candidate.regimes)
    ]
    questions = tuple(
        tuple(asked for asked in control.questions if regimes.intersection(asked.regimes))
        for control in controls
    )
    return Plan(
        regimes=tuple(key for key in catalogue.regimes if key in regimes),
        questions=questions,
        controls=tuple(_scoring_control(catalogue, chosen, regimes) for chosen in controls),
        starts={
            question.key: starts
            for group in questions
            for question in group
            if (starts := _starts(catalogue, question, regimes))
        },
        binding={
            question.key: conditions
            for group in questions
            for question in group
            if (conditions := _binding(catalogue, question, regimes))
        },
    )


def _scoring_control(
    catalogue: Catalogue, control: Control, regimes: frozenset[str]
) -> scoring.Control:
    provisions = (catalogue.provisions[key] for key in control.provisions)
    return scoring.Control(
        key=control.key,
        weight=control.criticality,
        regimes=tuple(regime for regime in control.regimes if regime in regimes),
        provisions=tuple(
            provision.key
            for provision in provisions
            if provision.regime in regimes and provision.status is not ProvisionStatus.PROPOSED
        ),
    )


def _starts(catalogue: Catalogue, question: Question, regimes: frozenset[str]) -> dt.date | None:
    provisions = [catalogue.provisions[key] for key in question.provisions]
    chosen = [one for one in provisions if one.regime in regimes and can_be_judged(one)]
    if any(provision.status is ProvisionStatus.IN_FORCE for provision in chosen):
        return None
    return min(
        (provision.applies_from for provision in chosen if provision.applies_from), default=None
    )


def _binding(
    catalogue: Catalogue, question: Question, regimes: frozenset[str]
) -> tuple[Expression, ...]:
    """The conditions under which one of its provisions binds; none where one always does."""
    provisions = [catalogue.provisions[key] for key in question.provisions]
    chosen = [one.applies_when for one in provisions if one.regime in regimes]
    conditions = tuple(condition for condition in chosen if condition is not None)
    return conditions if len(conditions) == len(chosen) else ()
