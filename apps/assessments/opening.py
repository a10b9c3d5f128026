"""Opening an assessment, or one of its questions, for a page."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from apps.core.access import Actor
from apps.core.errors import NotVisible

from .addresses import question_url
from .answering.rights import reach, refusal
from .engine.questionnaire import Asked
from .engine.workbook import AboutObject, Workbook
from .snapshots.approved import assessment_workbook
from .task_list.context import laws
from .words import period_words


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
    return Opened(workbook, item, refusal(actor, workbook, item.subject.key))


def frame(workbook: Workbook, actor: Actor) -> dict[str, Any]:
    """What every page of an assessment says about it, and where this actor goes on."""
    assessment = workbook.assessment
    own = reach(actor, workbook)
    following = own.next_of(workbook)
    return {
        "workbook": workbook,
        "assessment": assessment,
        "pipeline": assessment.pipeline,
        "period": period_words(assessment.period_start, assessment.period_end),
        "own": own,
        "laws": laws(workbook),
        "done": workbook.done,
        "total": len(workbook.items),
        "left": own.left(workbook.open_items),
        "minutes": own.minutes(workbook.open_items),
        "continue_url": question_url(assessment, following) if following else "",
    }
