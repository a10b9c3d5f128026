"""The document of a snapshot: everything an assessment says at one moment, as JSON values.

A pack is drawn from this alone, so whatever the pack prints must be in here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from apps.catalogue.content_types import (
    Option,
)
from apps.core import clock
from apps.core.access import Actor
from apps.core.facts import fact_specs, level_of, source_of
from apps.organizations.selectors import organization
from apps.registry.models import Dataset, Pipeline, Stage, TrainedModel

from ..attachments.selectors import Attached, attached_to
from ..engine.questionnaire import Asked, Reply
from ..engine.recompute import figures
from ..engine.workbook import CurrentAnswer, Workbook, count_states
from ..models import Assessment, SnapshotKind
from ..reviewing.reading import Reading, closing_detail, newest_round
from .catalogue_part import catalogue_part, control_part, questions_part
from .contributions import contributed
from .left_out import left_out
from .trail_extract import trail_extract

FORMAT = 4
ADVICE = 25


def build_document(actor: Actor, workbook: Workbook, kind: SnapshotKind) -> dict[str, Any]:
    """The whole document; a fixed number of queries."""
    answers = [answer.answer_id for answer in workbook.answers.values()]
    attached = attached_to(answers)
    return {
        "format": FORMAT,
        "kind": kind.value,
        "made_at": clock.now().isoformat(),
        "made_by": actor.label,
        "organization": _organization(),
        "assessment": _assessment(workbook.assessment),
        "catalogue": catalogue_part(workbook),
        "pipeline": _pipeline(workbook.assessment.pipeline),
        "subjects": [_subject(workbook, subject.key) for subject in workbook.subjects],
        "controls": [
            control_part(workbook, control.key) for control in workbook.questionnaire.controls
        ],
        "questions": questions_part(workbook),
        "items": [_item(workbook, item, attached) for item in workbook.ordered],
        "states": {state.value: n for state, n in count_states(workbook.items).items()},
        "figures": figures(workbook.card),
        "advice": _advice(workbook),
        "review": closing_detail(
            Reading(workbook, newest_round(workbook.assessment)), clock.today()
        ),
        "left_out": left_out(workbook),
        "contributions": contributed(workbook.assessment),
        "trail": trail_extract(workbook, attached),
    }


def _organization() -> dict[str, Any]:
    one = organization()
    return {"id": str(one.public_id), "name": one.name}


def _assessment(one: Assessment) -> dict[str, Any]:
    return {
        "id": str(one.public_id),
        "title": str(one),
        "regimes": list(one.regimes),
        "period": [one.period_start.isoformat(), one.period_end.isoformat()],
        "state": str(one.state),
        "gap_reason": one.gap_reason,
        "started": {"by": one.started_by, "at": one.created_at.isoformat()},
        "submitted": _act(one.submitted_by, one.submitted_at),
        "decided": {**_act(one.decided_by, one.decided_at), "note": one.decision_note},
    }


def _act(person: Any, at: Any) -> dict[str, Any]:
    """Who and when; both None when it did not happen."""
    return {
        "by": str(person) if person else None,
        "by_id": str(person.public_id) if person else None,
        "at": at.isoformat() if at else None,
    }


def _pipeline(one: Pipeline) -> dict[str, Any]:
    datasets = one.datasets.select_related("team", "owner").prefetch_related("versions")
    models = one.trained_models.select_related("team", "owner").prefetch_related("versions")
    return {
        **_registered(one),
        "repository": one.repository,
        "commit": one.commit,
        "stages": [_stage(stage) for stage in one.stages.all()],
        "datasets": [_dataset(dataset) for dataset in datasets],
        "models": [_model(model) for model in models],
    }


def _registered(one: Pipeline | Dataset | TrainedModel) -> dict[str, Any]:
    return {
        "id": str(one.public_id),
        "name": one.name,
        "purpose": one.purpose,
        "description": one.description,
        "team": one.team.name,
        "owner": one.owner.name if one.owner else None,
        "status": str(one.status),
    }


def _stage(stage: Stage) -> dict[str, Any]:
    specs = fact_specs()
    facts = [
        _fact(key, entry["v"], entry, level_of(entry.get("s", "")))
        for key, entry in stage.facts.items()
        if key in specs
    ]
    return {"kind": str(stage.kind), "label": stage.get_kind_display(), "facts": facts}


def _dataset(one: Dataset) -> dict[str, Any]:
    versions = [
        {"label": v.label, "rows": v.rows, "digest": v.digest, "columns": len(v.schema)}
        for v in one.versions.all()
    ]
    return {**_registered(one), "versions": versions}


def _model(one: TrainedModel) -> dict[str, Any]:
    versions = [
        {"label": v.label, "framework": v.framework, "digest": v.digest} for v in one.versions.all()
    ]
    return {**_registered(one), "versions": versions}


def _subject(workbook: Workbook, key: str) -> dict[str, Any]:
    about = workbook.objects[key]
    subject = next(candidate for candidate in workbook.subjects if candidate.key == key)
    prefixes = _OWN[about.kind.value]
    own = {k: v for k, v in subject.facts.items() if k.startswith(prefixes)}
    return {
        "key": key,
        "kind": about.kind.value,
        "label": subject.label,
        "owner": subject.owner,
        "facts": [
            _fact(k, value, about.stored.get(k, {}), subject.levels.get(k, 0))
            for k, value in sorted(own.items())
        ],
    }


_OWN: dict[str, tuple[str, ...]] = {
    "organization": ("org_",),
    "pipeline": ("pipeline_", "data_", "models_"),
    "dataset": ("dataset_",),
    "model": ("model_",),
}


def _fact(key: str, value: Any, entry: Any, level: int) -> dict[str, Any]:
    """One known fact with its source and level; derived ones have no author."""
    spec = fact_specs().get(key)
    return {
        "key": key,
        "label": spec.label if spec else key,
        "value": value,
        "words": spec.words(value) if spec else str(value),
        "source": source_of(key, entry),
        "level": level,
        "by": entry.get("by"),
        "at": entry.get("at"),
    }


def _item(workbook: Workbook, item: Asked, attached: dict[int, list[Attached]]) -> dict[str, Any]:
    """One item as scored, with everything that explains it."""
    scored, review = item.scored(), workbook.reviews.get(item.id)
    answer = workbook.answers.get(item.id)
    return {
        "question": item.question.key,
        "subject": item.subject.key,
        "control": item.question.control,
        "state": item.state.value,
        "option": item.option.key if item.option else None,
        "points": scored.points,
        "mark": workbook.fingerprints[item.id],
        "weight": scored.weight,
        "gate": scored.gate,
        "assurance": int(scored.assurance),
        "effort": scored.effort,
        "owner": scored.owner,
        "later": scored.later,
        "worked_out": item.worked_out,
        "answer": _answer(workbook, item),
        "machine": _machine(workbook, item),
        "unknown_facts": [_label(key) for key in item.unknown_facts],
        "changed_facts": [_label(key) for key in item.changed_facts],
        "applies_from": item.applies_from.isoformat() if item.applies_from else None,
        "evidence": _evidence(attached.get(answer.answer_id, ()) if answer else ()),
        "review": {"decision": review.decision, "text": review.text, "by": review.by}
        if review
        else None,
    }


def _label(key: str) -> str:
    spec = fact_specs().get(key)
    return spec.label if spec else key


def _answer(workbook: Workbook, item: Asked) -> dict[str, Any] | None:
    """What a person said, whether or not it counts today."""
    answer = workbook.answers.get(item.id)
    if answer is None:
        return None
    option = item.question.option(answer.option)
    return {
        "id": str(answer.public_id),
        "revision": answer.number,
        "state": answer.state,
        "option": answer.option or None,
        "case": answer.case or None,
        "words": _said(item, answer, option),
        "note": answer.note,
        "justification": answer.justification,
        "override": answer.is_override,
        "by": answer.by,
        "at": answer.at.isoformat(),
        "checked_by": answer.checked_by or None,
        "checked_at": answer.checked_at.isoformat() if answer.checked_at else None,
    }


def _said(item: Asked, answer: CurrentAnswer, option: Option | None) -> str | None:
    """What a person said in the words of the question; of a claim, the case it names."""
    if answer.state == Reply.NOT_APPLICABLE:
        cases = item.question.cases or ()
        named = next((case.label for case in cases if case.key == answer.case), None)
        return named or answer.justification
    return option.label if option else None


def _machine(workbook: Workbook, item: Asked) -> dict[str, Any] | None:
    """What the facts say by themselves, and which facts those are, each with who said it."""
    machine = item.machine
    if machine is None:
        return None
    entries = workbook.stored_for(item.subject)
    return {
        "option": machine.option.key,
        "words": machine.option.label,
        "rule": str(machine.rule.when),
        "facts": [
            _fact(key, value, entries.get(key, {}), item.subject.levels.get(key, 0))
            for key, value in sorted(machine.facts.items())
        ],
    }


def _evidence(attached: Iterable[Attached]) -> list[dict[str, Any]]:
    return [
        {
            "id": str(piece.evidence_id),
            "title": piece.title,
            "kind": piece.kind,
            "owner": piece.owner,
            "revision": piece.revision,
            "digest": piece.digest,
            "file_name": piece.file_name,
            "url": piece.url,
            "size": piece.size,
            "counts_until": piece.counts_until.isoformat() if piece.counts_until else None,
            "status": piece.status,
        }
        for piece in attached
    ]


def _advice(workbook: Workbook) -> list[dict[str, Any]]:
    return [
        {
            "question": advised.item.question.key,
            "subject": advised.item.subject.key,
            "control": advised.control.key,
            "gain": advised.gain,
            "effort": advised.item.question.effort,
            "owner": advised.owner,
            "blocking": advised.is_blocking,
        }
        for advised in workbook.raises()[:ADVICE]
    ]
