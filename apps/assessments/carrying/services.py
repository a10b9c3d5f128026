"""Taking over the decisions of the last approved assessment for answers that did not change."""

from __future__ import annotations

from django.db import transaction

from apps.core import clock
from apps.core.access import Actor, require
from apps.core.errors import DomainError
from apps.core.writing import locked
from apps.trail.services import record

from ..actions import CARRIED
from ..models import Assessment, QuestionReview, ReviewDecision
from ..permissions import REVIEW
from ..workbooks import open_workbook
from .selectors import carriable, compared


@transaction.atomic
def carry_decisions(*, actor: Actor, assessment: Assessment) -> int:
    """Approve, in the reviewer's name, what was approved last time and is the same to the letter.

    Each decision keeps its source and is counted apart. Raises `DomainError` where nothing can be
    taken over.
    """
    fresh = locked(assessment, related=("pipeline__team", "pipeline__owner", "catalogue_version"))
    require(actor, REVIEW, fresh)
    workbook = open_workbook(fresh)
    beside = compared(workbook)
    sources = carriable(workbook, beside, actor.user_id) if beside else {}
    if beside is None or actor.user_id is None or not sources:
        raise DomainError("There is no earlier decision to take over.", code="nothing_to_carry")
    answers, now = workbook.answers, clock.now()
    QuestionReview.objects.bulk_create(
        QuestionReview(
            assessment=fresh,
            question_key=item[0],
            subject_key=item[1],
            revision_id=answers[item].revision_id if item in answers else None,
            decision=ReviewDecision.APPROVED,
            seen=workbook.fingerprints[item],
            carried_from_id=source,
            by_id=actor.user_id,
            at=now,
        )
        for item, source in sources.items()
    )
    detail = {
        "from": str(beside.public_id),
        "period": beside.label,
        "items": sorted("|".join(item) for item in sources),
    }
    record(actor, CARRIED, fresh, detail)
    return len(sources)
