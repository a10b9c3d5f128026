"""Recurring campaigns come in their rhythm, in short months too."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.access_reviews.rules.schedule import MOST_MONTHS, Recurrence, Rhythm, add_months
from apps.core.errors import DomainError

LAST_OF_JANUARY = dt.date(2027, 1, 31)


def test_the_end_of_the_month_stays_the_end_of_the_month() -> None:
    monthly = Recurrence(LAST_OF_JANUARY, Rhythm.MONTHLY.months)

    assert [monthly.start(n).isoformat() for n in range(5)] == [
        "2027-01-31",
        "2027-02-28",
        "2027-03-31",
        "2027-04-30",
        "2027-05-31",
    ]


@pytest.mark.parametrize(
    ("rhythm", "second"),
    [
        (Rhythm.MONTHLY, "2027-12-30"),
        (Rhythm.QUARTERLY, "2028-02-29"),
        (Rhythm.HALF_YEARLY, "2028-05-30"),
        (Rhythm.YEARLY, "2028-11-30"),
    ],
)
def test_the_rhythms(rhythm: Rhythm, second: str) -> None:
    assert Recurrence(dt.date(2027, 11, 30), rhythm.months).start(1).isoformat() == second


def test_a_start_is_made_on_its_day_and_once() -> None:
    quarterly = Recurrence(LAST_OF_JANUARY, 3)
    april = dt.date(2027, 4, 30)

    assert quarterly.due_start(None, dt.date(2027, 1, 30)) is None
    assert quarterly.due_start(None, LAST_OF_JANUARY) == LAST_OF_JANUARY
    assert quarterly.due_start(LAST_OF_JANUARY, dt.date(2027, 4, 29)) is None
    assert quarterly.due_start(LAST_OF_JANUARY, april) == april
    assert quarterly.due_start(april, dt.date(2027, 5, 1)) is None


def test_of_starts_that_were_missed_only_the_latest_is_made() -> None:
    monthly = Recurrence(LAST_OF_JANUARY, 1)

    assert monthly.due_start(LAST_OF_JANUARY, dt.date(2027, 6, 2)) == dt.date(2027, 5, 31)


@pytest.mark.parametrize("months", [0, -1, MOST_MONTHS + 1])
def test_no_rhythm_is_refused(months: int) -> None:
    with pytest.raises(DomainError, match="every 1 to 24 months") as refused:
        Recurrence(LAST_OF_JANUARY, months)

    assert refused.value.field == "months"


DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2040, 12, 31))
MONTHS = st.integers(1, MOST_MONTHS)


@given(DAYS, MONTHS, DAYS)
def test_the_next_start_is_the_first_after_a_day(first: dt.date, months: int, day: dt.date) -> None:
    recurrence = Recurrence(first, months)
    following = recurrence.next_after(day)
    starts = [recurrence.start(number) for number in range(260)]

    assert following == next(start for start in starts if start > day)
    assert recurrence.due_start(None, day) == max(
        (start for start in starts if start <= day), default=None
    )


@given(DAYS, st.integers(-60, 240))
def test_months_are_added_without_leaving_the_month(day: dt.date, months: int) -> None:
    moved = add_months(day, months)

    assert (moved.year - day.year) * 12 + moved.month - day.month == months
    assert moved.day == day.day or (moved + dt.timedelta(days=1)).day == 1
