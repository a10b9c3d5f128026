"""Celery tasks of access reviews: an id in, one call."""

from __future__ import annotations

from celery import shared_task

from .campaigns.calendar import keep_calendar
from .campaigns.freezing import freeze_population
from .models import CampaignFreeze, Load
from .sources.loading import run_load


@shared_task(name=CampaignFreeze.task_name, ignore_result=True)
def freeze(public_id: str) -> None:
    CampaignFreeze.run(public_id, freeze_population)


@shared_task(name="access_reviews.keep_calendar", ignore_result=True)
def calendar() -> None:
    keep_calendar()


@shared_task(name=Load.task_name, ignore_result=True)
def load(public_id: str) -> None:
    Load.run(public_id, run_load)
