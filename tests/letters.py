"""Mails as the worker sends them: every mail is a job first."""

from __future__ import annotations

from django.core import mail

from apps.core.jobs import JobState
from apps.notifications.models import MailJob
from apps.notifications.tasks import send_mail


def letters() -> list[mail.EmailMessage]:
    """Send what waits, and return everything that was sent in this test."""
    for job in MailJob.objects.filter(state=JobState.QUEUED).order_by("pk"):
        send_mail(str(job.public_id))
    return list(mail.outbox)
