"""Answering: every save is a new revision, and moves the score in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import Q

from apps.catalogue.content_types import Subject as SubjectKind
from apps.core import clock
from apps.core.access import Actor, require
from apps.core.errors import DomainError, NotVisible, Refused, StaleEdit
from apps.core.writing import locked, validated_fields
from apps.trail.refs import TrailRef
from apps.trail.services import record

from ..actions import SAVED
from ..engine.binding import facts_used
from ..engine.questionnaire import (
    Asked,
    Backing,
    Reply,
)
from ..engine.scoring import Scorecard
from ..engine.workbook import CurrentAnswer, Workbook
from ..models import (
    Answer,
    AnswerEvidence,
    AnswerRevision,
    Assessment,
)
from ..permissions import ANSWER, ANSWER_ORGANIZATION
from ..scores.services import keep_scores, mark_for_refresh
from ..workbooks import open_workbook
from .entries import AnswerInput, checked, said, sets_aside
from .rights import refusal_about
from .stating import state_answer

SUBJECT_FIELDS = {
    SubjectKind.PIPELINE: "pipeline_id",
    SubjectKind.DATASET: "dataset_id",
    SubjectKind.MODEL: "model_id",
}
_READERS = {SubjectKind.DATASET: "datasets", SubjectKind.MODEL: "trained_models"}


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did: the workbook and the item as they stand now, and as they stood before.

    `revision` is the number to expect at the next save; `is_new` is False when the entry said
    what was there already.
    """

    workbook: Workbook
    item: Asked
    revision: int
    is_new: bool
    earlier: Workbook

    @property
    def stated(self) -> bool:
        """Whether the answer put facts on the object."""
        earlier = self.earlier.find(*self.item.id)
        return earlier is not None and earlier.subject.facts != self.item.subject.facts

    @property
    def before(self) -> Scorecard:
        return self.earlier.card

    @property
    def after(self) -> Scorecard:
        return self.workbook.card


@transaction.atomic
def save_answer(
    *,
    actor: Actor,
    assessment: Assessment,
    question_key: str,
    subject_key: str,
    entry: AnswerInput,
    expected_revision: int,
    seen: str | None = None,
) -> Saved:
    """Answer one question about one subject as a new revision.

    Facts of the same object from which the answer follows are put on the object, and the answer is
    then worked out from them. `expected_revision` is the number of the revision the person saw, 0
    when there was none, and `seen` the option that facts gave then, "" for none.
    Raises `DomainError` for a question that is not asked here and for the fields `option`,
    `justification` and `note`; `StaleEdit` when somebody answered meanwhile.
    """
    workbook, item = open_for_answer(actor, assessment, question_key, subject_key)
    if seen is not None and seen != (item.machine.option.key if item.machine else ""):
        raise DomainError(
            "The facts changed since you opened this page. Reload it to see what they say now, "
            "then answer.",
            code="facts_changed",
        )
    return _enter(actor, workbook, item, entry, expected_revision)


@transaction.atomic
def restore_answer(
    *,
    actor: Actor,
    assessment: Assessment,
    question_key: str,
    subject_key: str,
    number: int,
    expected_revision: int,
) -> Saved:
    """Make an earlier revision the answer again, as a new revision given on today's facts."""
    workbook, item = open_for_answer(actor, assessment, question_key, subject_key)
    earlier = AnswerRevision.objects.filter(
        answer__question_key=question_key, answer__subject_key=subject_key, number=number
    ).first()
    if earlier is None:
        raise DomainError("There is no such earlier answer.", code="no_revision")
    return _enter(actor, workbook, item, said(earlier), expected_revision)


def _enter(
    actor: Actor, workbook: Workbook, item: Asked, entry: AnswerInput, expected_revision: int
) -> Saved:
    after, now = state_answer(actor, workbook, item, entry.option)
    saved = _save(actor, after, now, checked(now, entry), expected_revision)
    return replace(saved, earlier=workbook)


