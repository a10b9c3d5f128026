"""The demo's dates fit together on any day of the year."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from apps.core import clock
from apps.demo.calendar import Calendar, work_days

_NOON = dt.time(12, tzinfo=dt.UTC)
DAYS = st.dates(dt.date(2025, 1, 1), dt.date(2031, 12, 31))


@given(DAYS)
def test_the_review_lies_between_the_quarter_and_now(day: dt.date) -> None:
    calendar = Calendar.until(dt.datetime.combine(day, _NOON))
    approved, registered = calendar.on(8, 16, 20), calendar.ago(9)
    assert calendar.anchor == clock.quarter_start(calendar.anchor)
    assert approved < registered < calendar.now
    assert calendar.finished_period[1] < calendar.anchor == calendar.running_period[0]


@given(DAYS)
def test_no_moment_is_in_the_future(day: dt.date) -> None:
    calendar = Calendar.until(dt.datetime.combine(day, dt.time(0, 10, tzinfo=dt.UTC)))
    assert calendar.ago(0, 9) == calendar.now
    assert calendar.in_days(5) == calendar.today + dt.timedelta(days=5)


@given(st.integers(0, 200))
def test_work_is_spread_in_order_within_its_period(count: int) -> None:
    first, last = (dt.datetime(2026, 1, day, 9, tzinfo=dt.UTC) for day in (5, 9))
    moments = list(work_days(first, last, count))
    assert len(moments) == count
    assert moments == sorted(moments)
    assert all(first <= moment <= last for moment in moments)
