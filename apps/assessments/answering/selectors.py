"""What belongs to one question: remarks, evidence, who answered before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from apps.catalogue.content_types import Question
from apps.catalogue.selectors import catalogue_version

from ..attachments.selectors import Attached, attached_to_item
from ..engine.questionnaire import Asked
from ..engine.scoring import ItemId
from ..engine.workbook import CurrentAnswer
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
    """Of one item of an assessment that the reader sees; three queries."""
    question, subject = item
    about = {"question_key": question, "subject_key": subject}
    return QuestionDetail(
        remarks=tuple(_remarks(assessment, about)),
        evidence=tuple(attached_to_item(item)),
        revisions=tuple(_revisions(about)),
    )


def question_before(item: Asked, answer: CurrentAnswer | None) -> Question | None:
    """The question as it read to whoever answered, where it reads differently now."""
    if answer is None or not item.reworded:
        return None
    asked = catalogue_version(answer.version_id).questions
    names = (item.question.key, *item.question.renamed_from)
    return next((asked[name] for name in names if name in asked), None)


def _remarks(assessment: Assessment, about: dict[str, str]) -> list[Remark]:
    """Oldest first."""
    rows = QuestionComment.objects.filter(assessment=assessment, **about).order_by("pk")
    return [Remark(*row) for row in rows.values_list("author__name", "text", "created_at")]


def _revisions(about: dict[str, str]) -> list[Earlier]:
    """Newest first."""
    of_answer = {f"answer__{key}": value for key, value in about.items()}
    rows = AnswerRevision.objects.filter(**of_answer).order_by("-number")
    columns = ("number", "by", "note", "at", "state", "option", "justification", "checked_by")
    return [Earlier(*row) for row in rows.values_list(*columns)]