def open_for_answer(
    actor: Actor, assessment: Assessment, question_key: str, subject_key: str
) -> tuple[Workbook, Asked]:
    """The workbook and the item, once it is sure that this actor may answer it."""
    fresh = locked(assessment, related=("pipeline__team", "pipeline__owner", "catalogue_version"))
    about_organization = subject_key == SubjectKind.ORGANIZATION
    require(actor, ANSWER_ORGANIZATION if about_organization else ANSWER, fresh)
    workbook = open_workbook(fresh)
    item = workbook.find(question_key, subject_key)
    if item is None:
        raise DomainError(
            "This question is not asked in this assessment, so it cannot be answered. Go back "
            "to the task list.",
            code="not_asked",
        )
    refused = refusal_about(actor, workbook.objects[subject_key])
    if refused:
        raise Refused(refused)
    return workbook, item


def _save(
    actor: Actor, workbook: Workbook, item: Asked, entry: AnswerInput, expected_revision: int
) -> Saved:
    answer = locked(own_answer(workbook, item), related=("current",))
    current = _shown_revision(answer, item)
    used = facts_used(item.question, item.subject.facts)
    wording = item.question.wording
    if current and _says_the_same(current, actor, entry, used, wording, expected_revision):
        return Saved(workbook, item, current.number, is_new=False, earlier=workbook)
    if expected_revision != (current.number if current else 0):
        raise StaleEdit("This answer", current.by if current else "")
    revision = _add_revision(actor, workbook, item, answer, entry, used)
    after = workbook.with_answer(item.id, _as_current(answer, revision, workbook, item))
    now = after.find(*item.id)
    if now is None:
        raise NotVisible
    _record(actor, workbook, item, answer, revision)
    keep_scores(after, score_reason(actor, item))
    mark_other_pipelines(workbook, item, score_reason(actor, item))
    return Saved(after, now, revision.number, is_new=True, earlier=workbook)


WORKED_OUT = Actor.system("Worked out from facts")


def confirmed(workbook: Workbook, items: Sequence[Asked]) -> Workbook:
    """The workbook with an answer of its own for each of these that facts work out.

    Evidence and reviews belong to revisions. The one made here says what the facts say, on those
    facts and in nobody's name; once they change, it counts no more. Call in a transaction.
    """
    for item in items:
        if item.machine is None or item.confirmed:
            continue
        answer = locked(own_answer(workbook, item), related=("current",))
        entry = AnswerInput(Reply.ANSWERED, item.machine.option.key)
        used = facts_used(item.question, item.subject.facts)
        revision = _add_revision(WORKED_OUT, workbook, item, answer, entry, used)
        _record(WORKED_OUT, workbook, item, answer, revision)
        workbook = workbook.with_answer(item.id, _as_current(answer, revision, workbook, item))
    return workbook


def _shown_revision(answer: Answer, item: Asked) -> AnswerRevision | None:
    """The revision that somebody who opens the question sees: the newest to its words, or, where
    nobody answered those, the newest at all."""
    newest = answer.current
    if newest is None or newest.wording in {"", item.question.wording}:
        return newest
    return answer.revisions.filter(wording=item.question.wording).first() or newest


def own_answer(workbook: Workbook, item: Asked) -> Answer:
    """The row of the answer, made when there is none yet.

    The answer to a renamed question comes with the evidence that backed it under its old name.
    """
    question, subject = item.id
    about = workbook.objects[subject]
    field = SUBJECT_FIELDS.get(about.kind)
    answer, is_new = Answer.objects.get_or_create(
        question_key=question,
        subject_key=subject,
        defaults={field: about.pk} if field else {},
    )
    taken_over = workbook.answers.get(item.id) if is_new else None
    if taken_over is not None:
        _take_over_evidence(taken_over, answer)
    return answer


def _take_over_evidence(before: CurrentAnswer, answer: Answer) -> None:
    attached = AnswerEvidence.objects.filter(answer=before.answer_id, removed_at__isnull=True)
    AnswerEvidence.objects.bulk_create(
        AnswerEvidence(
            answer=answer,
            evidence_id=one.evidence_id,
            attached_at=one.attached_at,
            attached_by=one.attached_by,
        )
        for one in attached
    )


