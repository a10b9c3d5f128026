"""What stands around one question: remarks, evidence, who answered before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, QuerySet, TextField, Value
from django.db.models.functions import Cast

from ..attachments.selectors import Attached, attached_to_item
from ..engine.scoring import ItemId
from ..models import AnswerRevision, Assessment, QuestionComment


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment on a question."""

    author: str
    text: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Earlier:
    """One revision of an answer, the current one included."""

    number: int
    by: str
    note: str
    at: dt.datetime
    state: str
    option: str
    justification: str
    checked_by: str


@dataclass(frozen=True, slots=True)
class QuestionDetail:
    """Oldest remark first, oldest evidence first, newest revision first."""

    remarks: tuple[Remark, ...]
    evidence: tuple[Attached, ...]
    revisions: tuple[Earlier, ...]


def question_detail(assessment: Assessment, item: ItemId) -> QuestionDetail:
    """Of one item of an assessment that the reader sees; two queries."""
    question, subject = item
    about = {"question_key": question, "subject_key": subject}
    rows = list(_revisions(about).union(_remarks(assessment, about), all=True).order_by("number"))
    return QuestionDetail(
        remarks=tuple(
            Remark(author, text, at) for what, _, author, text, at, *_ in rows if what == "remark"
        ),
        evidence=tuple(attached_to_item(item)),
        revisions=tuple(Earlier(*row) for what, *row in reversed(rows) if what == "revision"),
    )


def _revisions(about: dict[str, str]) -> QuerySet[Any, Any]:
    rows = AnswerRevision.objects.filter(**{f"answer__{key}": about[key] for key in about})
    return (
        rows.order_by()
        .annotate(what=_word("revision"))
        .values_list(
            "what", "number", "by", "note", "at", "state", "option", "justification", "checked_by"
        )
    )


def _remarks(assessment: Assessment, about: dict[str, str]) -> QuerySet[Any, Any]:
    """In the columns of the revisions, so that one query finds both."""
    nothing = _word("")
    return (
        QuestionComment.objects.filter(assessment=assessment, **about)
        .order_by()
        .annotate(
            what=_word("remark"),
            state=nothing,
            option=nothing,
            checked_by=nothing,
            justification=Value("", TextField()),
        )
        .values_list(
            "what",
            "pk",
            "author__name",
            "text",
            "created_at",
            "state",
            "option",
            "justification",
            "checked_by",
        )
    )


def _word(word: str) -> Cast:
    return Cast(Value(word), CharField(max_length=200))
