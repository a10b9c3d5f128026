"""Starting an assessment: one pipeline, chosen regimes, a period, the newest catalogue."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction

from apps.catalogue.selectors import current_version, regime_choices
from apps.core import clock
from apps.core.access import Actor, require
from apps.core.errors import DomainError
from apps.core.writing import once, validated
from apps.registry.models import Pipeline
from apps.trail.services import record

from ..actions import STARTED
from ..models import SET_BY_SERVICES, Assessment
from ..permissions import START
from ..scores.services import refresh_pipeline


@transaction.atomic
def start_assessment(
    *,
    actor: Actor,
    pipeline: Pipeline,
    regimes: Sequence[str],
    period_start: dt.date,
    period_end: dt.date,
    public_id: uuid.UUID | None = None,
) -> Assessment:
    """Open a draft that pins today's catalogue; answers given before are there already.

    A second call with the same `public_id` finds the first assessment. Raises `DomainError` for
    the fields `regimes` and `period_end`.
    """
    require(actor, START, pipeline)

    def start(ident: uuid.UUID) -> Assessment:
        assessment = Assessment(
            public_id=ident,
            pipeline=pipeline,
            catalogue_version=current_version(),
            regimes=_checked(regimes),
            period_start=period_start,
            period_end=period_end,
            started_by=actor.label[:200],
        )
        _save_new(actor, assessment)
        return assessment

    return once(Assessment.objects.filter(pipeline=pipeline), public_id, start)


def _save_new(actor: Actor, assessment: Assessment) -> None:
    start, end = assessment.period_start, assessment.period_end
    if end < start:
        raise DomainError(
            "The period must end after it starts.", code="period_order", field="period_end"
        )
    validated(assessment, exclude=SET_BY_SERVICES).save(force_insert=True)
    detail = {
        "regimes": assessment.regimes,
        "period": [start.isoformat(), end.isoformat()],
        "catalogue": assessment.catalogue_version.digest,
    }
    record(actor, STARTED, assessment, detail)
    refresh_pipeline(assessment.pipeline, "An assessment was started")


def _checked(regimes: Sequence[str]) -> list[str]:
    offered = [key for key, _ in regime_choices(clock.today())]
    if not regimes:
        raise DomainError("Choose at least one law.", code="required", field="regimes")
    if not set(regimes) <= set(offered):
        raise DomainError("Choose laws from the list.", code="unknown_regime", field="regimes")
    return [key for key in offered if key in regimes]
