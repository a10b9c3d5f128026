"""Findings and actions on home: what the reader owns, and what nobody owns yet."""

from __future__ import annotations

import uuid

from django.db.models import Q
from django.urls import reverse

from apps.core.access import Actor, rows
from apps.ui.home_sources import NEEDS, Need, Urgency, in_team

from .models import ItemKind, RemediationItem, Severity
from .permissions import DISMISS


def own_items(actor: Actor, team_id: uuid.UUID | None, limit: int) -> list[Need]:
    """What the reader owns and has not closed, what is due first, first."""
    # Somebody who has left the team may own one still: it is not shown to them.
    mine = RemediationItem.objects.visible_to(actor).filter(
        in_team("team", team_id), owner_id=actor.user_id
    )
    return [
        Need(
            "list-check",
            item.title,
            f"{item.get_kind_display()} about {item.target_label} · given to you",
            _page(item, "item"),
            "Open",
            item.due,
            urgency=_urgency(item),
        )
        for item in mine.not_closed().most_urgent_first()[:limit]
    ]


def findings_without_owner(actor: Actor, team_id: uuid.UUID | None, limit: int) -> list[Need]:
    """Findings that nobody sees to, for those who decide about them."""
    decided_by_reader = rows(actor, DISMISS, team="team_id", organization=Q(team=None))
    unowned = RemediationItem.objects.not_closed().filter(
        decided_by_reader, in_team("team", team_id), kind=ItemKind.FINDING, owner=None
    )
    return [
        Need(
            "alert-triangle",
            item.title,
            f"Found by {item.source_label} about {item.target_label} · nobody sees to it",
            _page(item, "assign"),
            "Set an owner",
            item.due,
            urgency=_urgency(item),
        )
        for item in unowned.most_urgent_first()[:limit]
    ]


def _page(item: RemediationItem, name: str) -> str:
    return reverse(f"remediation:{name}", args=[item.public_id])


def _urgency(item: RemediationItem) -> Urgency:
    return Urgency.GRAVE if item.severity == Severity.CRITICAL else Urgency.NORMAL


NEEDS.register(own_items, findings_without_owner)
