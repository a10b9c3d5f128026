"""What a snapshot keeps of the catalogue: laws, provisions, controls and the words of questions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from apps.catalogue.content_types import (
    Control,
    Difference,
    Provision,
    ProvisionStatus,
    Question,
)
from apps.catalogue.reading.arrangement import between

from ..engine import scoring
from ..engine.workbook import Workbook


def catalogue_part(workbook: Workbook) -> dict[str, Any]:
    version, catalogue = workbook.assessment.catalogue_version, workbook.catalogue
    chosen = [catalogue.regimes[key] for key in workbook.regimes if key in catalogue.regimes]
    used = {
        key for control in workbook.questionnaire.controls for key in _serves(workbook, control)
    }
    return {
        "number": version.number,
        "label": version.label,
        "digest": version.digest,
        "published_at": version.published_at.isoformat(),
        "regimes": [
            {
                "key": regime.key,
                "title": regime.title,
                "short": regime.short,
                "jurisdiction": regime.jurisdiction,
                "text": regime.text,
                "text_version": regime.text_version.isoformat(),
                "source": regime.source,
                "summary": regime.summary,
            }
            for regime in chosen
        ],
        "provisions": [
            _provision(workbook, provision)
            for regime in chosen
            for provision in catalogue.provisions_of[regime.key]
            if provision.key in used
        ],
        "sections": [
            {
                "key": section.section.key,
                "title": section.section.title,
                "summary": section.section.summary,
            }
            for section in workbook.sections
        ],
        "disagreements": _disagreements(workbook),
    }


def _disagreements(workbook: Workbook) -> list[dict[str, Any]]:
    """What the chosen laws say where they differ, each point once; controls name its key."""
    controls = (
        workbook.catalogue.controls[control.key] for control in workbook.questionnaire.controls
    )
    shown = {point.key for control in controls for point in control.disagreements}
    told = between(workbook.catalogue.disagreements.values(), workbook.regimes)
    return [
        {"key": point.key, "title": point.title, "says": _says(point.says)}
        for point in told
        if point.key in shown
    ]


def _says(says: Iterable[Difference]) -> list[dict[str, Any]]:
    return [
        {"regime": said.regime, "says": said.says, "citations": list(said.citations)}
        for said in says
    ]


def _serves(workbook: Workbook, control: scoring.Control) -> list[str]:
    """What a control is mapped to in the chosen laws, judged or not; proposals left out."""
    catalogue = workbook.catalogue
    provisions = (catalogue.provisions[key] for key in catalogue.controls[control.key].provisions)
    return [
        provision.key
        for provision in provisions
        if provision.regime in workbook.regimes and provision.status is not ProvisionStatus.PROPOSED
    ]


def _provision(workbook: Workbook, provision: Provision) -> dict[str, Any]:
    return {
        "key": provision.key,
        "kind": provision.kind.value,
        "group": provision.group,
        "standing": workbook.questionnaire.standings[provision.key].value,
        "regime": provision.regime,
        "citation": provision.citation,
        "article": provision.article,
        "title": provision.title,
        "summary": provision.summary,
        "status": provision.status.value,
        "applies_from": provision.applies_from.isoformat() if provision.applies_from else None,
        "text_version": provision.text_version.isoformat(),
        "source": provision.source,
        "verified": provision.verified.value,
    }


def control_part(workbook: Workbook, key: str) -> dict[str, Any]:
    """A control under the chosen regimes: its weight, its regimes and provisions as scored."""
    one: Control = workbook.catalogue.controls[key]
    scored = next(control for control in workbook.questionnaire.controls if control.key == key)
    told = between(one.disagreements, workbook.regimes)
    return {
        "key": key,
        "section": one.section,
        "title": one.title,
        "objective": one.objective,
        "lifecycle": one.lifecycle,
        "criticality": one.criticality,
        "criticality_reason": one.criticality_reason,
        "regimes": list(scored.regimes),
        "provisions": list(scored.provisions),
        "serves": _serves(workbook, scored),
        "disagreements": [point.key for point in told if point.key],
        # Versions of the catalogue before the second told them in the control itself.
        "differences": [
            {"regime": said.regime, "says": said.says}
            for point in told
            if not point.key
            for said in point.says
        ],
    }


def questions_part(workbook: Workbook) -> dict[str, Any]:
    """The wording of every question that is asked, by key; hidden ones are not here."""
    asked = {item.question.key: item.question for item in workbook.ordered}
    return {key: _question(workbook, question) for key, question in asked.items()}


def _question(workbook: Workbook, one: Question) -> dict[str, Any]:
    provisions = workbook.catalogue.provisions
    return {
        "control": one.control,
        "about": one.about.value,
        "ask": one.ask,
        "why": one.why,
        "evidence": one.evidence,
        "gate": one.gate,
        "effort": one.effort,
        "options": [
            {"key": option.key, "label": option.label, "points": option.points}
            for option in one.options
        ],
        "provisions": [
            key
            for key in one.provisions
            if provisions[key].regime in workbook.regimes
            and provisions[key].status is not ProvisionStatus.PROPOSED
        ],
    }
