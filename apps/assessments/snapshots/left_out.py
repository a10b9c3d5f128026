"""What an assessment does not say, and why: a pack lists it, so that silence is never a yes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from apps.catalogue.content_types import Provision, ProvisionStatus, Question
from apps.catalogue.expressions import Expression

from ..engine.plan import plan_of
from ..engine.standing import Standing
from ..engine.workbook import Workbook


def left_out(workbook: Workbook) -> dict[str, Any]:
    """Laws not chosen, provisions not covered and questions whose condition is not given.

    `provisions` has those of the chosen laws that no question of the catalogue serves, and those
    that do not bind yet; `questions` those the facts make pointless, by question and not by
    object, each with the condition that said so.
    """
    catalogue, chosen = workbook.catalogue, set(workbook.regimes)
    return {
        "regimes": [
            {"key": regime.key, "title": regime.title}
            for regime in catalogue.regimes.values()
            if regime.key not in chosen
        ],
        "provisions": _provisions(workbook),
        "questions": [
            {
                "key": question.key,
                "ask": question.ask,
                "control": question.control,
                "when": _condition(question, binding),
            }
            for question, binding in _not_asked(workbook)
        ],
        "comments": "Comments of the team and earlier answers are not part of a pack.",
    }


def _not_asked(workbook: Workbook) -> list[tuple[Question, Sequence[Expression]]]:
    """Questions of the chosen laws that are asked about no object here, each with the conditions
    of its provisions where all of them have one."""
    asked = {item.question.key for item in workbook.items}
    chosen = frozenset(workbook.regimes)
    binding = plan_of(workbook.catalogue, chosen).binding
    questions = [
        (question, binding.get(question.key, ()))
        for question in workbook.catalogue.questions.values()
        if chosen.intersection(question.regimes) and question.key not in asked
    ]
    return [(asked, binds) for asked, binds in questions if asked.when is not None or binds]


def _condition(question: Question, binding: Sequence[Expression]) -> str:
    """What would have to be true for it to be asked."""
    own = [str(question.when)] if question.when is not None else []
    of_law = [" || ".join(dict.fromkeys(f"({condition})" for condition in binding))]
    parts = [*own, *(of_law if binding else [])]
    return parts[0] if len(parts) == 1 else " && ".join(f"({part})" for part in parts)


def _provisions(workbook: Workbook) -> list[dict[str, Any]]:
    catalogue = workbook.catalogue
    covered = {key for control in workbook.questionnaire.controls for key in control.provisions}
    left_out = []
    for regime in workbook.regimes:
        for provision in catalogue.provisions_of.get(regime, ()):
            if provision.status is ProvisionStatus.PROPOSED:
                why = "Proposed only; it binds nobody yet."
            elif provision.key not in covered and _is_to_be_asked(workbook, provision):
                why = "No question of this catalogue covers it."
            elif not provision.in_force(workbook.today) and provision.applies_from:
                why = f"Applies from {provision.applies_from.isoformat()}."
            elif workbook.questionnaire.standings[provision.key] is Standing.NOT_BINDING:
                why = "The registered facts say that it does not bind."
            else:
                continue
            left_out.append({"key": provision.key, "citation": provision.citation, "why": why})
    return left_out


def _is_to_be_asked(workbook: Workbook, provision: Provision) -> bool:
    standing = workbook.questionnaire.standings[provision.key]
    return provision.must_ask and standing is Standing.JUDGED
