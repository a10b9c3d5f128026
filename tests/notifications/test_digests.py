"""The daily digest: one mail a day, at the reader's hour, on the reader's clock."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st
from time_machine import TimeMachineFixture

from apps.core import clock
from apps.notifications.digest_time import last_due
from apps.notifications.kinds import KINDS, Kind
from apps.notifications.models import MailJob
from apps.notifications.services.digests import send_digests
from apps.notifications.services.preferences import set_preferences
from apps.notifications.services.telling import mark_all_read, notify
from tests.cast import Cast
from tests.letters import letters

NEWS = Kind("tests.news", "Something is new", "digest")
MONDAY = dt.datetime(2026, 3, 2, 5, 30, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _kinds(time_machine: TimeMachineFixture) -> Any:
    time_machine.move_to(MONDAY, tick=False)
    with KINDS.registered(NEWS):
        yield


def tell(cast: Cast, words: str) -> None:
    notify(actor=cast.actor(cast.lena), person=cast.sam, kind=NEWS, words=words, url="/teams/")


def at(time_machine: TimeMachineFixture, **later: float) -> int:
    time_machine.move_to(clock.now() + dt.timedelta(**later), tick=False)
    return send_digests()


@pytest.mark.django_db
def test_it_comes_at_the_hour_of_the_reader_and_once_a_day(
    cast: Cast, time_machine: TimeMachineFixture
) -> None:
    zone: dict[str, Any] = {"time_zone": "Europe/Warsaw", "digest_hour": 7, "mail": {}}
    set_preferences(actor=cast.actor(cast.sam), **zone)
    tell(cast, "First")

    assert at(time_machine, minutes=29) == 0  # 06:59 in Warsaw
    assert at(time_machine, minutes=1) == 1
    tell(cast, "Second")
    assert [at(time_machine, hours=hours) for hours in (1, 8, 14)] == [0, 0, 0]
    assert at(time_machine, hours=1) == 1

    bodies = [str(letter.body) for letter in letters()]
    assert ["First" in body for body in bodies] == [True, False]
    assert "2 Mar 2026, 06:30\nFirst" in bodies[0]


@pytest.mark.django_db
def test_what_was_read_is_not_told_again(cast: Cast, time_machine: TimeMachineFixture) -> None:
    tell(cast, "Seen")
    mark_all_read(actor=cast.actor(cast.sam))

    assert at(time_machine, days=1) == 0
    assert not MailJob.objects.exists()


@pytest.mark.django_db
def test_who_has_no_role_at_present_hears_nothing(
    cast: Cast, time_machine: TimeMachineFixture
) -> None:
    tell(cast, "Names a pipeline")
    cast.sam.memberships.all().delete()

    assert at(time_machine, days=1) == 0


@pytest.mark.django_db
def test_a_long_digest_says_how_many_more_there_are(
    cast: Cast, time_machine: TimeMachineFixture
) -> None:
    for number in range(53):
        tell(cast, f"News {number}")

    assert (at(time_machine, days=1), at(time_machine, minutes=5)) == (1, 0)
    (letter,) = letters()
    assert letter.subject == "MLSecure: 53 things are new"
    assert "And 3 more: " in str(letter.body)


MOMENTS = st.integers(0, 15 * 365 * 24 * 60).map(
    lambda minutes: MONDAY + dt.timedelta(minutes=minutes)
)


@given(MOMENTS, st.sampled_from(sorted(available_timezones())), st.integers(0, 23))
def test_the_last_due_moment_is_within_a_day_and_at_the_hour(
    now: dt.datetime, zone: str, hour: int
) -> None:
    due = last_due(now, zone, hour)

    # A day is 25 hours long once a year, and 47 lie between two digests where a day was skipped.
    assert dt.timedelta(0) <= now - due < dt.timedelta(hours=49)
    local = due.astimezone(ZoneInfo(zone))
    skipped = local.utcoffset() != (local - dt.timedelta(hours=2)).utcoffset()
    assert local.hour == hour or skipped


def test_the_hour_that_the_clock_skips_is_the_moment_it_was_set_forward() -> None:
    now = dt.datetime(2026, 3, 29, 12, tzinfo=dt.UTC)

    assert last_due(now, "Europe/Warsaw", 2) == dt.datetime(2026, 3, 29, 1, tzinfo=dt.UTC)
