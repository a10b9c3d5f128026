"""What packs do about news of the job queue."""

from __future__ import annotations

from apps.core.jobs import Job
from apps.notifications.services.telling import notify

from .models import Pack
from .notifications import FAILED
from .services import WORKER


def tell_of_failure(job: Job) -> None:
    """Who asked for a pack hears that it could not be made, and why."""
    if isinstance(job, Pack):
        words = f"{job} of {job.assessment} could not be made: {job.error}"
        url = job.get_absolute_url()
        notify(actor=WORKER, person=job.requested_by, kind=FAILED, words=words, url=url)
