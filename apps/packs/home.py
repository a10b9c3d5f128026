"""Packs that could not be made, and those on their way."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from apps.core import clock
from apps.core.access import Actor
from apps.core.jobs import JobState
from apps.ui.home_sources import NEEDS, PANELS, Need, Panel, in_team

from .models import Pack

RECENT = dt.timedelta(days=7)
SHOWN = 20


def failed_packs(actor: Actor, team_id: uuid.UUID | None, limit: int) -> list[Need]:
    """Packs that failed and were not asked for again."""
    later = Pack.objects.filter(assessment=OuterRef("assessment"), pk__gt=OuterRef("pk"))
    failed = _packs(actor, team_id).filter(~Exists(later), state=JobState.FAILED)
    return [
        Need(
            "file-alert",
            f"The pack of {pack.assessment.pipeline.name} could not be made",
            pack.error or "Nothing was lost. Ask for it again.",
            reverse("packs:pack", args=[pack.public_id]),
            "See why",
            timezone.localdate(pack.created_at),
            since=True,
        )
        for pack in failed[:limit]
    ]


def moving_packs(actor: Actor, team_id: uuid.UUID | None) -> list[Pack] | None:
    """Packs that are being made or became ready this week; None where there are none."""
    moving = Q(state__in=[JobState.QUEUED, JobState.RUNNING])
    fresh = Q(state=JobState.SUCCEEDED, finished_at__gte=clock.now() - RECENT)
    return list(_packs(actor, team_id).filter(moving | fresh)[:SHOWN]) or None


def _packs(actor: Actor, team_id: uuid.UUID | None) -> QuerySet[Pack]:
    """What the actor sees, the oldest first."""
    visible = (
        Pack.objects.all().visible_to(actor).filter(in_team("assessment__pipeline__team", team_id))
    )
    return visible.select_related("assessment__pipeline").defer("manifest").order_by("created_at")


NEEDS.register(failed_packs)
PANELS.register(Panel("packs", 30, "packs/_home_packs.html", moving_packs))
