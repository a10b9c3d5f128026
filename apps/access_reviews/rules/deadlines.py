"""When reviewers are reminded, and when somebody above them is called.

Days, not hours: a deadline is the end of its day where the organisation is. Reminders come 7, 3 and
1 days before it, and the lead is called when a fifth of the time is left, the compliance officer
on the last day. These figures are the product's own; no law or standard sets them.
"""

from __future__ import annotations

import datetime as dt
import enum
import math
from dataclasses import dataclass

REMINDERS = (7, 3, 1)
LEAD_SHARE = 0.2
EXTENSION_DAYS = 7
_WEEKEND = frozenset({5, 6})
_DAY = dt.timedelta(days=1)


class Escalation(enum.StrEnum):
    """Who is called."""

    LEAD = "lead"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True)
class EscalationDay:
    """On which day somebody is called because of what is undecided then."""

    to: Escalation
    on: dt.date


def is_working_day(day: dt.date) -> bool:
    """Monday to Friday. Holidays differ from place to place and are not known here."""
    return day.weekday() not in _WEEKEND


def working_day_until(day: dt.date) -> dt.date:
    """The day itself, or the last working day before it."""
    while not is_working_day(day):
        day -= _DAY
    return day


def working_day_from(day: dt.date) -> dt.date:
    """The day itself, or the next working day."""
    while not is_working_day(day):
        day += _DAY
    return day


def working_days_left(today: dt.date, due: dt.date) -> int:
    """How many working days remain, today and the last day among them; 0 after the deadline."""
    days = (due - today).days + 1
    return sum(is_working_day(today + number * _DAY) for number in range(max(days, 0)))


def reminder_days(opens: dt.date, due: dt.date) -> tuple[dt.date, ...]:
    """When who has not finished is reminded, in order and no day twice.

    A day at the weekend moves to the Friday before it. On the day it opens people are told
    anyway, so a short campaign has fewer reminders. Raises `ValueError` when it is due before it
    opens.
    """
    _require_order(opens, due)
    moved = {working_day_until(due - days * _DAY) for days in REMINDERS}
    return tuple(sorted(day for day in moved if day > opens))


def escalation_days(opens: dt.date, due: dt.date) -> tuple[EscalationDay, ...]:
    """When the lead and then the officer are called.

    A day at the weekend moves to the Friday before it, or to the Monday after it where it would
    otherwise be the day the review opens. It stays where neither is left. Raises `ValueError`
    when it is due before it opens.
    """
    _require_order(opens, due)
    earliest = min(opens + _DAY, due)
    fifth = math.ceil((due - opens).days * LEAD_SHARE)
    days = {Escalation.LEAD: max(due - fifth * _DAY, earliest), Escalation.OFFICER: due}
    return tuple(EscalationDay(to, _moved(day, earliest, due)) for to, day in days.items())


def escalated_to(opens: dt.date, due: dt.date, today: dt.date) -> tuple[Escalation, ...]:
    """Who has been called by today, the lead first. It only ever grows."""
    return tuple(step.to for step in escalation_days(opens, due) if step.on <= today)


def extended_due(due: dt.date) -> dt.date:
    """The new deadline of a campaign that is extended: a week later, on a working day."""
    return working_day_from(due + EXTENSION_DAYS * _DAY)


def is_over(due: dt.date, today: dt.date) -> bool:
    """Whether a decision comes too late. On its last day a review is still open."""
    return today > due


def _moved(day: dt.date, earliest: dt.date, latest: dt.date) -> dt.date:
    friday = working_day_until(day)
    return friday if friday >= earliest else min(working_day_from(day), latest)


def _require_order(opens: dt.date, due: dt.date) -> None:
    if due < opens:
        raise ValueError(f"due on {due}, before it opens on {opens}")
