"""The job queue: what a lost message, a dead worker, a second delivery or a crash leaves behind.

Packs stand for every job; what is tested is the queue.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from queue import Empty
from typing import Any

import pytest
from celery import current_app
from django.db import transaction
from pytest_django import DjangoCaptureOnCommitCallbacks
from time_machine import TimeMachineFixture

from apps.core import clock, jobs
from apps.core.errors import DomainError
from apps.core.jobs import JobState, TakenOver, TryLater
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
    held.report(40, "Half" * 100)
    later(time_machine, 40)

    assert (jobs.sweep(), Pack.claim(job.public_id)) == (0, None)
    assert (now(job).progress, len(now(job).step)) == (40, 200)


def test_a_worker_that_slept_through_its_lease_changes_nothing(
    job: Pack, time_machine: TimeMachineFixture
) -> None:
    slow = claim(job)
    later(time_machine, 46)
    quick = claim(job)

    with pytest.raises(TakenOver):
        slow.report(90, "Nearly")
    with pytest.raises(TakenOver):
        slow.finish(pages=3)
    assert slow.fail("No.") is False

    assert (now(job).state, now(job).progress, now(job).attempts) == ("running", 0, 2)
    assert now(job).pages is None
    quick.report(50, "Half")
    assert now(job).progress == 50


def test_a_job_that_was_cancelled_stays_so(job: Pack) -> None:
    held = claim(job)
    Pack.objects.filter(pk=job.pk).update(state=JobState.CANCELLED)

    with pytest.raises(TakenOver):
        held.finish()
    assert now(job).state == JobState.CANCELLED


def run(job: Pack, work: Callable[[Pack], None]) -> None:
    Pack.run(job.public_id, work)


def test_an_error_for_people_ends_the_job_with_its_sentence(job: Pack) -> None:
    def stop(_: Pack) -> None:
        raise DomainError("The snapshot is damaged. Ask for another.")

    run(job, stop)

    ended = now(job)
    assert (ended.state, ended.error) == ("failed", "The snapshot is damaged. Ask for another.")
    assert ended.finished_at is not None
    assert ended.lease_until is None


def test_work_that_says_nothing_has_succeeded_and_is_not_done_twice(job: Pack) -> None:
    done: list[int] = []

    run(job, lambda held: done.append(held.attempts))
    run(job, lambda held: done.append(held.attempts))

    assert (done, now(job).state, now(job).progress) == ([1], JobState.SUCCEEDED, 100)


def test_what_was_made_and_that_it_is_ready_are_kept_together(job: Pack) -> None:
    def finish_and_stumble(held: Pack) -> None:
        with transaction.atomic():
            held.finish(pages=7)
            raise Crash

    with pytest.raises(Crash):
        run(job, finish_and_stumble)

    assert (now(job).state, now(job).pages) == (JobState.QUEUED, None)


def test_work_that_was_taken_over_leaves_the_job_with_the_other(
    job: Pack, time_machine: TimeMachineFixture
) -> None:
    def sleep_through(held: Pack) -> None:
        later(time_machine, 46)
        claim(job)
        held.report(90, "Nearly")

    run(job, sleep_through)

    assert (now(job).state, now(job).attempts, now(job).progress) == (JobState.RUNNING, 2, 0)


def test_what_is_not_there_now_is_told_and_tried_again(
    job: Pack, time_machine: TimeMachineFixture
) -> None:
    def knock(held: Pack) -> None:
        raise TryLater("The printer is out.")

    for _ in range(2):
        run(job, knock)
        assert (now(job).state, now(job).error) == (JobState.QUEUED, "The printer is out.")
        assert jobs.sweep() == 0
        later(time_machine, 61)
        assert jobs.sweep() == 1
    run(job, knock)

    ended = now(job)
    assert (ended.state, ended.error) == ("failed", "The printer is out. It was tried 3 times.")


def crash(job: Pack) -> None:
    def work(_: Pack) -> None:
        raise Crash("secret path")

    with pytest.raises(Crash):
        run(job, work)


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


def test_a_failed_job_that_is_queued_again_has_its_attempts_once_more(
    job: Pack, time_machine: TimeMachineFixture
) -> None:
    claim(job).fail("No.")

    now(job).queue_again()

    queued = now(job)
    assert (queued.state, queued.error, queued.finished_at) == (JobState.QUEUED, "", None)
    assert (queued.attempts, queued.attempts_left) == (1, 3)
    assert claim(job).attempts == 2


def test_only_what_failed_is_queued_again(job: Pack) -> None:
    claim(job)

    with pytest.raises(DomainError, match="has not failed"):
        now(job).queue_again()
    assert now(job).state == JobState.RUNNING


def test_a_job_whose_place_was_taken_is_not_queued_again(cast: Cast, job: Pack) -> None:
    claim(job).fail("No.")
    request_pack(actor=cast.actor(cast.cora), assessment=job.assessment)

    with pytest.raises(DomainError, match="took its place"):
        now(job).queue_again()
    assert now(job).state == JobState.FAILED


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
    def lose_and_crash(_: Pack) -> None:
        later(time_machine, 46)
        claim(job)
        raise Crash

    with pytest.raises(Crash):
        run(job, lose_and_crash)

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
