"""What somebody has taken on and not finished."""

from __future__ import annotations

import uuid

from django.db.models import F
from django.urls import reverse

from apps.core.access import Actor
from apps.ui.home_sources import NEEDS, Need, in_team

from .models import RemediationItem


def own_items(actor: Actor, team_id: uuid.UUID | None, limit: int) -> list[Need]:
    """Findings and actions that the reader owns and still sees."""
    visible = RemediationItem.objects.visible_to(actor).not_closed()
    own = visible.filter(in_team("team", team_id), owner_id=actor.user_id)
    rows = own.select_related("team").order_by(F("due").asc(nulls_last=True), "pk")
    return [_own(item) for item in rows[:limit]]


def _own(item: RemediationItem) -> Need:
    return Need(
        "list-check",
        item.title,
        f"{item.get_kind_display()} of {item.team or 'the organisation'} · given to you",
        reverse("remediation:item", args=[item.public_id]),
        "Open",
        item.due,
    )


NEEDS.register(own_items)
