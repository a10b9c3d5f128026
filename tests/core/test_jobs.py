"""The job queue: what a lost message, a dead worker, a second delivery or a crash leaves behind.

Packs stand for every job; what is tested is the queue.
"""

from __future__ import annotations

import datetime as dt
import time
from queue import Empty
from typing import Any

import pytest
from celery import current_app
from pytest_django import DjangoCaptureOnCommitCallbacks
from time_machine import TimeMachineFixture

from apps.core import clock, jobs
from apps.core.errors import DomainError
from apps.core.jobs import JobState
from apps.packs.models import Pack
from apps.packs.services import request_pack
from tests.cast import Cast
from tests.factories.packs import draft

pytestmark = pytest.mark.django_db


class Crash(Exception):
    """What nobody foresaw."""


def messages() -> list[str]:
    """The ids in the messages that wait for a worker, which are taken away."""
    found: list[str] = []
    with current_app.connection_for_read() as wire:
        queue = wire.SimpleQueue("mlsecure")
        while True:
            try:
                message = queue.get_nowait()
            except Empty:
                return found
            message.ack()
            found.append(message.payload[0][0])


@pytest.fixture
def job(cast: Cast) -> Pack:
    """A job that is queued; its message was lost."""
    made = request_pack(actor=cast.actor(cast.cora), assessment=draft(cast))
    messages()
    return made


def claim(job: Pack) -> Pack:
    held = Pack.claim(job.public_id)
    assert held is not None
    return held


def now(job: Pack) -> Pack:
    return Pack.objects.get(pk=job.pk)


def later(time_machine: TimeMachineFixture, seconds: float) -> None:
    time_machine.move_to(clock.now() + dt.timedelta(seconds=seconds), tick=False)


def test_the_message_leaves_once_the_row_is_there(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    messages()
    with django_capture_on_commit_callbacks(execute=True):
        made = request_pack(actor=cast.actor(cast.cora), assessment=draft(cast))
        assert messages() == []

    assert messages() == [str(made.public_id)]


def test_a_lost_message_is_sent_again_after_a_minute(
    job: Pack, time_machine: TimeMachineFixture
) -> None:
    assert jobs.sweep() == 0

    later(time_machine, 61)

    assert (jobs.sweep(), messages()) == (1, [str(job.public_id)])
    assert jobs.sweep() == 0
    assert claim(job).attempts == 1


def test_a_second_delivery_claims_nothing(job: Pack) -> None:
    claim(job)

    assert Pack.claim(job.public_id) is None
    assert now(job).attempts == 1


def test_a_delivery_after_the_end_claims_nothing(job: Pack) -> None:
    claim(job).fail("Told so.")

    assert Pack.claim(job.public_id) is None
    assert now(job).state == JobState.FAILED


def test_what_a_dead_worker_held_goes_to_the_next(
    job: Pack, time_machine: TimeMachineFixture
) -> None:
    claim(job)
    assert jobs.sweep() == 0

    later(time_machine, 46)

    assert (jobs.sweep(), messages()) == (1, [str(job.public_id)])
    assert claim(job).attempts == 2


def test_a_worker_that_reports_keeps_the_job(job: Pack, time_machine: TimeMachineFixture) -> None:
    held = claim(job)
    later(time_machine, 40)
    assert held.report(40, "Half" * 100)
    later(time_machine, 40)

    assert (jobs.sweep(), Pack.claim(job.public_id)) == (0, None)
    assert (now(job).progress, len(now(job).step)) == (40, 200)


def test_a_worker_that_slept_through_its_lease_changes_nothing(
    job: Pack, time_machine: TimeMachineFixture
) -> None:
    slow = claim(job)
    later(time_machine, 46)
    quick = claim(job)

    told = (slow.report(90, "Nearly"), slow.fail("No."), slow.succeed(), slow.try_again())

    assert told == (False, False, False, False)
    assert (now(job).state, now(job).progress, now(job).attempts) == ("running", 0, 2)
    assert quick.report(50, "Half") is True


def test_a_job_that_was_cancelled_stays_so(job: Pack) -> None:
    held = claim(job)
    Pack.objects.filter(pk=job.pk).update(state=JobState.CANCELLED)

    assert held.succeed() is False
    assert now(job).state == JobState.CANCELLED


def test_an_error_for_people_ends_the_job_with_its_sentence(job: Pack) -> None:
    def stop() -> None:
        raise DomainError("The snapshot is damaged. Ask for another.")

    with jobs.working(claim(job)):
        stop()

    ended = now(job)
    assert (ended.state, ended.error) == ("failed", "The snapshot is damaged. Ask for another.")
    assert ended.finished_at is not None
    assert ended.lease_until is None


def crash(job: Pack) -> None:
    with pytest.raises(Crash), jobs.working(claim(job)):
        raise Crash("secret path")


def test_a_crash_is_tried_again_and_the_third_one_is_told(
    job: Pack, time_machine: TimeMachineFixture
) -> None:
    for _ in range(2):
        crash(job)
        assert now(job).state == JobState.QUEUED
        later(time_machine, 61)
        assert jobs.sweep() == 1

    crash(job)

    assert now(job).state == JobState.FAILED
    assert now(job).error.startswith("It failed 3 times.")
    assert "secret" not in now(job).error
    assert jobs.sweep() == 0


def test_a_worker_that_dies_three_times_over_it_ends_the_job(
    job: Pack, time_machine: TimeMachineFixture
) -> None:
    for _ in range(3):
        claim(job)
        later(time_machine, 46)
        jobs.sweep()

    assert Pack.claim(job.public_id) is None
    assert now(job).state == JobState.FAILED
    assert now(job).error.startswith("The worker stopped 3 times")


def test_a_crash_of_a_worker_that_lost_the_job_leaves_it_with_the_other(
    job: Pack, time_machine: TimeMachineFixture
) -> None:
    with pytest.raises(Crash), jobs.working(claim(job)):
        later(time_machine, 46)
        claim(job)
        raise Crash

    assert (now(job).state, now(job).attempts) == (JobState.RUNNING, 2)


@pytest.mark.django_db(transaction=True)
def test_one_long_step_keeps_its_lease(job: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "RENEW_EVERY_SECONDS", 0.01)
    held = claim(job)
    before: Any = held.lease_until

    with jobs.keep_alive(held):
        deadline = time.monotonic() + 20
        while now(job).lease_until == before and time.monotonic() < deadline:
            time.sleep(0.02)

    assert now(job).lease_until > before
