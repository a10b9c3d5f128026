"""Passing one question on to somebody who knows."""

from __future__ import annotations

from django.db import transaction

from apps.accounts.models import User
from apps.core import clock
from apps.core.access import Actor, check
from apps.core.errors import DomainError
from apps.core.writing import limited_text
from apps.notifications.services.telling import notify
from apps.organizations.actors import actor_for
from apps.trail.services import record

from .. import notifications as kinds
from ..actions import PASSED_ON
from ..addresses import question_url
from ..answering.services import open_for_answer
from ..engine.questionnaire import Asked
from ..engine.workbook import Workbook
from ..models import Assessment, QuestionHandover
from ..permissions import ANSWER

NOTE_LENGTH = 300


@transaction.atomic
def pass_on(
    *,
    actor: Actor,
    assessment: Assessment,
    question_key: str,
    subject_key: str,
    person: User,
    note: str = "",
) -> QuestionHandover:
    """Give a question to a person who may answer it; they are told, and come to it first.

    Raises `DomainError` for the fields `person` and `note`.
    """
    workbook, item = open_for_answer(actor, assessment, question_key, subject_key)
    words = limited_text(note, "note", NOTE_LENGTH)
    if not check(actor_for(person), ANSWER, workbook.assessment).allowed:
        raise DomainError(
            f"{person} may not answer this assessment. Choose somebody of its team.",
            code="cannot_answer",
            field="person",
        )
    handed, _ = QuestionHandover.objects.update_or_create(
        assessment=workbook.assessment,
        question_key=question_key,
        subject_key=subject_key,
        defaults={
            "person": person,
            "note": words,
            "passed_by": actor.label[:200],
            "passed_at": clock.now(),
        },
    )
    detail = {"question": question_key, "subject": subject_key, "person": str(person.public_id)}
    record(actor, PASSED_ON, workbook.assessment, detail)
    _tell(actor, handed, workbook, item)
    return handed


def _tell(actor: Actor, handed: QuestionHandover, workbook: Workbook, item: Asked) -> None:
    notify(
        actor=actor,
        person=handed.person,
        kind=kinds.QUESTION_PASSED_ON,
        words=f"{actor.label} passed a question on to you: “{item.question.ask}”",
        url=question_url(workbook.assessment, item),
    )
