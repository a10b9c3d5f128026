"""What a calendar does for reviews: reminders, escalation, reviewers who left, the end, the next.

It runs every hour and does each thing once: what was told is known by its words, what was escalated
by its assignment, what ended by its state.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from apps.accounts.models import User
from apps.core import clock
from apps.core.errors import DomainError
from apps.core.words import date_words
from apps.notifications.services.telling import notify_once
from apps.trail.services import record

from ..actions import ESCALATED
from ..models import (
    Campaign,
    CampaignState,
    Decision,
    ReviewerAssignment,
    ReviewItem,
    WhyAssigned,
)
from ..notifications import ESCALATED as TOLD_ESCALATED
from ..notifications import HELD_UP, REMINDED
from ..remedies.services import REVIEWS
from ..rules.deadlines import Escalation, escalated_to, is_over, reminder_days
from ..rules.schedule import Recurrence
from .assigning import Desk, desk
from .closing import close_campaign
from .repeating import repeat_campaign


def keep_calendar() -> None:
    """Everything that is due in all campaigns; a fault in one does not stop the others."""
    for campaign in Campaign.objects.filter(state=CampaignState.OPEN).order_by("pk"):
        try:
            _keep(campaign)
        except DomainError as error:
            _hold_up(campaign, "end", error)
    for campaign in _repeating():
        try:
            repeat_campaign(campaign)
        except DomainError as error:
            _hold_up(campaign, "begin again", error)


def _keep(campaign: Campaign) -> None:
    if is_over(campaign.due, clock.today()):
        close_campaign(actor=REVIEWS, campaign=campaign)
        return
    replace_leavers(campaign)
    _escalate(campaign)
    if clock.today() in reminder_days(_opened(campaign), campaign.due):
        _remind(campaign)


def _opened(campaign: Campaign) -> dt.date:
    return timezone.localdate(campaign.frozen_at or campaign.created_at)


def _hold_up(campaign: Campaign, what: str, error: DomainError) -> None:
    words = f"{campaign.name} cannot {what}: {error.message}"
    notify_once(
        actor=REVIEWS,
        person=campaign.owner,
        kind=HELD_UP,
        words=words,
        url=campaign.get_absolute_url(),
    )


# ---- Those who have not decided -----------------------------------------------------------------
def waiting_assignments(campaign: Campaign) -> QuerySet[ReviewerAssignment]:
    """Those for whom something waits in its present stage: not their own access, nor what they
    have spoken on while others have not."""
    theirs = Q(user=None) | ~Q(user=OuterRef("reviewer"))
    said = Decision.objects.filter(
        item=OuterRef("pk"),
        stage=OuterRef("stage"),
        reviewer=OuterRef(OuterRef("reviewer")),
        superseded_at=None,
    )
    left = ReviewItem.objects.filter(
        theirs, ~Exists(said), group=OuterRef("group"), stage=OuterRef("stage"), outcome=""
    )
    rows = ReviewerAssignment.objects.filter(Exists(left), group__campaign=campaign, ended_at=None)
    return rows.order_by("pk")


def _remind(campaign: Campaign) -> None:
    words = f"{campaign.name}: your review is due on {date_words(campaign.due)}"
    people = User.objects.filter(review_assignments__in=waiting_assignments(campaign)).distinct()
    for person in people.order_by("pk"):
        notify_once(
            actor=REVIEWS,
            person=person,
            kind=REMINDED,
            words=words,
            url=campaign.get_absolute_url(),
        )


def _escalate(campaign: Campaign) -> None:
    """Give what waits to somebody above as well, who speaks for the same seat."""
    called = escalated_to(_opened(campaign), campaign.due, clock.today())
    people = desk(campaign.owner_id) if called else None
    told: set[int] = set()
    for step in called:
        for one in waiting_assignments(campaign).exclude(why=WhyAssigned.ESCALATED):
            told |= _call(one, step, people)
    for person in User.objects.filter(pk__in=told).order_by("pk"):
        words = f"{campaign.name}: what waits since {date_words(_opened(campaign))} is yours too"
        url = campaign.get_absolute_url()
        notify_once(actor=REVIEWS, person=person, kind=TOLD_ESCALATED, words=words, url=url)
    if told:
        record(REVIEWS, ESCALATED, campaign, {"to": [str(step) for step in called]})


def _call(one: ReviewerAssignment, step: Escalation, people: Desk | None) -> set[int]:
    """One person above the silent one, who does not review it already; nobody twice."""
    if people is None:
        return set()
    above = (
        people.leads.get(one.group.team_id or 0, ()) if step is Escalation.LEAD else people.office
    )
    present = ReviewerAssignment.objects.filter(group=one.group, stage=one.stage)
    taken = set(present.values_list("reviewer_id", flat=True))
    if present.filter(why=WhyAssigned.ESCALATED, passed_by=one.seat_id, note=step.value).exists():
        return set()
    able = [pk for pk in above if pk in people.labels and pk not in taken]
    if not able:
        return set()
    _stand_in(one, able[0], people, WhyAssigned.ESCALATED, step.value)
    return {able[0]}


def _stand_in(
    one: ReviewerAssignment, person: int, people: Desk, why: WhyAssigned, note: str
) -> None:
    ReviewerAssignment.objects.create(
        group=one.group,
        stage=one.stage,
        reviewer_id=person,
        reviewer_label=people.labels[person][:200],
        why=why,
        passed_by_id=one.seat_id,
        note=note,
    )


@transaction.atomic
def replace_leavers(campaign: Campaign) -> int:
    """Reviewers whose account was closed: somebody who can stands in for what waits for them."""
    gone = waiting_assignments(campaign).filter(reviewer__is_active=False)
    left = list(gone.select_related("group"))
    people = desk(campaign.owner_id) if left else None
    for one in left:
        one.ended_at = clock.now()
        one.save(update_fields=["ended_at"])
        able = _able(one, people) if people else None
        if able is not None and people is not None:
            _stand_in(one, able, people, WhyAssigned.FALLBACK, "The account was closed.")
    return len(left)


def _able(one: ReviewerAssignment, people: Desk) -> int | None:
    present = ReviewerAssignment.objects.filter(group=one.group, stage=one.stage, ended_at=None)
    taken = set(present.values_list("reviewer_id", flat=True))
    candidates = (*people.leads.get(one.group.team_id or 0, ()), *people.office, people.runs)
    return next((pk for pk in candidates if pk in people.labels and pk not in taken), None)


# ---- The next one -------------------------------------------------------------------------------
def _repeating() -> list[Campaign]:
    """Campaigns that come again and of which the next is due; the newest of each row."""
    newest = Campaign.objects.filter(repeats_every_months__gt=0, repetitions=None)
    return [one for one in newest.order_by("pk") if _next_is_due(one)]


def _next_is_due(campaign: Campaign) -> bool:
    first = timezone.localdate(campaign.created_at)
    rhythm = Recurrence(first, campaign.repeats_every_months)
    return rhythm.due_start(first, clock.today()) is not None
