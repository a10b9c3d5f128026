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
)
from django.db.models.functions import Coalesce

from apps.assessments.models import (
    Assessment,
    AssessmentState,
    PipelineScore,
    ReviewRound,
    ScorePoint,
)
from apps.assessments.words import reviewed_words
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
    """One pipeline; `assessment_id` and `state` are those of its newest assessment, `reviewed` of
    the `asked` answers a reviewer decided on when its last one was approved."""

    pk: int
    public_id: uuid.UUID
    name: str
    team_name: str
    blockers: int
    assessment_id: uuid.UUID | None
    state: str | None
    reviewed: int | None = None
    asked: int | None = None
    figures: list[LawFigure] = field(default_factory=list)

    @property
    def ready(self) -> bool:
        return bool(self.figures) and all(figure.ready for figure in self.figures)

    @property
    def coverage(self) -> str:
        """How much was read, beside a figure that is approved; empty beside any other."""
        is_approved = self.state == AssessmentState.APPROVED
        return reviewed_words(self.reviewed, self.asked) if is_approved else ""


@dataclass(frozen=True, slots=True)
class Board:
    """The pipelines that need most, and how many there are in all."""

    lines: list[PipelineLine]
    total: int
    since: dt.date


Names = Mapping[str, str]
"""Short names of laws by key."""


def board(reader: Reader, names: Names) -> Board:
    """Those with blockers first, then the lowest; three queries."""
    since = clock.quarter_start(clock.today())
    newest = Assessment.objects.filter(pipeline=OuterRef("pk")).order_by("-pk")
    rounds = ReviewRound.objects.filter(assessment__pipeline=OuterRef("pk"), reviewed__isnull=False)
    read = rounds.order_by("-assessment", "-pk")
    pipelines = reader.pipelines()
    rows = (
        pipelines.annotate(overall=FilteredRelation("scores", condition=Q(scores__regime="")))
        .order_by(
            F("overall__blockers").desc(nulls_last=True),
            F("overall__low").asc(nulls_last=True),
            "name",
            "pk",
        )
        .values(
            "pk",
            "public_id",
            "name",
            team_name=F("team__name"),
            blockers=Coalesce("overall__blockers", 0),
            assessment_id=Subquery(newest.values("public_id")[:1]),
            state=Subquery(newest.values("state")[:1]),
            reviewed=Subquery(read.values("reviewed")[:1]),
            asked=Subquery(read.values("total")[:1]),
        )
    )
    lowest = list(rows[:MOST_PIPELINES])
    figures = _figures([row["pk"] for row in lowest], since, names)
    lines = [PipelineLine(**row, figures=figures.get(row["pk"], [])) for row in lowest]
    return Board(lines, pipelines.count(), since)


def _figures(pks: list[int], since: dt.date, names: Names) -> dict[int, list[LawFigure]]:
    """The figures of each pipeline, law by law."""
    opening = dt.datetime.combine(since, dt.time(), tzinfo=clock.now().tzinfo)
    earlier = ScorePoint.objects.filter(
        pipeline=OuterRef("pipeline"), regime=OuterRef("regime"), at__lt=opening
    ).order_by("-pk")
    scores = (
        PipelineScore.objects.filter(pipeline_id__in=pks)
        .exclude(regime="")
        .annotate(before=Subquery(earlier.values("low")[:1]))
        .order_by("pipeline_id", "regime")
    )
    figures: dict[int, list[LawFigure]] = {}
    for score in scores:
        law = names.get(score.regime, score.regime)
        figures.setdefault(score.pipeline_id, []).append(_figure(score, law, score.before))
    return figures


def _figure(score: PipelineScore, law: str, before: float | None) -> LawFigure:
    return LawFigure(
        law, score.low, score.high, score.coverage, score.blockers, score.ready, before
    )


@dataclass(frozen=True, slots=True)
class Together:
    """All visible pipelines under one law ("" is all laws): the mean, and the worst of them.

    `worst` is empty where its figure moved while it was being read.
    """

    regime: str
    law: str
    worst: str
    mean_low: float
    mean_high: float
    mean_coverage: float
    pipelines: int
    all_blockers: int
    worst_low: float

    @property
    def points(self) -> int:
        """The low end of the mean in points of 100."""
        return whole_percent(self.mean_low)

    @property
    def worst_points(self) -> int:
        return whole_percent(self.worst_low)


def together(reader: Reader, names: Names) -> list[Together]:
    """Summed up by the database; the whole first, then law by law. Two queries: to find the worst
    in the same one costs the database five times as much."""
    scores = PipelineScore.objects.filter(pipeline__in=reader.pipelines().values("pk"))
    sums = list(
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
    )
    worst = _worst(scores, {law["regime"]: law["worst_low"] for law in sums})
    return [
        Together(
            law=names.get(law["regime"], law["regime"]), worst=worst.get(law["regime"], ""), **law
        )
        for law in sums
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
