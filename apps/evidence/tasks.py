"""What evidence does by the calendar."""

from __future__ import annotations

from celery import shared_task

from . import lapsing


@shared_task(name="evidence.tell_owners", ignore_result=True)
def tell_owners() -> None:
    lapsing.tell_owners()
