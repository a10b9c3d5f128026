"""What stands around one question: remarks, evidence, who answered before."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from ..models import AnswerRevision, Assessment, QuestionComment
from ..scoring import ItemId
from .evidence import Attached, attached_to_item


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment on a question."""

    public_id: uuid.UUID
    author: str
    text: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Earlier:
    """One revision of an answer, the current one included."""

    number: int
    state: str
    option: str
    note: str
    justification: str
    is_override: bool
    by: str
    at: dt.datetime
    checked_by: str


@dataclass(frozen=True, slots=True)
class QuestionDetail:
    """Oldest remark first, oldest evidence first, newest revision first."""

    remarks: tuple[Remark, ...]
    evidence: tuple[Attached, ...]
    revisions: tuple[Earlier, ...]


def question_detail(assessment: Assessment, item: ItemId) -> QuestionDetail:
    """Of one item of an assessment that the reader sees; three queries."""
    question, subject = item
    remarks = (
        QuestionComment.objects.filter(
            assessment=assessment, question_key=question, subject_key=subject
        )
        .order_by("pk")
        .values_list("public_id", "author__name", "text", "created_at")
    )
    revisions = (
        AnswerRevision.objects.filter(
            answer__question_key=question, answer__subject_key=subject
        )
        .order_by("-number")
        .values_list(
            "number", "state", "option", "note", "justification", "is_override", "by", "at",
            "checked_by",
        )
    )  # fmt: skip
    return QuestionDetail(
        remarks=tuple(Remark(*row) for row in remarks),
        evidence=tuple(attached_to_item(item)),
        revisions=tuple(Earlier(*row) for row in revisions),
    )
