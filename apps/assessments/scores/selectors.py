"""Figures of pipelines: now, how they moved, and as they were."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from apps.core import clock
from apps.registry.models import Pipeline

from ..engine.scoring import Band
from ..models import AnswerEvidence, Assessment, AssessmentState, PipelineScore, ScorePoint

TARGET = 85
"""The figure, in points of 100, at which a regime can be ready."""


@dataclass(frozen=True, slots=True)
class ScoringBasis:
    """What a pipeline's figures are worked out under: its newest assessment, and all regimes of
    that one and of every assessment that is still open."""

    assessment: Assessment
    regimes: tuple[str, ...]


def scoring_basis_of(pipeline: Pipeline) -> ScoringBasis | None:
    """None while the pipeline has no assessment; one query."""
    rows = list(
        Assessment.objects.filter(pipeline=pipeline)
        .select_related("catalogue_version", "pipeline__team", "pipeline__owner")
        .order_by("-pk")
    )
    return _basis(rows)


def _basis(rows: Sequence[Assessment]) -> ScoringBasis | None:
    if not rows:
        return None
    counted = [rows[0], *(row for row in rows[1:] if row.state != AssessmentState.APPROVED)]
    regimes = dict.fromkeys(regime for assessment in counted for regime in assessment.regimes)
    return ScoringBasis(rows[0], tuple(regimes))


@dataclass(frozen=True, slots=True)
class RegimeFigure:
    """A stored figure of one pipeline under one regime; fractions from 0 to 1."""

    pipeline_id: int
    regime: str
    low: float
    high: float
    coverage: float
    blockers: int
    ready: bool
    assurance: Sequence[float]
    at: dt.datetime

    @property
    def band(self) -> Band:
        return Band(self.low, self.high, self.coverage)


def figures_of(pipeline_ids: Collection[int]) -> dict[int, dict[str, RegimeFigure]]:
    """Stored figures by pipeline and regime; one query."""
    figures: dict[int, dict[str, RegimeFigure]] = {}
    rows = PipelineScore.objects.filter(pipeline_id__in=list(pipeline_ids))
    for figure in _figures(rows):
        figures.setdefault(figure.pipeline_id, {})[figure.regime] = figure
    return figures


def _figures(rows: QuerySet[PipelineScore]) -> list[RegimeFigure]:
    columns = (
        "pipeline_id",
        "regime",
        "low",
        "high",
        "coverage",
        "blockers",
        "ready",
        "assurance",
        "at",
    )
    return [RegimeFigure(*row) for row in rows.values_list(*columns)]


def history(pipeline: Pipeline, regime: str = "", limit: int = 500) -> list[ScorePoint]:
    """The newest points of a figure, oldest first, each with the reason why it moved."""
    newest = ScorePoint.objects.filter(pipeline=pipeline, regime=regime).order_by("-pk")
    return list(newest[:limit])[::-1]


def lapsed_since_scored() -> set[tuple[int, str]]:
    """Pipelines scored no later than the last day on which some of their evidence counted.

    As (pipeline key, title of the evidence). Evidence on an answer about the organisation
    concerns every pipeline that has figures.
    """
    today = clock.today()
    scored = PipelineScore.objects.filter(regime="").order_by()
    lapsed = (
        AnswerEvidence.objects.filter(
            removed_at__isnull=True,
            evidence__withdrawn_at__isnull=True,
            evidence__counts_until__lt=today,
        )
        .order_by()
        .annotate(day=F("evidence__counts_until"), title=F("evidence__title"))
    )
    oldest = scored.order_by("at").values_list("at", flat=True).first()
    if oldest is None:
        return set()
    recent = lapsed.filter(day__gte=oldest.date())
    titles: set[tuple[int, str]] = set()
    for day, title, pipeline, dataset, model in recent.values_list(
        "day", "title", "answer__pipeline_id", "answer__dataset_id", "answer__model_id"
    ):
        concerned = _concerned(pipeline, dataset, model)
        older = scored.filter(concerned, at__date__lte=day)
        titles |= {(pk, title) for pk in older.values_list("pipeline_id", flat=True)}
    return titles


def _concerned(pipeline: int | None, dataset: int | None, model: int | None) -> Q:
    if pipeline is not None:
        return Q(pipeline_id=pipeline)
    if dataset is not None:
        return Q(pipeline__datasets=dataset)
    if model is not None:
        return Q(pipeline__trained_models=model)
    return Q()
