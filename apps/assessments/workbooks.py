"""Opening a workbook: a constant, small number of queries, whatever the assessment's size."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import Aggregate, Count, Exists, Max, OuterRef, QuerySet, Subquery

from apps.catalogue.content_types import Catalogue
from apps.catalogue.selectors import catalogue_of
from apps.core import clock
from apps.core.access import Actor
from apps.core.errors import NotVisible
from apps.evidence.models import counts_today

from .engine.chosen import chosen_answers, reworded
from .engine.questionnaire import Backing
from .engine.scoring import ItemId
from .engine.workbook import Assigned, CurrentAnswer, PassedOn, ReviewMark, Workbook
from .models import (
    Answer,
    AnswerEvidence,
    AnswerRevision,
    Assessment,
    QuestionComment,
    QuestionHandover,
    QuestionReview,
    SectionAssignment,
)
from .subjects import read_subjects

_PARTS = (
    "pipeline__team",
    "pipeline__owner",
    "catalogue_version",
    "submitted_by",
    "decided_by",
)
_FIELDS = (
    "pk",
    "public_id",
    "question_key",
    "subject_key",
    "current__pk",
    "current__number",
    "current__state",
    "current__option",
    "current__case",
    "current__note",
    "current__justification",
    "current__is_override",
    "current__facts_used",
    "current__by",
    "current__by_user_id",
    "current__at",
    "current__checked_by",
    "current__checked_at",
    "current__wording",
    "current__catalogue_version_id",
    "newest",
    "pieces",
    "backed",
)


def get_assessment(actor: Actor, assessment_id: uuid.UUID) -> Assessment:
    """One assessment with its pipeline and catalogue version. Raises `NotVisible`."""
    assessment: Assessment | None = (
        Assessment.objects.all()
        .visible_to(actor)
        .select_related(*_PARTS)
        .filter(public_id=assessment_id)
        .first()
    )
    if assessment is None:
        raise NotVisible
    return assessment


def open_workbook(assessment: Assessment, regimes: Sequence[str] = ()) -> Workbook:
    """The workbook of an assessment somebody has already been allowed to see.

    `regimes` replaces the assessment's own, for figures over more of them.
    """
    catalogue = catalogue_of(assessment.catalogue_version)
    subjects, objects = read_subjects(assessment.pipeline)
    reviews, comments, assigned, passed_on = marks_of(assessment)
    return Workbook(
        assessment=assessment,
        catalogue=catalogue,
        regimes=tuple(regimes or assessment.regimes),
        subjects=subjects,
        objects=objects,
        answers=current_answers([subject.key for subject in subjects], catalogue),
        today=clock.today(),
        reviews=reviews,
        comment_counts=comments,
        assignments=assigned,
        passed_on=passed_on,
    )


def current_answers(
    subject_keys: Collection[str], catalogue: Catalogue
) -> dict[ItemId, CurrentAnswer]:
    """The answers about these subjects that count under a catalogue, with the state of their
    evidence; one query, and one more where some were last given to other words.
    """
    newest = _newest_answers(subject_keys)
    other = reworded(catalogue, newest)
    return chosen_answers(catalogue, newest, _revisions_of(other, newest) if other else ())


def _newest_answers(subject_keys: Collection[str]) -> dict[ItemId, CurrentAnswer]:
    attached = AnswerEvidence.objects.filter(answer=OuterRef("pk"), removed_at__isnull=True)
    rows = (
        Answer.objects.filter(subject_key__in=list(subject_keys), current__isnull=False)
        .annotate(
            newest=attachments(attached, Max("pk")),
            pieces=attachments(attached, Count("pk")),
            backed=Exists(attached.filter(counts_today("evidence__"))),
        )
        .values_list(*_FIELDS)
    )
    return {(row[2], row[3]): _answer(row) for row in rows}


def attachments(attached: QuerySet[AnswerEvidence], figure: Aggregate) -> Subquery:
    """One figure over what is attached to an answer."""
    grouped = attached.order_by().values("answer").annotate(figure=figure)
    return Subquery(grouped.values("figure"))


def evidence_mark(newest: int | None, pieces: int | None) -> str:
    """Which evidence is attached: attaching makes a newer row, taking off makes fewer."""
    return f"{newest}/{pieces}" if newest else ""


_REVISION_FIELDS = tuple(field.removeprefix("current__") for field in _FIELDS[4:-3])


def _revisions_of(
    answer_ids: Collection[int], newest: Mapping[ItemId, CurrentAnswer]
) -> list[tuple[ItemId, CurrentAnswer]]:
    """Every revision of some answers, oldest first, with the evidence the answer has today."""
    by_id = {answer.answer_id: (item, answer) for item, answer in newest.items()}
    rows = AnswerRevision.objects.filter(answer__in=answer_ids).order_by("pk")
    revisions = []
    for answer_id, *values in rows.values_list("answer_id", *_REVISION_FIELDS):
        item, current = by_id[answer_id]
        parts: list[Any] = [answer_id, current.public_id, *values, current.backing]
        parts.append(current.evidence)
        revisions.append((item, CurrentAnswer(*parts)))
    return revisions


def _answer(row: Sequence[Any]) -> CurrentAnswer:
    newest, pieces, backed = row[-3:]
    backing = Backing.CURRENT if backed else Backing.EXPIRED if newest else Backing.NONE
    values = [*row[:2], *row[4:-3], backing, evidence_mark(newest, pieces)]
    return CurrentAnswer(*values)


Marks = tuple[
    dict[ItemId, ReviewMark], dict[ItemId, int], dict[str, Assigned], dict[ItemId, PassedOn]
]


def marks_of(assessment: Assessment) -> Marks:
    """Reviews, numbers of comments, assignments and what was passed on; four queries."""
    return (
        _reviews(assessment),
        _comment_counts(assessment),
        _assignments(assessment),
        _passed_on(assessment),
    )


def _passed_on(assessment: Assessment) -> dict[ItemId, PassedOn]:
    """Whom each question was passed on to."""
    rows = QuestionHandover.objects.filter(assessment=assessment)
    columns = ("question_key", "subject_key", "person__name", "person_id", "passed_by", "note")
    return {
        (question, subject): PassedOn(*given)
        for question, subject, *given in rows.values_list(*columns)
    }


def _reviews(assessment: Assessment) -> dict[ItemId, ReviewMark]:
    """The newest decision on each item: a later one takes the place of an earlier one."""
    rows = QuestionReview.objects.filter(assessment=assessment).order_by("pk")
    columns = ("decision", "text", "by__name", "revision_id", "seen", "carried_from_id")
    return {
        (question, subject): ReviewMark(*mark)
        for question, subject, *mark in rows.values_list("question_key", "subject_key", *columns)
    }


def _comment_counts(assessment: Assessment) -> dict[ItemId, int]:
    comments = QuestionComment.objects.filter(assessment=assessment).order_by()
    counts = comments.values("question_key", "subject_key").annotate(number=Count("pk"))
    rows = counts.values_list("question_key", "subject_key", "number")
    return {(question, subject): number for question, subject, number in rows}


def _assignments(assessment: Assessment) -> dict[str, Assigned]:
    """Who answers each section, by its key."""
    rows = SectionAssignment.objects.filter(assessment=assessment)
    columns = ("section_key", "person__name", "person_id", "due")
    return {section: Assigned(*given) for section, *given in rows.values_list(*columns)}
