"""The job queue: a job is a row first and a message second.

The row holds state, progress, lease and error. A worker claims it with one conditional update,
renews the lease while it works, and a periodic sweep queues again whatever a dead worker or a
lost message left behind. So a message may be lost or arrive twice without harm.

Each claim counts `attempts` up, and whoever writes to the row names the attempt it holds: a worker
that slept through its lease finds that nothing of what it says is taken any more.
"""

from __future__ import annotations

import datetime as dt
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, Self

import structlog
from celery import current_app
from django.db import DatabaseError, close_old_connections, connection, models, transaction
from django.db.models import F, Q

from . import clock
from .errors import DomainError
from .hooks import Registry

log = structlog.get_logger(__name__)

LEASE = dt.timedelta(seconds=45)
RENEW_EVERY_SECONDS = 15
QUEUE_PATIENCE = dt.timedelta(seconds=60)


class JobState(models.TextChoices):
    QUEUED = "queued", "Waiting for a worker"
    RUNNING = "running", "Being made"
    SUCCEEDED = "succeeded", "Ready"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


class Job(models.Model):
    """Abstract row of a job; concrete models name their Celery task in `task_name`."""

    task_name: ClassVar[str]
    max_attempts: ClassVar[int] = 3

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    progress = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField(default=clock.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        return self.state in {JobState.QUEUED, JobState.RUNNING}

    def send_after_commit(self) -> None:
        """Queue the message once the row is really there."""
        task, key = self.task_name, str(self.public_id)
        transaction.on_commit(lambda: current_app.send_task(task, args=[key]))

    def report(self, progress: int, step: str) -> bool:
        """Show how far the work is, and renew the lease; False once another has the job."""
        lease = clock.now() + LEASE
        return self._write(JobState.RUNNING, progress=progress, step=step[:200], lease_until=lease)

    def succeed(self) -> bool:
        return self._finish(JobState.SUCCEEDED, 100, "")

    def fail(self, message: str) -> bool:
        """End the job with a sentence for people."""
        return self._finish(JobState.FAILED, self.progress, message)

    def try_again(self) -> bool:
        """Give the job back; the sweep sends a new message for it."""
        return self._write(JobState.QUEUED, lease_until=None)

    def _finish(self, state: JobState, progress: int, error: str) -> bool:
        return self._write(
            state,
            progress=progress,
            error=error,
            step="",
            lease_until=None,
            finished_at=clock.now(),
        )

    def _write(self, state: JobState, **values: Any) -> bool:
        """One conditional update; False, with nothing changed, when the job is no longer ours."""
        values["state"] = state
        mine = type(self)._base_manager.filter(
            pk=self.pk, attempts=self.attempts, state__in=[JobState.QUEUED, JobState.RUNNING]
        )
        if not mine.update(**values):
            return False
        for name, value in values.items():
            setattr(self, name, value)
        return True

    @classmethod
    def claim(cls, public_id: str | uuid.UUID) -> Self | None:
        """Take the job for this worker; None when another has it or it is over."""
        now = clock.now()
        free = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, lease_until__lt=now)
        taken = (
            cls._base_manager.filter(free, public_id=public_id)
            .filter(attempts__lt=cls.max_attempts)
            .update(state=JobState.RUNNING, lease_until=now + LEASE, attempts=F("attempts") + 1)
        )
        return cls._base_manager.get(public_id=public_id) if taken else None


JOBS = Registry[type[Job]](
    "jobs", "Tables of work that the sweep looks after.", key=lambda model: model._meta.label
)


def register_job(model: type[Job]) -> type[Job]:
    """Class decorator: the sweep looks after this job model."""
    JOBS.register(model)
    return model


@contextmanager
def keep_alive(job: Job) -> Iterator[None]:
    """Renew the lease from a second thread while one long step runs."""
    stop = threading.Event()
    held = type(job)._base_manager.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)

    def renew() -> None:
        while not stop.wait(RENEW_EVERY_SECONDS):
            close_old_connections()
            try:
                held.update(lease_until=clock.now() + LEASE)
            except DatabaseError:
                # The lease covers three turns: the next one may find the database well again.
                log.warning("jobs.lease_not_renewed", job=str(job.public_id), exc_info=True)
        connection.close()

    thread = threading.Thread(target=renew, name=f"lease-{job.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@contextmanager
def working(job: Job) -> Iterator[None]:
    """Run a job's body: a `DomainError` ends it with its message; a crash is retried by the sweep.

    The last permitted attempt that crashes ends the job with a sentence for people.
    """
    try:
        with keep_alive(job):
            yield
    except DomainError as exc:
        job.fail(exc.message)
    except Exception:
        if job.attempts >= job.max_attempts:
            job.fail(
                f"It failed {job.max_attempts} times. Ask for it again; if it fails once more, "
                "tell your administrator: the log has the details."
            )
        else:
            job.try_again()
        raise


def sweep() -> int:
    """Queue again what a dead worker or a lost message left; returns how many."""
    now = clock.now()
    count = 0
    for model in JOBS.values():
        lost = Q(state=JobState.RUNNING, lease_until__lt=now)
        unheard = Q(state=JobState.QUEUED, queued_at__lt=now - QUEUE_PATIENCE)
        left = model._base_manager.filter(lost | unheard)
        for job in left.order_by("pk")[:500]:
            if job.attempts >= model.max_attempts:
                job.fail(
                    f"The worker stopped {model.max_attempts} times while making this. "
                    "Ask for it again."
                )
            # Asked again: a worker may have claimed it since the rows were read.
            elif left.filter(pk=job.pk).update(state=JobState.QUEUED, queued_at=now):
                current_app.send_task(model.task_name, args=[str(job.public_id)])
                count += 1
    return count
