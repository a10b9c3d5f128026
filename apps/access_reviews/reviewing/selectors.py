"""What waits for a reviewer, and what one group shows; as far as the actor may see."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from apps.core import clock
from apps.core.access import Actor
from apps.core.errors import NotVisible

from ..models import (
    Campaign,
    CampaignState,
    Decision,
    ReviewerAssignment,
    ReviewGroup,
    ReviewItem,
    WhyAssigned,
)


def waiting_items(actor: Actor) -> QuerySet[ReviewItem]:
    """Open items on which this reviewer has the say now and has not spoken in their stage.

    Nobody is waited for on their own access, nor on that of whoever passed the review on to them,
    nor where they passed it on themselves.
    """
    me = actor.user_id or 0
    now = clock.now()
    mine = ReviewerAssignment.objects.filter(
        Q(until=None) | Q(until__gt=now),
        Q(passed_by=None) | ~Q(passed_by=Coalesce(OuterRef("user"), 0)),
        group=OuterRef("group"),
        stage=OuterRef("stage"),
        reviewer=me,
        ended_at=None,
    )
    said = Decision.objects.filter(
        item=OuterRef("pk"), stage=OuterRef("stage"), reviewer=me, superseded_at=None
    )
    passed = _passed_on(me).filter(group=OuterRef("group"), stage=OuterRef("stage"))
    # From the reviewer's own groups, so that nobody waits for the size of other people's.
    running = ReviewItem.objects.filter(
        outcome="", campaign__state=CampaignState.OPEN, group__in=_groups_of(me)
    )
    others = running.filter(Q(user=None) | ~Q(user=me))
    return others.filter(Exists(mine), ~Exists(said), ~Exists(passed))


def _groups_of(person: int) -> QuerySet[ReviewerAssignment, Any]:
    rows = ReviewerAssignment.objects.filter(reviewer=person, ended_at=None)
    found: QuerySet[ReviewerAssignment, Any] = rows.values("group")
    return found


def _passed_on(person: int) -> QuerySet[ReviewerAssignment]:
    """Where somebody stands in for this person now."""
    return ReviewerAssignment.objects.filter(
        why=WhyAssigned.DELEGATED, passed_by=person, ended_at=None, until__gt=clock.now()
    )


def passed_on_by(actor: Actor, campaign: Campaign) -> QuerySet[ReviewerAssignment]:
    """What the actor has passed on in a campaign, and to whom, until now."""
    rows = _passed_on(actor.user_id or 0).filter(group__campaign=campaign)
    return rows.select_related("group", "reviewer").order_by("group__label", "stage", "pk")


def groups_waiting(actor: Actor, campaign: Campaign | None = None) -> QuerySet[Any, Any]:
    """Groups in which something waits for this reviewer, of all campaigns or of one.

    What is due first comes first, then what is riskiest; `waiting` is how many items wait.
    """
    waiting = waiting_items(actor).filter(group=OuterRef("pk"))
    counted = waiting.order_by().values("group").annotate(number=Count("pk")).values("number")
    seen: QuerySet[Any, Any] = ReviewGroup.objects.all().visible_to(actor)
    if campaign is not None:
        seen = seen.filter(campaign=campaign)
    mine = seen.filter(Exists(waiting), pk__in=_groups_of(actor.user_id or 0))
    rows: QuerySet[Any, Any] = mine.annotate(waiting=Subquery(counted))
    return rows.select_related("campaign").order_by("campaign__due", "-risk", "label", "pk")


def next_group(actor: Actor, after: ReviewGroup) -> ReviewGroup | None:
    """The riskiest other group of the same campaign in which something waits for this reviewer.

    It looks for one and counts nothing, so that the size of the campaign does not matter.
    """
    waiting = waiting_items(actor).filter(group=OuterRef("pk"))
    mine = ReviewGroup.objects.filter(pk__in=_groups_of(actor.user_id or 0))
    rows = mine.filter(Exists(waiting), campaign=after.campaign)
    return rows.exclude(pk=after.pk).select_related("campaign").order_by("-risk", "label").first()


def get_group(actor: Actor, public_id: uuid.UUID) -> ReviewGroup:
    """One group of a campaign that the actor sees. Raises `NotVisible`."""
    seen: QuerySet[ReviewGroup] = ReviewGroup.objects.all().visible_to(actor)
    group = seen.select_related("campaign", "team", "owner").filter(public_id=public_id).first()
    if group is None:
        raise NotVisible("We could not find that part of a review.")
    return group


def get_item(group: ReviewGroup, public_id: uuid.UUID) -> ReviewItem:
    """One item of a group that was resolved for the actor. Raises `NotVisible`."""
    item = items_of(group).filter(public_id=public_id).first()
    if item is None:
        raise NotVisible("We could not find that in this part of the review.")
    item.campaign, item.group = group.campaign, group
    return item


def decided_by(actor: Actor, group: ReviewGroup) -> int:
    """How many items of the group this reviewer has spoken on."""
    mine = Decision.objects.filter(item__group=group, reviewer=actor.user_id, superseded_at=None)
    return mine.values("item").distinct().count()


def items_of(group: ReviewGroup) -> QuerySet[ReviewItem]:
    """The items of a group that was resolved for the actor: open ones first, riskiest first."""
    rows = ReviewItem.objects.filter(group=group).select_related("user")
    return rows.order_by(F("settled_at").asc(nulls_first=True), "-risk", "principal", "pk")


def assignments_of(groups: Collection[ReviewGroup]) -> list[ReviewerAssignment]:
    """Who reviews these groups now, of every stage."""
    rows = ReviewerAssignment.objects.filter(group__in=groups, ended_at=None)
    return list(rows.select_related("reviewer", "passed_by"))


def decisions_of(items: Collection[ReviewItem]) -> dict[int, list[Decision]]:
    """The decisions that count, by item, in the order in which they were made."""
    rows = Decision.objects.filter(item__in=items, superseded_at=None).order_by("pk")
    found: dict[int, list[Decision]] = {item.pk: [] for item in items}
    for decision in rows:
        found[decision.item_id].append(decision)
    return found
