"""The clock can be held still, and runs again afterwards."""

from __future__ import annotations

import datetime as dt

import pytest

from apps.core import clock

NEW_YEAR = dt.datetime(2026, 1, 1, 8, 30, tzinfo=dt.UTC)


def test_travel_holds_the_clock_and_lets_it_go() -> None:
    with clock.travel(NEW_YEAR):
        assert (clock.now(), clock.today()) == (NEW_YEAR, dt.date(2026, 1, 1))
    assert clock.now() != NEW_YEAR


def test_travel_goes_back_to_the_outer_moment() -> None:
    with clock.travel(NEW_YEAR):
        with clock.travel(NEW_YEAR + dt.timedelta(days=1)):
            assert clock.today() == dt.date(2026, 1, 2)
        assert clock.now() == NEW_YEAR


def test_travel_refuses_a_moment_without_a_zone() -> None:
    with pytest.raises(ValueError, match="time zone"), clock.travel(dt.datetime(2026, 1, 1)):  # noqa: DTZ001 - on purpose
        pass
