"""Working together: comments on a question, sections given to people."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from apps.accounts.models import User
from apps.core import clock
from apps.core.access import Actor, check, require
from apps.core.errors import DomainError, NotVisible
from apps.organizations.actors import actor_for
from apps.trail.services import record

from .. import texts
from ..models import Assessment, QuestionComment, SectionAssignment
from ..permissions import ANSWER, ASSIGN, COMMENT
from ..selectors.workbooks import open_workbook


@transaction.atomic
def add_comment(
    *,
    actor: Actor,
    assessment: Assessment,
    question_key: str,
    subject_key: str,
    text: str,
    public_id: uuid.UUID | None = None,
) -> QuestionComment:
    """Remark on one question; the same `public_id` again adds nothing."""
    require(actor, COMMENT, assessment)
    earlier = QuestionComment.objects.filter(public_id=public_id).first() if public_id else None
    if earlier is not None:
        if earlier.assessment_id != assessment.pk:
            raise NotVisible
        return earlier
    words = texts.required(text, "text", texts.REMARK, "Write a comment first.")
    item = open_workbook(assessment).find(question_key, subject_key)
    if item is None or actor.user_id is None:
        raise DomainError("This question is not asked in this assessment.", code="not_asked")
    comment = QuestionComment.objects.create(
        public_id=public_id or uuid.uuid4(),
        assessment=assessment,
        question_key=question_key,
        subject_key=subject_key,
        author_id=actor.user_id,
        text=words,
        created_at=clock.now(),
    )
    detail = {"question": question_key, "subject": subject_key, "comment": str(comment.public_id)}
    record(actor, "assessments.comment.added", assessment, detail)
    return comment


@transaction.atomic
def assign_section(
    *,
    actor: Actor,
    assessment: Assessment,
    section_key: str,
    person: User,
    due: dt.date | None = None,
) -> SectionAssignment:
    """Give a section to a person who may answer it; replaces whoever had it."""
    require(actor, ASSIGN, assessment)
    _require_section(assessment, section_key)
    if not check(actor_for(person), ANSWER, assessment).allowed:
        raise DomainError(
            f"{person} may not answer this assessment. Choose somebody of its team, or share the "
            "pipeline with them first.",
            code="cannot_answer",
            field="person",
        )
    if due is not None and due < clock.today():
        raise DomainError("This date has passed. Choose a later one.", "date_passed", "due")
    given, _ = SectionAssignment.objects.update_or_create(
        assessment=assessment,
        section_key=section_key,
        defaults={
            "person": person,
            "due": due,
            "assigned_by": actor.label[:200],
            "assigned_at": clock.now(),
        },
    )
    detail = {
        "section": section_key,
        "person": str(person.public_id),
        "due": due.isoformat() if due else None,
    }
    record(actor, "assessments.section.assigned", assessment, detail)
    return given


@transaction.atomic
def unassign_section(*, actor: Actor, assessment: Assessment, section_key: str) -> None:
    """Take a section back from whoever has it."""
    require(actor, ASSIGN, assessment)
    removed, _ = SectionAssignment.objects.filter(
        assessment=assessment, section_key=section_key
    ).delete()
    if removed:
        record(actor, "assessments.section.unassigned", assessment, {"section": section_key})


def _require_section(assessment: Assessment, section_key: str) -> None:
    asked = {each.section.key for each in open_workbook(assessment).sections}
    if section_key not in asked:
        raise DomainError(
            "This section has no questions here.", code="unknown_section", field="section"
        )
