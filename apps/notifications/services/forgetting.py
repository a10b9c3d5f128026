"""What is not kept for ever: texts of mails that failed, old mails, old news that was read."""

from __future__ import annotations

import datetime as dt

from apps.core import clock
from apps.core.jobs import JobState

from ..models import MailJob, Notification

FAILED_TEXT = dt.timedelta(days=7)
MAIL = dt.timedelta(days=90)
READ = dt.timedelta(days=180)


def forget_old() -> dict[str, int]:
    """Erase and delete what is over its time; returns how many of each."""
    now = clock.now()
    failed = MailJob.objects.filter(state=JobState.FAILED, finished_at__lt=now - FAILED_TEXT)
    old = MailJob.objects.filter(finished_at__lt=now - MAIL)
    read = Notification.objects.filter(read_at__lt=now - READ)
    return {
        "texts": failed.exclude(encrypted=None).update(encrypted=None),
        "mails": old.delete()[0],
        "notifications": read.delete()[0],
    }
