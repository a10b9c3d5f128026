"""Evidence on answers: attach what is there, file something new, take it off again."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from apps.accounts.models import User
from apps.core import clock
from apps.core.access import Actor
from apps.core.errors import DomainError
from apps.evidence.models import Evidence
from apps.evidence.selectors import get_evidence
from apps.evidence.services import Content, file_on_behalf
from apps.organizations.models import Team
from apps.trail.actions import Action
from apps.trail.services import record

from ..actions import ATTACHED, DETACHED
from ..answering.services import (
    answer_ref,
    confirmed,
    mark_other_pipelines,
    open_for_answer,
    own_answer,
)
from ..engine.questionnaire import Asked
from ..engine.workbook import AboutObject, Workbook
from ..models import Answer, AnswerEvidence, Assessment
from ..scores.services import keep_scores
from .selectors import backing_of


@transaction.atomic
def attach_evidence(
    *,
    actor: Actor,
    assessment: Assessment,
    question_key: str,
    subject_key: str,
    evidence_id: uuid.UUID,
) -> Evidence:
    """Attach evidence the actor sees to an answer; attached already, it stays so.

    Evidence of another team than that of the object is refused, though the actor sees it: whoever
    sees the object would see it too.
    """
    workbook, item = open_for_answer(actor, assessment, question_key, subject_key)
    evidence = get_evidence(actor, evidence_id)
    _require_attachable(evidence, workbook.objects[subject_key])
    _attach(actor, workbook, item, evidence)
    return evidence


def _require_attachable(evidence: Evidence, about: AboutObject) -> None:
    if evidence.withdrawn_at is not None:
        raise DomainError(
            "This evidence was withdrawn. Choose another, or file it again.",
            code="withdrawn",
            field="evidence",
        )
    if evidence.team_id not in {None, about.team_id}:
        raise DomainError(
            f"This evidence belongs to another team than “{about.name}”, so it cannot back an "
            "answer about it. Ask its team to file it for the organisation, or file your own.",
            code="other_team",
            field="evidence",
        )


@transaction.atomic
def file_and_attach(
    *,
    actor: Actor,
    assessment: Assessment,
    question_key: str,
    subject_key: str,
    title: str,
    content: Content,
    owner: User | None = None,
    counts_until: dt.date | None = None,
    public_id: uuid.UUID | None = None,
) -> Evidence:
    """File something new for an answer and attach it.

    It belongs to the team of what the answer is about, or to the organisation; without an
    `owner` whoever files it answers for it. The second call
    with the same `public_id` changes nothing. Raises `DomainError` for the fields of
    `evidence.services.file_evidence`.
    """
    workbook, item = open_for_answer(actor, assessment, question_key, subject_key)
    about = workbook.objects[subject_key]
    evidence = file_on_behalf(
        actor=actor,
        team=Team.objects.get(pk=about.team_id) if about.team_id is not None else None,
        title=title,
        content=content,
        owner=owner,
        counts_until=counts_until,
        public_id=public_id,
    )
    _attach(actor, workbook, item, evidence)
    return evidence


@transaction.atomic
def detach_evidence(
    *,
    actor: Actor,
    assessment: Assessment,
    question_key: str,
    subject_key: str,
    evidence_id: uuid.UUID,
) -> None:
    """Take evidence off an answer; the history keeps that it was there."""
    workbook, item = open_for_answer(actor, assessment, question_key, subject_key)
    link = (
        AnswerEvidence.objects.select_for_update(of=("self",))
        .select_related("answer", "evidence")
        .filter(
            answer__question_key=question_key,
            answer__subject_key=subject_key,
            evidence__public_id=evidence_id,
            removed_at__isnull=True,
        )
        .first()
    )
    if link is None:
        return
    link.removed_at = clock.now()
    link.save(update_fields=["removed_at"])
    _record(actor, workbook, item, link.answer, link.evidence, DETACHED)
    _rescore(workbook, item, link.answer, f"Evidence “{link.evidence.title}” was taken off")


def _attach(actor: Actor, workbook: Workbook, item: Asked, evidence: Evidence) -> None:
    workbook = confirmed(workbook, [item])
    answer = own_answer(workbook, item)
    _, is_new = AnswerEvidence.objects.get_or_create(
        answer=answer,
        evidence=evidence,
        removed_at=None,
        defaults={"attached_at": clock.now(), "attached_by": actor.label[:200]},
    )
    if not is_new:
        return
    _record(actor, workbook, item, answer, evidence, ATTACHED)
    _rescore(workbook, item, answer, f"Evidence “{evidence.title}” was attached")


def _record(
    actor: Actor,
    workbook: Workbook,
    item: Asked,
    answer: Answer,
    evidence: Evidence,
    action: Action,
) -> None:
    detail = {
        "assessment": str(workbook.assessment.public_id),
        "question": item.question.key,
        "subject": item.subject.key,
        "evidence": str(evidence.public_id),
        "title": evidence.title,
    }
    record(actor, action, answer_ref(workbook, item, answer), detail)


def _rescore(workbook: Workbook, item: Asked, answer: Answer, what: str) -> None:
    """Figures after evidence came or went; nothing moves before the question is answered."""
    if item.id not in workbook.answers:
        return
    reason = f"{what}: “{item.question.ask}” about {item.subject.label}"
    keep_scores(workbook.with_backing(item.id, backing_of(answer.pk)), reason)
    mark_other_pipelines(workbook, item, reason)
