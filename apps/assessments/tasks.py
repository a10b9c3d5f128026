"""Background work of assessments: figures that something else moved."""

from __future__ import annotations

from celery import current_app, shared_task

from .scores.services import REFRESH_TASK, work_off_refreshes


@shared_task(name=REFRESH_TASK, ignore_result=True)
def refresh_scores() -> int:
    """Work off the list of pipelines; asks for another round while some are left."""
    worked = work_off_refreshes()
    if worked.more:
        current_app.send_task(REFRESH_TASK)
    return worked.refreshed
