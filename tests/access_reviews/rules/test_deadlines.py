"""Reminders and escalations: by hand over a weekend, and as they hold for every campaign."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.access_reviews.rules.deadlines import (
    REMINDERS,
    Escalation,
    escalated_to,
    escalation_days,
    extended_due,
    is_over,
    is_working_day,
    reminder_days,
    working_day_from,
    working_day_until,
    working_days_left,
)

LEAD, OFFICER = Escalation


def march(day: int) -> dt.date:
    """A day of March 2026, which begins on a Sunday."""
    return dt.date(2026, 3, day)


@pytest.mark.parametrize(
    ("opens", "due", "days"),
    [
        pytest.param(2, 20, [13, 17, 19], id="all three on working days"),
        pytest.param(2, 23, [16, 20], id="three and one day before Monday are the same Friday"),
        pytest.param(
            2, 22, [13, 19, 20], id="a deadline on Sunday: Sunday to Friday, Saturday too"
        ),
        pytest.param(16, 20, [17, 19], id="too short for the first"),
        pytest.param(13, 16, [], id="over the weekend: Friday is the day it opens"),
        pytest.param(19, 20, [], id="from one day to the next"),
        pytest.param(20, 20, [], id="on the day itself"),
    ],
)
def test_reminders(opens: int, due: int, days: list[int]) -> None:
    assert list(reminder_days(march(opens), march(due))) == [march(day) for day in days]


@pytest.mark.parametrize(
    ("opens", "due", "lead", "officer"),
    [
        pytest.param(2, 12, 10, 12, id="a fifth of ten days before, and on the last day"),
        pytest.param(2, 17, 13, 17, id="a fifth of fifteen days before is Saturday: Friday"),
        pytest.param(2, 22, 18, 20, id="the last day is Sunday: Friday"),
        pytest.param(13, 17, 16, 17, id="not before the day after it opens"),
        pytest.param(13, 16, 16, 16, id="over the weekend: Monday, not the day it opens"),
        pytest.param(14, 15, 15, 15, id="nothing but a weekend"),
        pytest.param(19, 20, 20, 20, id="from one day to the next"),
        pytest.param(20, 20, 20, 20, id="on the day itself"),
    ],
)
def test_escalations(opens: int, due: int, lead: int, officer: int) -> None:
    steps = escalation_days(march(opens), march(due))

    assert [(step.to, step.on) for step in steps] == [
        (LEAD, march(lead)),
        (OFFICER, march(officer)),
    ]


def test_who_is_called_day_by_day() -> None:
    opens, due = march(2), march(12)

    assert escalated_to(opens, due, march(9)) == ()
    assert escalated_to(opens, due, march(10)) == (LEAD,)
    assert escalated_to(opens, due, march(12)) == (LEAD, OFFICER)


def test_working_days_that_are_left() -> None:
    assert working_days_left(march(12), march(16)) == 3
    assert working_days_left(march(14), march(15)) == 0
    assert working_days_left(march(17), march(16)) == 0


def test_the_last_day_is_still_open() -> None:
    assert not is_over(march(12), march(12))
    assert is_over(march(12), march(13))


def test_an_extension_is_a_week_and_ends_on_a_working_day() -> None:
    assert extended_due(march(12)) == march(19)
    assert extended_due(march(14)) == march(23)


@pytest.mark.parametrize("rule", [reminder_days, escalation_days])
def test_due_before_it_opens_is_refused(rule: object) -> None:
    assert callable(rule)
    with pytest.raises(ValueError, match="before it opens"):
        rule(march(12), march(11))


DAYS = st.dates(dt.date(2025, 1, 1), dt.date(2031, 12, 31))
LENGTHS = st.integers(0, 400).map(lambda days: dt.timedelta(days=days))


@given(DAYS, LENGTHS)
def test_reminders_come_on_working_days_within_the_review(
    opens: dt.date, length: dt.timedelta
) -> None:
    days = reminder_days(opens, opens + length)

    assert all(is_working_day(day) and opens < day <= opens + length for day in days)
    assert list(days) == sorted(set(days))
    assert len(days) <= len(REMINDERS)


@given(DAYS, LENGTHS)
def test_the_lead_is_called_no_later_than_the_officer(opens: dt.date, length: dt.timedelta) -> None:
    due = opens + length
    lead, officer = escalation_days(opens, due)

    assert opens <= lead.on <= officer.on <= due
    assert length < dt.timedelta(1) or opens < lead.on
    # A review with a working day after the one it opens on calls nobody at the weekend.
    if working_day_until(due) > opens:
        assert is_working_day(lead.on) and is_working_day(officer.on)


@given(DAYS, LENGTHS, DAYS, LENGTHS)
def test_who_is_called_only_grows(
    opens: dt.date, length: dt.timedelta, today: dt.date, later: dt.timedelta
) -> None:
    due = opens + length
    then = escalated_to(opens, due, today)

    assert escalated_to(opens, due, today + later)[: len(then)] == then
    assert escalated_to(opens, due, due) == (LEAD, OFFICER)


@given(DAYS, LENGTHS, LENGTHS)
def test_a_later_deadline_calls_nobody_sooner(
    opens: dt.date, length: dt.timedelta, more: dt.timedelta
) -> None:
    sooner = escalation_days(opens, opens + length)
    later = escalation_days(opens, opens + length + more)

    assert all(first.on <= second.on for first, second in zip(sooner, later, strict=True))


@given(DAYS)
def test_working_days_are_the_nearest(day: dt.date) -> None:
    before, after = working_day_until(day), working_day_from(day)

    assert is_working_day(before) and is_working_day(after)
    assert before <= day <= after
    assert (after - before).days == (0 if is_working_day(day) else 3)
