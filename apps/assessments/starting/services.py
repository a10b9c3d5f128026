"""Starting an assessment: one pipeline, chosen regimes, a period, the newest catalogue."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from apps.catalogue.selectors import current_version, regime_choices
from apps.core import clock
from apps.core.access import Actor, require
from apps.core.errors import DomainError, NotVisible
from apps.registry.models import Pipeline
from apps.trail.services import record

from ..models import Assessment
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
    if public_id and (earlier := _earlier(pipeline, public_id)):
        return earlier
    assessment = Assessment(
        public_id=public_id or uuid.uuid4(),
        pipeline=pipeline,
        catalogue_version=current_version(),
        regimes=_checked(regimes),
        period_start=period_start,
        period_end=period_end,
        started_by=actor.label[:200],
    )
    if period_end < period_start:
        raise DomainError(
            "The period must end after it starts.", code="period_order", field="period_end"
        )
    _validate(assessment)
    assessment.save(force_insert=True)
    detail = {
        "regimes": assessment.regimes,
        "period": [period_start.isoformat(), period_end.isoformat()],
        "catalogue": assessment.catalogue_version.digest,
    }
    record(actor, "assessments.assessment.started", assessment, detail)
    refresh_pipeline(pipeline, "An assessment was started")
    return assessment


def _earlier(pipeline: Pipeline, public_id: uuid.UUID) -> Assessment | None:
    """What a first call with this id made; an id of another pipeline finds nothing at all."""
    earlier = Assessment.objects.filter(public_id=public_id).first()
    if earlier is not None and earlier.pipeline_id != pipeline.pk:
        raise NotVisible
    return earlier


def _checked(regimes: Sequence[str]) -> list[str]:
    offered = [key for key, _ in regime_choices(clock.today())]
    if not regimes:
        raise DomainError("Choose at least one law.", code="required", field="regimes")
    if not set(regimes) <= set(offered):
        raise DomainError("Choose laws from the list.", code="unknown_regime", field="regimes")
    return [key for key in offered if key in regimes]


def _validate(assessment: Assessment) -> None:
    try:
        assessment.full_clean(exclude=["submitted_by", "decided_by"])
    except ValidationError as error:
        raise DomainError(error.messages[0], code="invalid") from None
