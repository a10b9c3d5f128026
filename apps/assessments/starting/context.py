"""What starting an assessment would ask, before anything is stored."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from apps.catalogue.content_types import Regime
from apps.catalogue.content_types import Subject as SubjectKind
from apps.catalogue.expressions import Evaluator, Outcome
from apps.catalogue.reading import text_read
from apps.core.facts import fact_specs

from ..engine.questionnaire import Subject
from .selectors import Material, Outlook


@dataclass(frozen=True, slots=True)
class LawChoice:
    """One law to choose: whether the facts suggest it, why, and what it asks.

    `applies` is "yes", "no" or "unknown". `text_read` says how far its text was read.
    """

    regime: Regime
    applies: str
    reason: str
    outlook: Outlook
    text_read: str

    @property
    def is_suggested(self) -> bool:
        return self.applies == "yes" and not self.regime.additional


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
    applies, reason = _applies(regime, evaluator, pipeline)
    outlook = material.outlook([regime.key])
    return LawChoice(
        regime, applies, reason, outlook, text_read.of_regime(material.catalogue, regime)
    )


def _applies(regime: Regime, evaluator: Evaluator, pipeline: Subject) -> tuple[str, str]:
    if regime.applies_when is None:
        return "yes", "Applies to every pipeline."
    outcome = evaluator.decide(regime.applies_when)
    known, unknown = _told(regime.applies_when.reads, pipeline)
    if outcome is Outcome.UNDECIDED:
        return "unknown", f"Not known yet: {_listed(unknown)}."
    applies = "yes" if outcome is Outcome.TRUE else "no"
    return applies, f"Because of the facts: {_listed(known)}."


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
