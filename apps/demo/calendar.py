"""When things happen in the demo: every date follows from the day it is made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from apps.core import clock

_OLD_ENOUGH = dt.timedelta(days=20)
_STEP = dt.timedelta(minutes=4)
_IN_A_SITTING, _MOST_SITTINGS = 12, 7


@dataclass(frozen=True, slots=True)
class Calendar:
    """The story's dates. `anchor` opens the quarter after the finished assessment's, and lies at
    least 20 days back, so that its review fits between then and now."""

    now: dt.datetime
    anchor: dt.date

    @classmethod
    def until(cls, now: dt.datetime) -> Calendar:
        day = timezone.localdate(now)
        return cls(now, clock.quarter_start(day - _OLD_ENOUGH))

    @property
    def today(self) -> dt.date:
        return timezone.localdate(self.now)

    def on(self, days: float, hour: int = 9, minute: int = 0) -> dt.datetime:
        """A moment that many days after the anchor (before it when negative)."""
        day = self.anchor + dt.timedelta(days=days)
        return self._past(_at(day, hour, minute))

    def ago(self, days: int, hour: int = 9, minute: int = 0) -> dt.datetime:
        """A moment that many days before today, never later than now."""
        return self._past(_at(self.today - dt.timedelta(days=days), hour, minute))

    def in_days(self, days: int) -> dt.date:
        return self.today + dt.timedelta(days=days)

    def _past(self, moment: dt.datetime) -> dt.datetime:
        return min(moment, self.now)

    @property
    def finished_period(self) -> tuple[dt.date, dt.date]:
        """The quarter that the finished assessment is about."""
        last = self.anchor - dt.timedelta(days=1)
        return clock.quarter_start(last), last

    @property
    def running_period(self) -> tuple[dt.date, dt.date]:
        """The quarter that the open assessments are about."""
        start = self.anchor
        following = clock.quarter_start(start + dt.timedelta(days=95))
        return start, following - dt.timedelta(days=1)


def _at(day: dt.date, hour: int, minute: int) -> dt.datetime:
    zone = timezone.get_current_timezone()
    return dt.datetime.combine(day, dt.time(hour, minute), tzinfo=zone)


def work_days(first: dt.datetime, last: dt.datetime, count: int) -> Iterator[dt.datetime]:
    """`count` moments from the first to the last, in order: a few sittings on working days, each
    beginning at the hour of the first moment, an answer every few minutes."""
    days = _working_days(first.date(), last.date())
    sittings = max(1, min(len(days), _MOST_SITTINGS, -(-count // _IN_A_SITTING)))
    size = -(-count // sittings) or 1
    step = min(_STEP, (last - first) / (size + 1))
    for number in range(count):
        sitting, place = divmod(number, size)
        day = days[sitting * (len(days) - 1) // max(1, sittings - 1)]
        moment = dt.datetime.combine(day, first.timetz()) + place * step
        yield max(first, min(last, moment))


def _working_days(first: dt.date, last: dt.date) -> list[dt.date]:
    every = [first + dt.timedelta(days=number) for number in range((last - first).days + 1)]
    return [day for day in every if day.weekday() < 5] or every
