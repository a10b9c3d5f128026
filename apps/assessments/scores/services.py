"""Keeping the figures of pipelines current, each change with its reason.

The figure of a pipeline is that of its newest assessment, over the regimes of every assessment
that is still open. `PipelineScore` has the figures of now, `ScorePoint` how they moved and why.
"""

from __future__ import annotations

from dataclasses import dataclass

import structlog
from celery import current_app
from django.db import transaction
from django.db.models import Q, QuerySet

from apps.core import clock
from apps.core.access import Actor
from apps.registry.models import Pipeline
from apps.remediation.services import clear_everywhere

from ..engine.questionnaire import Asked
from ..engine.scoring import Band, RegimeResult, Scorecard, State
from ..engine.workbook import Workbook
from ..models import Assessment, PipelineScore, ScorePoint, ScoreRefresh
from ..planned import PLANNED_BY, planning_key
from ..workbooks import open_workbook
from .selectors import ScoringBasis, lapsed_since_scored, scoring_basis_of

_log = structlog.get_logger(__name__)

SCORING = Actor.system("Scores")
REFRESH_TASK = "assessments.refresh_scores"
AT_ONCE = 3
_SAME = 1e-9


def keep_scores(workbook: Workbook, reason: str) -> None:
    """Store the figures of the workbook's pipeline where they moved; call in a transaction."""
    pipeline = workbook.assessment.pipeline
    basis = scoring_basis_of(pipeline)
    if basis is None:
        return
    _store(pipeline, basis, _card(workbook, basis), reason)
    _close_planned(workbook)


def _card(workbook: Workbook, basis: ScoringBasis) -> Scorecard:
    newest = basis.assessment
    if newest.pk == workbook.assessment.pk and set(basis.regimes) == set(workbook.regimes):
        return workbook.card
    # Not the answers of this workbook: another version of the catalogue may ask in other words.
    return open_workbook(newest, basis.regimes).card


def _store(pipeline: Pipeline, basis: ScoringBasis, card: Scorecard, reason: str) -> None:
    before = {score.regime: score for score in PipelineScore.objects.filter(pipeline=pipeline)}
    results = {"": card.overall, **card.regimes}
    known = {
        key: (result, result.band) for key, result in results.items() if result.band is not None
    }
    moved = [
        _score(pipeline, result, band)
        for key, (result, band) in known.items()
        if key not in before or _differs(before[key], result, band)
    ]
    gone = [score.pk for key, score in before.items() if key not in known]
    if gone:
        PipelineScore.objects.filter(pk__in=gone).delete()
    if not moved:
        return
    PipelineScore.objects.bulk_create(
        moved,
        update_conflicts=True,
        unique_fields=["pipeline", "regime"],
        update_fields=["low", "high", "coverage", "blockers", "ready", "assurance", "at"],
    )
    points = [
        _point(score, basis, reason)
        for score in moved
        if score.regime not in before or _moved(before[score.regime], score)
    ]
    ScorePoint.objects.bulk_create(points)


def _close_planned(workbook: Workbook) -> None:
    """Close what was planned about questions that have nothing left to gain."""
    full = [planning_key(item.id) for item in workbook.items if _is_full(item)]
    look = workbook.assessment.trail_ref()
    clear_everywhere(actor=SCORING, source_kind=PLANNED_BY, keys=full, look=look)


def _is_full(item: Asked) -> bool:
    if item.state is State.NOT_APPLICABLE:
        return True
    best = max(option.points for option in item.question.options)
    return item.state is State.ANSWERED and item.points >= best - _SAME


def _differs(before: PipelineScore, result: RegimeResult, band: Band) -> bool:
    figures = (band.low, band.high, band.coverage, *result.assurance)
    kept = (before.low, before.high, before.coverage, *before.assurance)
    close = all(abs(new - old) <= _SAME for new, old in zip(figures, kept, strict=False))
    return not close or before.blockers != len(result.blockers) or before.ready != result.ready


def _moved(before: PipelineScore, now: PipelineScore) -> bool:
    """Whether a figure moved; assurance alone is no movement of the score."""
    pairs = ((before.low, now.low), (before.high, now.high), (before.coverage, now.coverage))
    return before.blockers != now.blockers or any(abs(a - b) > _SAME for a, b in pairs)


