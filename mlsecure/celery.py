"""The Celery application and the schedule of what runs without being asked."""

from __future__ import annotations

import os
import warnings
from typing import Any

from celery import Celery
from celery.exceptions import SecurityWarning
from celery.signals import setup_logging, worker_ready

from mlsecure import message_files

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mlsecure.settings.embedded")

message_files.register()
app = Celery("mlsecure")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


def _every(task: str, seconds: float) -> dict[str, Any]:
    # A message older than its period is worthless: the next one does its work.
    return {"task": task, "schedule": seconds, "options": {"expires": max(seconds, 30)}}


app.conf.beat_schedule = {
    "sweep jobs of dead workers": _every("core.sweep_jobs", 20),
    "tell that a worker is alive": _every("core.heartbeat", 15),
    "seal new trail events": _every("trail.seal", 60),
    "sign a trail checkpoint": _every("trail.checkpoint", 3600),
    "tell owners of lapsing evidence": _every("evidence.tell_owners", 86400),
    "write daily digests": _every("notifications.send_digests", 300),
    "forget old mails": _every("notifications.forget_old", 86400),
    "refresh scores": _every("assessments.refresh_scores", 60),
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
