"""Beat runs what the apps scheduled, and nothing that no worker knows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from apps.core.schedule import SCHEDULE, Scheduled
from mlsecure.celery import app


@pytest.fixture(autouse=True)
def _schedule_kept() -> Iterator[None]:
    before = app.conf.beat_schedule
    yield
    app.conf.beat_schedule = before


def test_beat_takes_what_the_apps_declare() -> None:
    with SCHEDULE.registered(Scheduled("look", "test.look", dt.timedelta(seconds=5))):
        app.loader.import_default_modules()

    assert app.conf.beat_schedule["look"] == {
        "task": "test.look",
        "schedule": dt.timedelta(seconds=5),
        "options": {"expires": 30},
    }
    assert app.conf.beat_schedule.keys() > set(SCHEDULE)


def test_a_worker_knows_every_scheduled_task() -> None:
    app.loader.import_default_modules()

    assert {scheduled.task for scheduled in SCHEDULE.values()} <= app.tasks.keys()
    assert {"core.sweep_jobs", "trail.seal"} <= {one.task for one in SCHEDULE.values()}
