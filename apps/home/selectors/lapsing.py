"""Evidence that no longer counts, or soon will not, for whoever looks after it."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Count, Q, Window

from apps.core import clock
from apps.evidence.models import EXPIRES_SOON
from apps.evidence.selectors import visible_evidence

from ..reader import Reader

_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Lapsing:
    public_id: uuid.UUID
    title: str
    owner: str
    day: dt.date

    @property
    def is_over(self) -> bool:
        return self.day < clock.today()


@dataclass(frozen=True, slots=True)
class LapsingEvidence:
    """The first few, longest overdue first, and how many there are."""

    lines: list[Lapsing]
    total: int
    over: int


def lapsing_evidence(reader: Reader) -> LapsingEvidence:
    """Evidence of the reader's teams that lapsed or lapses within a month; one query.

    For organisation-wide roles all of it, the organisation's own included.
    """
    theirs = Q() if reader.actor.sees_everything else Q(team__in=list(reader.actor.team_roles))
    rows = (
        visible_evidence(reader.actor)
        .filter(
            theirs,
            reader.of_team("team"),
            withdrawn_at__isnull=True,
            counts_until__lte=clock.today() + EXPIRES_SOON,
        )
        .annotate(
            total=Window(Count("*")),
            over=Window(Count("pk", filter=Q(counts_until__lt=clock.today()))),
        )
        .order_by("counts_until", "pk")
        .values_list("public_id", "title", "owner__name", "counts_until", "total", "over")
    )
    found = list(rows[:_SHOWN])
    lines = [
        Lapsing(uid, title, owner or "", day)
        for uid, title, owner, day, _, _ in found
        if day is not None
    ]
    total, over = (found[0][4], found[0][5]) if found else (0, 0)
    return LapsingEvidence(lines, total, over)
