"""Comments on a question."""

from __future__ import annotations

import uuid

from django.db import transaction

from apps.core import clock
from apps.core.access import Actor, require
from apps.core.errors import DomainError
from apps.core.writing import once, required_text
from apps.trail.services import record

from ..actions import COMMENTED
from ..models import REMARK_LENGTH, Assessment, QuestionComment
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

    def add(ident: uuid.UUID) -> QuestionComment:
        words = required_text(text, "text", REMARK_LENGTH, "Write a comment first.")
        item = open_workbook(assessment).find(question_key, subject_key)
        if item is None or actor.user_id is None:
            raise DomainError("This question is not asked in this assessment.", code="not_asked")
        comment = QuestionComment.objects.create(
            public_id=ident,
            assessment=assessment,
            question_key=question_key,
            subject_key=subject_key,
            author_id=actor.user_id,
            text=words,
            created_at=clock.now(),
        )
        detail = {"question": question_key, "subject": subject_key, "comment": str(ident)}
        record(actor, COMMENTED, assessment, detail)
        return comment

    return once(QuestionComment.objects.filter(assessment=assessment), public_id, add)
