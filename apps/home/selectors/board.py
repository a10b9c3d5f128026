"""Pipelines with their figures by law, how these moved, and the mean of all beside the worst."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import (
    Avg,
    Count,
    F,
    FilteredRelation,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Window,
)

from apps.assessments.models import Assessment, PipelineScore, ScorePoint
from apps.core import clock
from apps.core.words import whole_percent

from ..reader import Reader

MOST_PIPELINES = 8


@dataclass(frozen=True, slots=True)
class LawFigure:
    """One pipeline under one law; shares from 0 to 1. `before` is the low end at the start of
    this quarter, None when there was no figure then."""

    law: str
    low: float
    high: float
    coverage: float
    blockers: int
    ready: bool
    before: float | None

    @property
    def points(self) -> int | None:
        """Whole points of 100 gained (or lost) this quarter; None for a new figure."""
        if self.before is None:
            return None
        return whole_percent(self.low) - whole_percent(self.before)

    @property
    def fall(self) -> int:
        """The same for a figure that went down, as a count."""
        return -(self.points or 0)


@dataclass(frozen=True, slots=True)
class PipelineLine:
    """One pipeline; `assessment_id` and `state` are those of its newest assessment."""

    pk: int
    public_id: uuid.UUID
    name: str
    team: str
    blockers: int
    assessment_id: uuid.UUID | None
    state: str | None
    figures: list[LawFigure] = field(default_factory=list)

    @property
    def ready(self) -> bool:
        return bool(self.figures) and all(figure.ready for figure in self.figures)


@dataclass(frozen=True, slots=True)
class Board:
    """The pipelines that need most, and how many there are in all."""

    lines: list[PipelineLine]
    total: int
    since: dt.date


Names = Mapping[str, str]
"""Short names of laws by key."""


def board(reader: Reader, names: Names) -> Board:
    """Those with blockers first, then the lowest; two queries."""
    since = clock.quarter_start(clock.today())
    newest = Assessment.objects.filter(pipeline=OuterRef("pk")).order_by("-pk")
    rows = (
        reader.pipelines()
        .annotate(
            overall=FilteredRelation("scores", condition=Q(scores__regime="")),
            newest_id=Subquery(newest.values("public_id")[:1]),
            newest_state=Subquery(newest.values("state")[:1]),
            total=Window(Count("*")),
        )
        .order_by(
            F("overall__blockers").desc(nulls_last=True),
            F("overall__low").asc(nulls_last=True),
            "name",
            "pk",
        )
        .values_list(
            "pk",
            "public_id",
            "name",
            "team__name",
            "overall__blockers",
            "newest_id",
            "newest_state",
            "total",
        )[:MOST_PIPELINES]
    )
    found = list(rows)
    figures = _figures([row[0] for row in found], since, names)
    lines = [
        PipelineLine(*row[:4], row[4] or 0, *row[5:7], figures=figures.get(row[0], []))
        for row in found
    ]
    return Board(lines, found[0][7] if found else 0, since)


def _figures(pks: list[int], since: dt.date, names: Names) -> dict[int, list[LawFigure]]:
    if not pks:
        return {}
    opening = dt.datetime.combine(since, dt.time(), tzinfo=clock.now().tzinfo)
    earlier = ScorePoint.objects.filter(
        pipeline=OuterRef("pipeline"), regime=OuterRef("regime"), at__lt=opening
    ).order_by("-pk")
    rows = (
        PipelineScore.objects.filter(pipeline_id__in=pks)
        .exclude(regime="")
        .annotate(before=Subquery(earlier.values("low")[:1]))
        .order_by("pipeline_id", "regime")
        .values_list(
            "pipeline_id", "regime", "low", "high", "coverage", "blockers", "ready", "before"
        )
    )
    found: dict[int, list[LawFigure]] = {}
    for pk, regime, *values in rows:
        found.setdefault(pk, []).append(LawFigure(names.get(regime, regime), *values))
    return found


@dataclass(frozen=True, slots=True)
class Together:
    """All visible pipelines under one law ("" is all laws): the mean, and the worst of them.

    `worst` is empty where its figure moved while it was being read.
    """

    regime: str
    law: str
    worst: str
    low: float
    high: float
    coverage: float
    pipelines: int
    blockers: int
    worst_low: float

    @property
    def points(self) -> int:
        """The low end of the mean in points of 100."""
        return whole_percent(self.low)

    @property
    def worst_points(self) -> int:
        return whole_percent(self.worst_low)


def together(reader: Reader, names: Names) -> list[Together]:
    """Summed up by the database; the whole first, then law by law. Two queries: to find the worst
    in the same one costs the database five times as much."""
    scores = PipelineScore.objects.filter(pipeline__in=reader.pipelines().values("pk"))
    sums = (
        scores.order_by("regime")
        .values("regime")
        .annotate(
            mean_low=Avg("low"),
            mean_high=Avg("high"),
            mean_coverage=Avg("coverage"),
            pipelines=Count("pk"),
            all_blockers=Sum("blockers"),
            worst_low=Min("low"),
        )
        .values_list(
            "regime",
            "mean_low",
            "mean_high",
            "mean_coverage",
            "pipelines",
            "all_blockers",
            "worst_low",
        )
    )
    found = list(sums)
    worst = _worst(scores, {row[0]: row[-1] for row in found})
    return [
        Together(regime, names.get(regime, regime), worst.get(regime, ""), *rest)
        for regime, *rest in found
    ]


def _worst(scores: QuerySet[PipelineScore], lows: Mapping[str, float]) -> dict[str, str]:
    """The pipeline with the lowest figure under each law; of several, the first registered."""
    if not lows:
        return {}
    is_worst = Q()
    for regime, low in lows.items():
        is_worst |= Q(regime=regime, low=low)
    rows = scores.filter(is_worst).order_by("-pipeline_id")
    return dict(rows.values_list("regime", "pipeline__name"))
