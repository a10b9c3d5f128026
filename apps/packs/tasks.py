"""The Celery task that makes a pack."""

from __future__ import annotations

from celery import shared_task

from .models import Pack
from .services import publish_pack


@shared_task(name=Pack.task_name, ignore_result=True)
def make_pack(public_id: str) -> None:
    Pack.run(public_id, _make)


def _make(pack: Pack) -> None:
    from .building.document import (
        make,  # the PDF engine is heavy; only a worker that makes a pack loads it
    )

    made = make(pack, pack.report)
    publish_pack(pack, made.pdf, made.pages)
