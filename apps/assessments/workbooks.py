"""Opening a workbook: a constant, small number of queries, whatever the assessment's size."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import (
    CharField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast

from apps.catalogue.selectors import catalogue_of
from apps.core import clock
from apps.core.access import Actor
from apps.core.errors import NotVisible
from apps.evidence.models import counts_today

from .engine.questionnaire import Backing
from .engine.scoring import ItemId
from .engine.workbook import Assigned, CurrentAnswer, ReviewMark, Workbook
from .models import (
    Answer,
    AnswerEvidence,
    Assessment,
    QuestionComment,
    QuestionReview,
    SectionAssignment,
)
from .statements import rows_about
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
    "current__note",
    "current__justification",
    "current__is_override",
    "current__facts_used",
    "current__by",
    "current__by_user_id",
    "current__at",
    "current__checked_by",
    "current__checked_at",
    "attached",
    "backed",
)


def get_assessment(actor: Actor, assessment_id: uuid.UUID) -> Assessment:
    """One assessment with its pipeline and catalogue version. Raises `NotVisible`."""
    found: Assessment | None = (
        Assessment.objects.all()
        .visible_to(actor)
        .select_related(*_PARTS)
        .filter(public_id=assessment_id)
        .first()
    )
    if found is None:
        raise NotVisible
    return found


def open_workbook(assessment: Assessment, regimes: Sequence[str] = ()) -> Workbook:
    """The workbook of an assessment somebody has already been allowed to see.

    `regimes` replaces the assessment's own, for figures over more of them.
    """
    catalogue = catalogue_of(assessment.catalogue_version)
    subjects, objects = read_subjects(assessment.pipeline)
    reviews, comments, assigned = marks_of(assessment)
    return Workbook(
        assessment=assessment,
        catalogue=catalogue,
        regimes=tuple(regimes or assessment.regimes),
        subjects=subjects,
        objects=objects,
        answers=current_answers([subject.key for subject in subjects]),
        today=clock.today(),
        reviews=reviews,
        comment_counts=comments,
        assignments=assigned,
    )


def current_answers(subject_keys: Collection[str]) -> dict[ItemId, CurrentAnswer]:
    """The newest answers about these subjects with how their evidence stands; one query."""
    attached = AnswerEvidence.objects.filter(answer=OuterRef("pk"), removed_at__isnull=True)
    rows = (
        Answer.objects.filter(subject_key__in=list(subject_keys), current__isnull=False)
        .annotate(
            attached=Exists(attached),
            backed=Exists(attached.filter(counts_today("evidence__"))),
        )
        .values_list(*_FIELDS)
    )
    return {(row[2], row[3]): _answer(row) for row in rows}


def _answer(row: Sequence[Any]) -> CurrentAnswer:
    attached, backed = row[-2:]
    backing = Backing.CURRENT if backed else Backing.EXPIRED if attached else Backing.NONE
    values = [*row[:2], *row[4:-2], backing]
    return CurrentAnswer(*values)


Marks = tuple[dict[ItemId, ReviewMark], dict[ItemId, int], dict[str, Assigned]]


def marks_of(assessment: Assessment) -> Marks:
    """Reviews, numbers of comments and assignments of one assessment; one query for the three."""
    reviews: dict[ItemId, ReviewMark] = {}
    comments: dict[ItemId, int] = {}
    assigned: dict[str, Assigned] = {}
    for what, _, question, subject, word, text, number, name in rows_about(_marks, assessment.pk):
        if what == "review":
            # Ordered by age: a newer decision takes the place of an older one.
            reviews[question, subject] = ReviewMark(word, text, name, number)
        elif what == "comment":
            comments[question, subject] = comments.get((question, subject), 0) + 1
        else:
            due = dt.date.fromisoformat(word) if word else None
            assigned[question] = Assigned(name, number, due)
    return reviews, comments, assigned


def _marks(assessment: int) -> QuerySet[Any, Any]:
    rows = _review_rows(assessment).union(
        _comment_rows(assessment), _assignment_rows(assessment), all=True
    )
    return rows.order_by("what", "pk")


_MARK = ("what", "pk", "a", "b", "word", "body", "number", "name")
_NO_TEXT = Value("", TextField())


def _words(expression: str | Value) -> Cast:
    return Cast(expression, CharField(max_length=200))


def _review_rows(assessment: int) -> QuerySet[Any, Any]:
    return (
        QuestionReview.objects.filter(assessment_id=assessment)
        .order_by()
        .annotate(
            what=_words(Value("review")),
            a=_words("question_key"),
            b=_words("subject_key"),
            word=_words("decision"),
            body=F("text"),
            number=Cast("revision_id", IntegerField()),
            name=_words("by__name"),
        )
        .values_list(*_MARK)
    )


def _comment_rows(assessment: int) -> QuerySet[Any, Any]:
    return (
        QuestionComment.objects.filter(assessment_id=assessment)
        .order_by()
        .annotate(
            what=_words(Value("comment")),
            a=_words("question_key"),
            b=_words("subject_key"),
            word=_words(Value("")),
            body=_NO_TEXT,
            number=Cast(Value(0), IntegerField()),
            name=_words(Value("")),
        )
        .values_list(*_MARK)
    )


def _assignment_rows(assessment: int) -> QuerySet[Any, Any]:
    return (
        SectionAssignment.objects.filter(assessment_id=assessment)
        .order_by()
        .annotate(
            what=_words(Value("section")),
            a=_words("section_key"),
            b=_words(Value("")),
            word=_words("due"),
            body=_NO_TEXT,
            number=Cast("person_id", IntegerField()),
            name=_words("person__name"),
        )
        .values_list(*_MARK)
    )
