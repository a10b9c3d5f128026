"""What an administrator does about jobs that failed."""

from __future__ import annotations

from django.db import transaction

from apps.core.access import Actor, require
from apps.core.jobs import Job
from apps.trail.refs import TrailRef
from apps.trail.services import record

from ..actions import JOB_QUEUED_AGAIN
from ..permissions import QUEUE_JOB_AGAIN


@transaction.atomic
def queue_job_again(*, actor: Actor, job: Job) -> Job:
    """Give a failed job its attempts once more.

    Raises `DomainError` when it has not failed, or when another took its place.
    """
    require(actor, QUEUE_JOB_AGAIN)
    error = job.error
    job.queue_again()
    detail = {"attempts": job.attempts, "error": error}
    record(actor, JOB_QUEUED_AGAIN, _trail_ref(job), detail)
    return job


def _trail_ref(job: Job) -> TrailRef:
    """A job that is an object of its own, such as a pack, keeps its own place in the trail."""
    own = getattr(job, "trail_ref", None)
    if own is not None:
        ref: TrailRef = own()
        return ref
    return TrailRef("job", str(job.public_id), str(job))
