"""Whether mails leave: told on the health page, beside what stops the application itself."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from apps.core import clock
from apps.core.jobs import JobState
from apps.ui.health import PartIsDown

from .models import MailJob

WAITS_TOO_LONG = dt.timedelta(minutes=15)
FAILED_LATELY = dt.timedelta(days=1)


def check_mail() -> None:
    """Raises `PartIsDown` while mails pile up, and for a day after one was given up."""
    count = _stuck_mails().count()
    if count:
        raise PartIsDown(f"mails that could not be sent: {count}; the list of jobs says why")


def _stuck_mails() -> QuerySet[MailJob]:
    """What waits for too long, and what was given up lately."""
    now = clock.now()
    waiting = Q(state__in=[JobState.QUEUED, JobState.RUNNING], created_at__lt=now - WAITS_TOO_LONG)
    failed = Q(state=JobState.FAILED, finished_at__gt=now - FAILED_LATELY)
    return MailJob.objects.filter(waiting | failed)