def _says_the_same(
    current: AnswerRevision,
    actor: Actor,
    entry: AnswerInput,
    used: dict[str, Any],
    wording: str,
    expected: int,
) -> bool:
    """Whether there is nothing to save: the same entry on the same facts.

    Holds for the revision the person saw, and for the one they made with the same click.
    """
    kept = said(current)
    own_repeat = current.number == expected + 1 and current.by_user_id == actor.user_id
    seen = current.number == expected or own_repeat
    return kept == entry and current.facts_used == used and current.wording == wording and seen


def _add_revision(
    actor: Actor,
    workbook: Workbook,
    item: Asked,
    answer: Answer,
    entry: AnswerInput,
    used: dict[str, Any],
) -> AnswerRevision:
    option = item.question.option(entry.option) if entry.option else None
    revision = AnswerRevision(
        answer=answer,
        number=answer.current.number + 1 if answer.current else 1,
        state=entry.reply.value,
        option=entry.option,
        case=entry.case,
        points=option.points if option else None,
        note=entry.note,
        justification=entry.justification,
        is_override=sets_aside(item, entry),
        facts_used=used,
        catalogue_version=workbook.assessment.catalogue_version,
        wording=item.question.wording,
        at=clock.now(),
        by=actor.label[:200],
        by_user_id=actor.user_id,
    )
    # Foreign keys come from rows read in this transaction; asking for them again costs queries.
    read = ("answer", "catalogue_version", "by_user", "facts_used")
    validated_fields(revision, exclude=read).save(force_insert=True)
    answer.current = revision
    answer.save(update_fields=["current"])
    return revision


def _as_current(
    answer: Answer, revision: AnswerRevision, workbook: Workbook, item: Asked
) -> CurrentAnswer:
    before = workbook.answers.get(item.id)
    return CurrentAnswer(
        answer_id=answer.pk,
        public_id=answer.public_id,
        revision_id=revision.pk,
        number=revision.number,
        state=revision.state,
        option=revision.option,
        case=revision.case,
        note=revision.note,
        justification=revision.justification,
        is_override=revision.is_override,
        facts_used=revision.facts_used,
        by=revision.by,
        by_user_id=revision.by_user_id,
        at=revision.at,
        checked_by="",
        checked_at=None,
        wording=revision.wording,
        version_id=revision.catalogue_version_id,
        backing=before.backing if before else Backing.NONE,
        evidence=before.evidence if before else "",
    )


def answer_ref(workbook: Workbook, item: Asked, answer: Answer) -> TrailRef:
    """How the trail names an answer: by question and subject, under the subject's team."""
    about = workbook.objects[item.subject.key]
    label = f"{item.question.ask} ({item.subject.label})"
    return TrailRef("answer", str(answer.public_id), label[:300], about.team_id)


def _record(
    actor: Actor, workbook: Workbook, item: Asked, answer: Answer, revision: AnswerRevision
) -> None:
    before = workbook.answers.get(item.id)
    detail = {
        "assessment": str(workbook.assessment.public_id),
        "question": item.question.key,
        "subject": item.subject.key,
        "revision": revision.number,
        "from": [before.state, before.option] if before else None,
        "to": [str(revision.state), revision.option],
        "override": revision.is_override,
    }
    record(actor, SAVED, answer_ref(workbook, item, answer), detail)


def score_reason(actor: Actor, item: Asked) -> str:
    return f"{actor.label} answered “{item.question.ask}” about {item.subject.label}"


def mark_other_pipelines(workbook: Workbook, item: Asked, reason: str) -> None:
    """Other pipelines that inherit this answer are worked out again by the worker."""
    about = workbook.objects[item.subject.key]
    if about.kind is SubjectKind.PIPELINE:
        return
    field = _READERS.get(about.kind)
    concerned = Q(**{field: about.pk}) if field else Q()
    mark_for_refresh(concerned & ~Q(pk=workbook.assessment.pipeline_id), reason)
