"""Signed-off assessments with their packs: what an auditor comes for; how much was read."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import F, OuterRef, Subquery

from apps.assessments.models import Assessment, AssessmentState, ReviewRound
from apps.assessments.words import period_words, reviewed_words
from apps.core.jobs import JobState
from apps.packs.models import Pack

from ..reader import Reader

_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Approved:
    """`reviewed` of the `asked` answers a reviewer decided on. `pack_id` is the newest pack that is
    ready, `pack_digest` that of its file."""

    public_id: uuid.UUID
    pipeline_name: str
    team_name: str
    period_start: dt.date
    period_end: dt.date
    by: str
    decided_at: dt.datetime | None
    reviewed: int | None
    asked: int | None
    pack_id: uuid.UUID | None
    pack_number: int | None
    pack_digest: str | None

    @property
    def coverage(self) -> str:
        """How much was read."""
        return reviewed_words(self.reviewed, self.asked)

    @property
    def period(self) -> str:
        return period_words(self.period_start, self.period_end)


def approved_assessments(reader: Reader) -> list[Approved]:
    """The newest sign-offs the reader may see; one query."""
    ready = Pack.objects.filter(assessment=OuterRef("pk"), state=JobState.SUCCEEDED).order_by("-pk")
    rounds = ReviewRound.objects.filter(assessment=OuterRef("pk"), reviewed__isnull=False)
    read = rounds.order_by("-pk")
    rows = (
        Assessment.objects.all()
        .visible_to(reader.actor)
        .filter(reader.in_team("pipeline__team"), state=AssessmentState.APPROVED)
        .order_by("-decided_at", "-pk")
        .values(
            "public_id",
            "period_start",
            "period_end",
            "decided_at",
            pipeline_name=F("pipeline__name"),
            team_name=F("pipeline__team__name"),
            by=F("decided_by__name"),
            reviewed=Subquery(read.values("reviewed")[:1]),
            asked=Subquery(read.values("total")[:1]),
            pack_id=Subquery(ready.values("public_id")[:1]),
            pack_number=Subquery(ready.values("number")[:1]),
            pack_digest=Subquery(ready.values("digest")[:1]),
        )
    )
    return [Approved(**row) for row in rows[:_SHOWN]]
