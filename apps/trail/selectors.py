"""Reads of the trail: organisation-wide roles see all of it, a lead sees the own teams'."""

from __future__ import annotations

from apps.core.access import Actor, rows

from .models import TrailCheckpoint, TrailEvent, TrailEventQuerySet, TrailSeal
from .permissions import VIEW
from .refs import TrailRef


def list_events(actor: Actor) -> TrailEventQuerySet:
    """Newest first, with detail and link beside each event."""
    events = TrailEvent.objects.select_related("detail", "seal")
    return events.filter(rows(actor, VIEW, team="team_id"))


def history_of(ref: TrailRef, limit: int = 8) -> list[TrailEvent]:
    """The newest events about one object, for the panel beside it.

    The caller has shown already that the actor sees the object.
    """
    return list(TrailEvent.objects.about(ref.type, ref.id).select_related("seal")[:limit])


def chain_head() -> TrailSeal | None:
    """The newest link: position and head of the chain."""
    return TrailSeal.objects.last()


def last_checkpoint() -> TrailCheckpoint | None:
    return TrailCheckpoint.objects.last()
