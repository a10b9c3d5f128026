"""The job queue: a job is a row first and a message second.

The row holds state, progress, lease and error. A worker claims it with one conditional update,
renews the lease while it works, and a periodic sweep queues again whatever a dead worker or a
lost message left behind. So a message may be lost or arrive twice without harm.

Each claim counts `attempts` up, and whoever writes to the row names the attempt it holds: a worker
that slept through its lease finds that nothing it writes is accepted any more.

Who adds a job writes the work and not this protocol (docs/recipes/add-a-job.md):

    @shared_task(name=Pack.task_name, ignore_result=True)
    def make_pack(public_id: str) -> None:
        Pack.run(public_id, make_and_publish)
"""

from __future__ import annotations

import datetime as dt
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, ClassVar, Self

import structlog
from celery import current_app
from django.db import (
    DatabaseError,
    IntegrityError,
    close_old_connections,
    connection,
    models,
    transaction,
)
from django.db.models import F, Q

from . import clock
from .errors import DomainError
from .hooks import Hook, Registry

log = structlog.get_logger(__name__)

LEASE = dt.timedelta(seconds=45)
RENEW_EVERY_SECONDS = 15
QUEUE_PATIENCE = dt.timedelta(seconds=60)
CRASHED = (
    "It failed {} times. Ask for it again; if it fails once more, tell your administrator: the log "
    "has the details."
)


class JobState(models.TextChoices):
    QUEUED = "queued", "Waiting"
    RUNNING = "running", "Running"
    SUCCEEDED = "succeeded", "Done"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


class TakenOver(Exception):
    """Another worker has this job now, or it is over: what this one made is thrown away."""


class TryLater(DomainError):
    """What the work needs is not there now. The row shows the message until the next attempt."""


@Hook
def job_failed(job: Job) -> None:
    """A job was given up, its error says why; told inside the transaction."""


