"""Passing one's reviews on to somebody else: for some groups, until a day, under one's own seat.

Whoever passes on keeps the say beside the deputy, and has it alone again when the day is over. A
deputy passes nothing on, and stands where the other stands: what is the own access of either is
nobody's to judge by them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import Q, QuerySet

from apps.accounts.models import User
from apps.core import clock
from apps.core.access import Actor, require
from apps.core.errors import DomainError
from apps.core.words import date_words
from apps.core.writing import limited_text, locked
from apps.notifications.services.telling import notify
from apps.organizations.actors import actor_for
from apps.trail.services import record

from ..actions import PASSED_ON, TAKEN_BACK
from ..models import Campaign, ReviewerAssignment, ReviewGroup, ReviewItem, WhyAssigned
from ..notifications import PASSED_ON as TOLD
from ..permissions import DECIDE
from .rights import require_open
from .selectors import groups_waiting, passed_on_by

_NOTE = 300


@transaction.atomic
def pass_on(
    *,
    actor: Actor,
    campaign: Campaign,
    person: User,
    groups: Collection[ReviewGroup],
    until: dt.date,
    note: str = "",
) -> list[ReviewerAssignment]:
    """Let a person decide in the actor's place in these groups until the end of a day.

    Raises `DomainError` for the fields `person`, `groups`, `until` and `note`.
    """
    require(actor, DECIDE, campaign)
    current = locked(campaign)
    require_open(current)
    words = limited_text(note, "note", _NOTE)
    _check(actor, current, person, until)
    given = [
        _deputy(one, person, actor, until, words)
        for one in _own_seats(actor, current, groups)
        if _can_stand_in(one, person, actor)
    ]
    if not given:
        raise DomainError(
            f"{person} reviews these already, or would judge their own access there. "
            "Choose somebody else.",
            code="cannot_stand_in",
            field="person",
        )
    ReviewerAssignment.objects.bulk_create(given)
    _tell(actor, current, person, given, until)
    return given


def _check(actor: Actor, campaign: Campaign, person: User, until: dt.date) -> None:
    if person.pk == actor.user_id:
        raise DomainError("Choose somebody else.", "same_person", "person")
    if not actor_for(person).has_role:
        raise DomainError(f"{person} has no role here at present.", "no_role", "person")
    if until < clock.today():
        raise DomainError("Choose a day that is still to come.", "date_passed", "until")
    if until > campaign.due:
        raise DomainError(
            f"The review ends on {date_words(campaign.due)}: choose that day at the latest.",
            "too_late",
            "until",
        )


def _own_seats(
    actor: Actor, campaign: Campaign, groups: Collection[ReviewGroup]
) -> Sequence[ReviewerAssignment]:
    """The actor's own says in these groups; what was passed to them is not theirs to pass on."""
    seats = ReviewerAssignment.objects.filter(
        group__campaign=campaign, group__in=groups, reviewer=actor.user_id, ended_at=None
    ).exclude(why=WhyAssigned.DELEGATED)
    found = list(seats.select_related("group").order_by("group", "stage"))
    if not found:
        raise DomainError("Choose something that is yours to review.", "nothing_chosen", "groups")
    return found


def _deputy(
    one: ReviewerAssignment, person: User, actor: Actor, until: dt.date, words: str
) -> ReviewerAssignment:
    return ReviewerAssignment(
        group=one.group,
        stage=one.stage,
        reviewer=person,
        reviewer_label=str(person)[:200],
        why=WhyAssigned.DELEGATED,
        passed_by_id=actor.user_id,
        note=words,
        until=clock.end_of(until),
    )


def _can_stand_in(one: ReviewerAssignment, person: User, actor: Actor) -> bool:
    """Whether there is anything the person may judge, and does not judge already."""
    present = ReviewerAssignment.objects.filter(
        group=one.group_id, stage=one.stage, reviewer=person, ended_at=None
    )
    theirs = Q(user=person) | Q(user=actor.user_id)
    left = ReviewItem.objects.filter(group=one.group_id, outcome="")
    left = left.filter(Q(user=None) | ~theirs)
    return not present.exists() and left.exists()


def _tell(
    actor: Actor,
    campaign: Campaign,
    person: User,
    given: Sequence[ReviewerAssignment],
    until: dt.date,
) -> None:
    names = sorted({one.group.label for one in given})
    detail = {"to": str(person.public_id), "until": until.isoformat(), "groups": names}
    record(actor, PASSED_ON, campaign, detail)
    rest = f" and {len(names) - 1} more" if len(names) > 1 else ""
    notify(
        actor=actor,
        person=person,
        kind=TOLD,
        words=f"{actor.label} passed the review of {names[0]}{rest} on to you "
        f"until {date_words(until)}",
        url=campaign.get_absolute_url(),
    )


@transaction.atomic
def take_back(*, actor: Actor, campaign: Campaign) -> int:
    """End everything that the actor passed on in this review; what was decided stays."""
    require(actor, DECIDE, campaign)
    current = locked(campaign)
    ended = passed_on_by(actor, current).update(ended_at=clock.now())
    if ended:
        record(actor, TAKEN_BACK, current, {"count": ended})
    return ended


def groups_to_pass_on(actor: Actor, campaign: Campaign) -> QuerySet[ReviewGroup]:
    """Groups that wait for the actor's own say."""
    own = ReviewerAssignment.objects.filter(
        group__campaign=campaign, reviewer=actor.user_id, ended_at=None
    ).exclude(why=WhyAssigned.DELEGATED)
    return groups_waiting(actor, campaign).filter(pk__in=own.values("group"))
