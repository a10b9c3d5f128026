"""The Celery task that makes a pack."""

from __future__ import annotations

import structlog
from celery import shared_task

from apps.core.jobs import working

from .models import Pack
from .services import TakenOver, note_progress, publish_pack

log = structlog.get_logger(__name__)


@shared_task(name=Pack.task_name, ignore_result=True)
def make_pack(public_id: str) -> None:
    """Make one pack. A message that comes twice, or late, finds nothing to claim."""
    from .building.document import (
        make,  # the PDF engine is heavy; only a worker that makes a pack loads it
    )

    pack = Pack.claim(public_id)
    if pack is None:
        return
    with working(pack):
        try:
            made = make(pack, lambda progress, step: note_progress(pack, progress, step))
            publish_pack(pack, made.pdf, made.pages)
        except TakenOver:
            log.info("pack.taken_over", pack=pack.number, attempt=pack.attempts)