class Job(models.Model):
    """Abstract row of a job; concrete models name their Celery task in `task_name`.

    `asked_by` is a name as it was, for lists; a concrete model may keep the person beside it.
    `attempts_forgiven` are those before an administrator queued the job again: they no longer
    count against `max_attempts`, and the number of an attempt never comes twice.
    """

    task_name: ClassVar[str]
    max_attempts: ClassVar[int] = 3

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    progress = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    attempts_forgiven = models.PositiveSmallIntegerField(default=0, editable=False)
    asked_by = models.CharField(max_length=200, blank=True, editable=False)
    queued_at = models.DateTimeField(default=clock.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        return self.state in {JobState.QUEUED, JobState.RUNNING}

    @property
    def attempts_left(self) -> int:
        return self.max_attempts - (self.attempts - self.attempts_forgiven)

    def pause_before_retry(self) -> dt.timedelta:
        """How long to wait after a crash; a job that depends on another machine waits longer."""
        return QUEUE_PATIENCE

    def send_after_commit(self) -> None:
        """Queue the message once the row is really there; one that gets lost the sweep replaces."""
        task, key = self.task_name, str(self.public_id)
        transaction.on_commit(lambda: current_app.send_task(task, args=[key]), robust=True)

    @classmethod
    def run(cls, public_id: str | uuid.UUID, work: Callable[[Self], None]) -> None:
        """Claim the job and do its work. A message that comes twice, or late, claims nothing.

        A `DomainError` of the work ends the job with its message, a `TryLater` or a crash is
        retried, and the last permitted one ends it with a sentence for people. Work that ends
        without a word has succeeded.
        """
        job = cls.claim(public_id)
        if job is None:
            return
        try:
            with keep_alive(job):
                work(job)
                if job.state == JobState.RUNNING:
                    job.finish()
        except TakenOver:
            log.info("jobs.taken_over", job=str(job.public_id), attempt=job.attempts)
        except TryLater as exc:
            job.give_back(exc.message, f"{exc.message} It was tried {cls.max_attempts} times.")
        except DomainError as exc:
            job.fail(exc.message)
        except Exception:
            job.give_back("", CRASHED.format(cls.max_attempts))
            raise

    def report(self, progress: int, step: str) -> None:
        """Show how far the work is, and renew the lease. Raises `TakenOver`."""
        lease = clock.now() + LEASE
        self._write(JobState.RUNNING, progress=progress, step=step[:200], lease_until=lease)

    def finish(self, **values: Any) -> None:
        """Say that the job succeeded and keep what it made, in one statement.

        Raises `TakenOver` and writes nothing when the job is no longer this worker's: what else
        belongs to the end is written in the same transaction, after this call.
        """
        self._end(JobState.SUCCEEDED, progress=100, error="", **values)

    def fail(self, message: str) -> bool:
        """End the job with a sentence for people; False when it is no longer ours."""
        try:
            with transaction.atomic():
                self._end(JobState.FAILED, error=message)
                job_failed(self)
        except TakenOver:
            return False
        return True

    def queue_again(self) -> None:
        """Give a failed job its attempts once more and a new message.

        Raises `DomainError` when it did not fail, or when another took its place meanwhile.
        """
        failed = type(self)._base_manager.filter(pk=self.pk, state=JobState.FAILED)
        values = {"attempts_forgiven": F("attempts"), "queued_at": clock.now(), "finished_at": None}
        try:
            with transaction.atomic():
                queued = failed.update(state=JobState.QUEUED, error="", progress=0, **values)
        except IntegrityError:
            raise DomainError("Another one took its place meanwhile.", code="replaced") from None
        if not queued:
            raise DomainError("This job has not failed, or was queued again already.", "not_failed")
        self.refresh_from_db()
        self.send_after_commit()

    def give_back(self, reason: str, last_words: str) -> None:
        """Give the job back for another attempt; the sweep sends its message when it is due."""
        if self.attempts_left <= 0:
            self.fail(last_words)
            return
        # The sweep takes what nobody claimed for QUEUE_PATIENCE: the pause counts from there.
        due = clock.now() + self.pause_before_retry() - QUEUE_PATIENCE
        with suppress(TakenOver):
            self._write(JobState.QUEUED, error=reason, lease_until=None, queued_at=due)

    def _end(self, state: JobState, **values: Any) -> None:
        self._write(state, step="", lease_until=None, finished_at=clock.now(), **values)

    def _write(self, state: JobState, **values: Any) -> None:
        """One conditional update. Raises `TakenOver`, with nothing changed, when not ours."""
        values["state"] = state
        mine = type(self)._base_manager.filter(
            pk=self.pk, attempts=self.attempts, state__in=[JobState.QUEUED, JobState.RUNNING]
        )
        if not mine.update(**values):
            raise TakenOver
        for name, value in values.items():
            setattr(self, name, value)

    @classmethod
    def claim(cls, public_id: str | uuid.UUID) -> Self | None:
        """Take the job for this worker; None when another has it or it is over."""
        now = clock.now()
        free = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, lease_until__lt=now)
        taken = (
            cls._base_manager.filter(free, public_id=public_id)
            .filter(attempts__lt=F("attempts_forgiven") + cls.max_attempts)
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
    own = type(job)._base_manager.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)

    def renew() -> None:
        while not stop.wait(RENEW_EVERY_SECONDS):
            close_old_connections()
            try:
                own.update(lease_until=clock.now() + LEASE)
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


def sweep() -> int:
    """Queue again what a dead worker or a lost message left; returns how many."""
    now = clock.now()
    count = 0
    for model in JOBS.values():
        lost = Q(state=JobState.RUNNING, lease_until__lt=now)
        unheard = Q(state=JobState.QUEUED, queued_at__lt=now - QUEUE_PATIENCE)
        left = model._base_manager.filter(lost | unheard)
        for job in left.order_by("pk")[:500]:
            if job.attempts_left <= 0:
                job.fail(
                    f"The worker stopped {model.max_attempts} times while making this. "
                    "Ask for it again."
                )
            # Asked again: a worker may have claimed it since the rows were read.
            elif left.filter(pk=job.pk).update(state=JobState.QUEUED, queued_at=now):
                current_app.send_task(model.task_name, args=[str(job.public_id)])
                count += 1
    return count
