"""The Celery application and the schedule of what runs without being asked."""

from __future__ import annotations

import os
import warnings
from typing import TYPE_CHECKING, Any

from celery import Celery
from celery.exceptions import SecurityWarning
from celery.signals import import_modules, setup_logging, worker_ready

from mlsecure import message_files

if TYPE_CHECKING:
    from apps.core.schedule import Scheduled

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mlsecure.settings.embedded")

message_files.register()
app = Celery("mlsecure")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@import_modules.connect(sender=app)
def _take_the_schedule(**_: object) -> None:
    """Once the apps are loaded, each has said what of it runs without being asked."""
    from apps.core.schedule import SCHEDULE

    app.conf.beat_schedule = {one.name: _entry(one) for one in SCHEDULE.values()}


def _entry(scheduled: Scheduled) -> dict[str, Any]:
    # A message older than its period is worthless: the next one does its work.
    expires = max(scheduled.every.total_seconds(), 30)
    return {
        "task": scheduled.task,
        "schedule": scheduled.every,
        "options": {"expires": expires},
    }


# Celery warns of a worker that root runs because pickled messages could run anything; ours are
# JSON only.
warnings.filterwarnings("ignore", category=SecurityWarning)


@worker_ready.connect
def _show_life_at_once(**_: object) -> None:
    """The first sign of life need not wait for the schedule."""
    app.send_task("core.heartbeat")


@setup_logging.connect
def _keep_our_logging(**_: object) -> None:
    """Connected so that Celery leaves logging as the settings made it."""
