"""The whole way with a real worker, and what is left when it dies in the middle."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import settings

from apps.core import clock, jobs
from apps.core.jobs import JobState
from apps.packs.models import Pack
from apps.packs.services import request_pack
from apps.packs.verifying.checks import verify
from apps.trail.models import TrailEvent
from tests.cast import Cast
from tests.factories.packs import close, draft, file_of
from tests.processes import real_worker, wait_until

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]


def asked(cast: Cast) -> Pack:
    assessment = close(cast, draft(cast))
    return request_pack(actor=cast.actor(cast.cora), assessment=assessment)


def has_state(pack: Pack, state: JobState) -> bool:
    pack.refresh_from_db()
    assert pack.state != JobState.FAILED, pack.error
    return pack.state == state


def test_asked_for_and_made_by_a_worker(cast: Cast) -> None:
    with real_worker():
        pack = asked(cast)
        wait_until(lambda: has_state(pack, JobState.SUCCEEDED), seconds=120, what="the pack")

    assert verify(file_of(cast, pack)).holds


def test_a_worker_killed_in_the_middle_loses_nothing(cast: Cast) -> None:
    stored = settings.VAR_DIR / "vault" / "packs"
    before = set(stored.rglob("*")) if stored.exists() else set()
    with real_worker() as worker:
        pack = asked(cast)
        wait_until(lambda: has_state(pack, JobState.RUNNING), seconds=60, what="the first attempt")
        worker.kill()
    assert has_state(pack, JobState.RUNNING)

    # Its lease runs out, which takes 45 seconds that nobody needs to wait for here.
    Pack.objects.filter(pk=pack.pk).update(lease_until=clock.now() - dt.timedelta(seconds=1))
    with real_worker():
        assert jobs.sweep() == 1
        wait_until(lambda: has_state(pack, JobState.SUCCEEDED), seconds=120, what="the second try")

    assert pack.attempts == 2
    assert Pack.objects.count() == 1
    assert TrailEvent.objects.filter(action="packs.pack.made").count() == 1
    assert len({path for path in stored.rglob("*") if path.is_file()} - before) == 1
    assert verify(file_of(cast, pack)).holds
