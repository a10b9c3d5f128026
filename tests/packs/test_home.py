"""Packs on home: those that failed need somebody, those on their way are shown."""

from __future__ import annotations

import datetime as dt

from apps.assessments.models import Assessment
from apps.core import clock
from apps.core.jobs import JobState
from apps.packs.home import failed_packs, moving_packs
from apps.packs.models import Pack
from apps.packs.services import request_pack
from tests.cast import Cast


def _asked_for(cast: Cast, assessment: Assessment, **values: object) -> Pack:
    pack = request_pack(actor=cast.actor(cast.cora), assessment=assessment)
    Pack.objects.filter(pk=pack.pk).update(**values)
    return pack


def test_a_failed_pack_needs_somebody_until_it_is_asked_for_again(
    cast: Cast, approved: Assessment
) -> None:
    lena = cast.actor(cast.lena)
    _asked_for(cast, approved, state=JobState.FAILED, error="No space is left.")
    (need,) = failed_packs(lena, None, 9)
    assert (need.title, need.detail, need.since) == (
        "The pack of Credit risk could not be made",
        "No space is left.",
        True,
    )
    assert failed_packs(cast.actor(cast.mallory), None, 9) == []
    assert moving_packs(lena, None) is None

    again = _asked_for(cast, approved)

    assert failed_packs(lena, None, 9) == []
    assert moving_packs(lena, None) == [again]
    assert moving_packs(cast.actor(cast.mallory), None) is None
    assert moving_packs(lena, cast.elsewhere.public_id) is None


def test_a_ready_pack_is_shown_for_a_week(cast: Cast, approved: Assessment) -> None:
    lena, ended = cast.actor(cast.lena), clock.now() - dt.timedelta(days=6)
    pack = _asked_for(cast, approved, state=JobState.SUCCEEDED, finished_at=ended)
    assert moving_packs(lena, None) == [pack]
    with clock.travel(clock.now() + dt.timedelta(days=2)):
        assert moving_packs(lena, None) is None
