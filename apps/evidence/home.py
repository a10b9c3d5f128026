"""Evidence that no longer counts, or soon will not."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse

from apps.core import clock
from apps.core.access import Actor, rows
from apps.ui.home_sources import NEEDS, PANELS, Need, Panel, in_team

from .models import Evidence
from .permissions import WATCH

SHOWN = 4


def own_lapsing(actor: Actor, team_id: uuid.UUID | None, limit: int) -> list[Need]:
    """What the reader owns: they renew it, whatever their role."""
    lapsing = Evidence.objects.all().lapsing().filter(in_team("team", team_id))
    own = lapsing.filter(owner_id=actor.user_id).order_by("counts_until", "title")
    return [_renewal(evidence) for evidence in own[:limit]]


def _renewal(evidence: Evidence) -> Need:
    return Need(
        "paperclip",
        f"Renew “{evidence.title}”",
        "Your evidence soon stops counting."
        if evidence.is_current
        else "Your evidence no longer counts; answers that rest on it are open again.",
        reverse("evidence:revise", args=[evidence.public_id]),
        "Renew",
        evidence.counts_until,
    )


@dataclass(frozen=True, slots=True)
class Lapsing:
    """The first few, longest overdue first, and how many there are."""

    lines: list[Evidence]
    total: int
    over: int


def team_lapsing(actor: Actor, team_id: uuid.UUID | None) -> Lapsing | None:
    """Evidence of the reader's teams; for those who keep all of it, the organisation's too."""
    watched = Evidence.objects.filter(rows(actor, WATCH, team="team_id"))
    lapsing = watched.lapsing().filter(in_team("team", team_id))
    counts = lapsing.aggregate(
        total=Count("pk"), over=Count("pk", filter=Q(counts_until__lt=clock.today()))
    )
    lines = lapsing.select_related("owner").order_by("counts_until", "pk")[:SHOWN]
    return Lapsing(list(lines), **counts) if counts["total"] else None


NEEDS.register(own_lapsing)
PANELS.register(Panel("lapsing evidence", 40, "evidence/_home_lapsing.html", team_lapsing))
