"""Opening an assessment, or one of its questions, for a page."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from apps.core.access import Actor, check
from apps.core.errors import NotVisible

from ..addresses import question_url
from ..pages.tasklist import laws
from ..pages.words import period_words
from ..permissions import ANSWER, ANSWER_ORGANIZATION
from ..questionnaire import Asked
from ..scoring import ItemId
from ..selectors.approved import assessment_workbook
from ..services.answering import refusal_about
from ..workbook import AboutObject, Workbook


@dataclass(frozen=True, slots=True)
class Opened:
    """A question of an assessment; `refusal` says why this actor may not answer it."""

    workbook: Workbook
    item: Asked
    refusal: str

    @property
    def about(self) -> AboutObject:
        return self.workbook.objects[self.item.subject.key]

    @property
    def revision(self) -> int:
        answer = self.workbook.answers.get(self.item.id)
        return answer.number if answer else 0


def open_question(
    actor: Actor, assessment_id: uuid.UUID, question_key: str, subject_key: str
) -> Opened:
    """A question that is asked here; hidden ones and those of other assessments are not found."""
    workbook = assessment_workbook(actor, assessment_id)
    item = workbook.find(question_key, subject_key)
    if item is None:
        raise NotVisible("This question is not asked in this assessment.")
    return Opened(workbook, item, _refusal(actor, workbook, item.subject.key))


def _refusal(actor: Actor, workbook: Workbook, subject: str) -> str:
    needed = ANSWER_ORGANIZATION if subject == "organization" else ANSWER
    verdict = check(actor, needed, workbook.assessment)
    if not verdict.allowed:
        return verdict.reason
    return refusal_about(actor, workbook.objects[subject])


def next_question(actor: Actor, workbook: Workbook, after: ItemId | None = None) -> Asked | None:
    """The next question that needs somebody and that this actor may answer."""
    mine = {key for key in workbook.objects if not _refusal(actor, workbook, key)}
    return workbook.next_open(mine, after)


def frame(workbook: Workbook, actor: Actor) -> dict[str, Any]:
    """What every page of an assessment says about it, and where this actor goes on."""
    assessment = workbook.assessment
    following = next_question(actor, workbook)
    return {
        "workbook": workbook,
        "assessment": assessment,
        "pipeline": assessment.pipeline,
        "period": period_words(assessment.period_start, assessment.period_end),
        "laws": laws(workbook),
        "done": workbook.done,
        "total": len(workbook.items),
        "continue_url": question_url(assessment, following) if following else "",
    }
