"""What home says about reviews of access: mine to decide, mine to end, and those to be signed."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from apps.core import clock
from apps.core.access import Actor, check
from apps.core.jobs import JobState
from apps.ui.home_sources import NEEDS, Need, Urgency, in_team

from .models import Campaign, CampaignFreeze, CampaignState, Decision
from .permissions import SIGN_OFF
from .reviewing.selectors import waiting_items


def my_reviews(actor: Actor, team_id: uuid.UUID | None, limit: int) -> list[Need]:
    """Reviews in which access waits for this person's decision."""
    waiting = waiting_items(actor).filter(in_team("team", team_id), campaign=OuterRef("pk"))
    number = waiting.order_by().values("campaign").annotate(number=Count("pk")).values("number")
    running = Campaign.objects.filter(Exists(waiting), state=CampaignState.OPEN)
    counted: QuerySet[Any, Any] = running.annotate(waiting=Subquery(number))
    counted = counted.order_by("due", "pk")
    return [
        Need(
            "user-shield",
            f"Review {one.waiting} access right{'' if one.waiting == 1 else 's'}",
            one.name,
            one.get_absolute_url(),
            "Review",
            one.due,
        )
        for one in counted[:limit]
    ]


def reviews_i_run(actor: Actor, team_id: uuid.UUID | None, limit: int) -> list[Need]:
    """Those that could not begin, are over their day, or have nothing left to decide."""
    failed = CampaignFreeze.objects.filter(campaign=OuterRef("pk"), state=JobState.FAILED)
    rows = Campaign.objects.filter(in_team("team", team_id), owner=actor.user_id).annotate(
        failed=Exists(failed)
    )
    held_up = Q(state=CampaignState.FREEZING, failed=True)
    late = Q(due__lt=clock.today()) | Q(settled_count__gte=F("item_count"))
    found = rows.filter(held_up | (Q(state=CampaignState.OPEN) & late)).order_by("due", "pk")
    return [_to_run(one) for one in found[:limit]]


def _to_run(one: Campaign) -> Need:
    url = one.get_absolute_url()
    if one.state == CampaignState.FREEZING:
        title, grave = f"{one.name} could not begin", Urgency.GRAVE
        return Need("alert-triangle", title, "See why.", url, "See why", urgency=grave)
    if one.left_count:
        left = f"{one.left_count:,} not decided"
        return Need("calendar-x", f"Close {one.name}", left, url, "Open", one.due)
    return Need("circle-check", f"Close {one.name}", "All is decided.", url, "Close", one.due)


def reviews_to_sign(actor: Actor, team_id: uuid.UUID | None, limit: int) -> list[Need]:
    """Closed reviews, for those who may sign and decided nothing in them."""
    if not check(actor, SIGN_OFF).allowed:
        return []
    decided = Decision.objects.filter(item__campaign=OuterRef("pk"), reviewer=actor.user_id)
    closed = Campaign.objects.filter(in_team("team", team_id), state=CampaignState.CLOSED)
    rows = closed.filter(~Exists(decided)).order_by("closed_at", "pk")
    return [
        Need(
            "signature",
            f"Sign off {one.name}",
            f"Closed by {one.closed_by}; wants the signature of somebody who decided nothing.",
            one.get_absolute_url(),
            "Read and sign",
            timezone.localdate(one.closed_at) if one.closed_at else None,
            since=True,
        )
        for one in rows[:limit]
    ]


NEEDS.register(my_reviews, reviews_i_run, reviews_to_sign)
