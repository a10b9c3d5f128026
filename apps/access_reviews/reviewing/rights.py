"""Who may decide on an item: its reviewers, never on their own access, nor for whom they stand in.

A deputy acts for whoever passed the review on, so a deputy of the principal is the principal here.
"""

from __future__ import annotations

from collections.abc import Iterable

from apps.core import clock
from apps.core.access import Actor
from apps.core.errors import Refused
from apps.core.words import date_words

from ..models import Campaign, CampaignState, ReviewerAssignment, ReviewItem
from ..rules.deadlines import is_over


def seats(
    item: ReviewItem, assignments: Iterable[ReviewerAssignment], stage: int
) -> dict[int, int]:
    """Whose word counts on this item in a stage: reviewer -> seat."""
    now = clock.now()
    return {
        one.reviewer_id: one.seat_id
        for one in assignments
        if one.stage == stage and one.is_open(now) and not _judges_own(item, one)
    }


def _judges_own(item: ReviewItem, assignment: ReviewerAssignment) -> bool:
    own = {assignment.reviewer_id, assignment.seat_id}
    return item.user_id is not None and item.user_id in own


def require_open(campaign: Campaign) -> None:
    """Raises `Refused` when nothing can be decided in this campaign any more, or not yet."""
    if campaign.state != CampaignState.OPEN:
        raise Refused("This review is over. What was decided before stays.", code="review_over")
    if is_over(campaign.due, clock.today()):
        raise Refused(
            f"This review ended on {date_words(campaign.due)}. What was decided before stays; "
            f"{campaign.owner_label} can give more time.",
            code="too_late",
        )


def seat_of(actor: Actor, item: ReviewItem, assignments: Iterable[ReviewerAssignment]) -> int:
    """The seat for which the actor speaks on this item now. Raises `Refused` with the reason."""
    if item.outcome:
        raise Refused("This is settled already.", code="settled")
    of_group = list(assignments)
    able = seats(item, of_group, item.stage)
    if actor.user_id is not None and actor.user_id in able:
        return able[actor.user_id]
    mine = [one for one in of_group if one.reviewer_id == actor.user_id]
    if any(_judges_own(item, one) for one in mine):
        raise Refused(
            "Nobody reviews their own access, nor do those who stand in for them.",
            code="own_access",
        )
    raise Refused("You do not review this in its present stage.", code="no_reviewer")
