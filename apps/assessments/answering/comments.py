"""Comments on a question."""

from __future__ import annotations

import uuid

from django.db import transaction

from apps.core import clock
from apps.core.access import Actor, require
from apps.core.errors import DomainError, NotVisible
from apps.trail.services import record

from .. import texts
from ..models import Assessment, QuestionComment
from ..permissions import COMMENT
from ..workbooks import open_workbook


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