def _score(pipeline: Pipeline, result: RegimeResult, band: Band) -> PipelineScore:
    return PipelineScore(
        pipeline=pipeline,
        regime=result.key,
        low=band.low,
        high=band.high,
        coverage=band.coverage,
        blockers=len(result.blockers),
        ready=result.ready,
        assurance=list(result.assurance),
        at=clock.now(),
    )


def _point(score: PipelineScore, basis: ScoringBasis, reason: str) -> ScorePoint:
    return ScorePoint(
        pipeline_id=score.pipeline_id,
        regime=score.regime,
        low=score.low,
        high=score.high,
        coverage=score.coverage,
        blockers=score.blockers,
        catalogue_version_id=basis.assessment.catalogue_version_id,
        reason=reason[:300],
        at=score.at,
    )


@transaction.atomic
def refresh_pipeline(pipeline: Pipeline, reason: str) -> None:
    """Work out the figures of one pipeline again from what is stored now."""
    basis = scoring_basis_of(pipeline)
    if basis is None:
        return
    workbook = open_workbook(basis.assessment, basis.regimes)
    _store(pipeline, basis, workbook.card, reason)
    _close_planned(workbook)
    # Also where nothing moved: `at` says until when lapsed evidence has been taken into account.
    PipelineScore.objects.filter(pipeline=pipeline, regime="").update(at=clock.now())


def refresh_or_mark(pipelines: Q, reason: str) -> None:
    """Figures of pipelines that something else changed: few at once, many by the worker."""
    few = list(_assessed(pipelines)[: AT_ONCE + 1])
    if len(few) > AT_ONCE:
        mark_for_refresh(pipelines, reason)
        return
    for pipeline in few:
        refresh_pipeline(pipeline, reason)


def mark_for_refresh(pipelines: Q, reason: str) -> int:
    """Put pipelines on the worker's list, set by set; returns how many there are.

    A pipeline that waits already keeps its first reason: that is what moved it first.
    """
    keys = list(_assessed(pipelines).order_by().values_list("pk", flat=True))
    ScoreRefresh.objects.bulk_create(
        [ScoreRefresh(pipeline_id=pk, reason=reason[:300]) for pk in keys],
        ignore_conflicts=True,
        batch_size=500,
    )
    if keys:
        transaction.on_commit(lambda: current_app.send_task(REFRESH_TASK))
    return len(keys)


def _assessed(pipelines: Q) -> QuerySet[Pipeline]:
    assessed = Assessment.objects.values("pipeline_id")
    chosen = Pipeline.objects.filter(pipelines).values("pk")
    rows: QuerySet[Pipeline] = Pipeline.objects.filter(pk__in=chosen).filter(pk__in=assessed)
    return rows.select_related("team", "owner")


@dataclass(frozen=True, slots=True)
class Worked:
    """What one round of the worker did; `more` says that another round has work at once."""

    refreshed: int
    failed: int
    more: bool


def work_off_refreshes(limit: int = 500) -> Worked:
    """Work off the list, each pipeline in its own transaction, oldest first.

    A pipeline whose figures cannot be worked out is logged, stays on the list for the next
    minute, and blocks nobody.
    """
    mark_lapsed_evidence()
    waiting = list(ScoreRefresh.objects.order_by("pk")[:limit])
    failed = sum(not _work_off(row) for row in waiting)
    return Worked(len(waiting) - failed, failed, more=len(waiting) == limit and failed < limit)


def _work_off(row: ScoreRefresh) -> bool:
    try:
        with transaction.atomic():
            # Removed first: what changes from here on puts the pipeline on the list again.
            ScoreRefresh.objects.filter(pk=row.pk).delete()
            pipeline = Pipeline.objects.select_related("team", "owner").get(pk=row.pipeline_id)
            refresh_pipeline(pipeline, row.reason)
    except Exception:
        _log.exception("score refresh failed", pipeline=row.pipeline_id)
        return False
    return True


def mark_lapsed_evidence() -> int:
    """Pipelines whose figures are older than the day on which some evidence lapsed."""
    lapsed = lapsed_since_scored()
    by_reason: dict[str, set[int]] = {}
    for pipeline_id, title in lapsed:
        by_reason.setdefault(f"Evidence “{title}” lapsed", set()).add(pipeline_id)
    return sum(mark_for_refresh(Q(pk__in=pks), reason) for reason, pks in by_reason.items())
