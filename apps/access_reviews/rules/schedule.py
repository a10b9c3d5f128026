"""When a recurring campaign starts again: every so many months from its first day.

Each start is counted from the first one, so that a campaign of the 31st comes on the last day of a
short month and on the 31st again after it. A start that was missed is made up for once.
"""

from __future__ import annotations

import calendar
import datetime as dt
import enum
from dataclasses import dataclass

from apps.core.errors import DomainError

MOST_MONTHS = 24
"""A review that comes less often than every second year is no rhythm."""


class Rhythm(enum.StrEnum):
    """The rhythms that people choose from."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"

    @property
    def months(self) -> int:
        return _MONTHS[self]


_MONTHS = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3, Rhythm.HALF_YEARLY: 6, Rhythm.YEARLY: 12}


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day that many months later, or the last day of a month that is too short."""
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Every `months` months from `first`. Raises `DomainError` for no or too many months."""

    first: dt.date
    months: int

    def __post_init__(self) -> None:
        if not 1 <= self.months <= MOST_MONTHS:
            raise DomainError(
                f"Choose how often the review comes again: every 1 to {MOST_MONTHS} months.",
                code="rhythm",
                field="months",
            )

    def start(self, number: int) -> dt.date:
        """The start with this number; 0 is the first."""
        return add_months(self.first, number * self.months)

    def next_after(self, day: dt.date) -> dt.date:
        """The first start after a day."""
        return self.start(self._count_until(day))

    def due_start(self, last: dt.date | None, today: dt.date) -> dt.date | None:
        """The start to make today, or None.

        `last` is the start that was made last. Of several that were missed only the latest is
        made: the same list twice would be reviewed for nothing.
        """
        count = self._count_until(today)
        latest = self.start(count - 1) if count else None
        return latest if latest and (last is None or last < latest) else None

    def _count_until(self, day: dt.date) -> int:
        """How many starts lie on or before a day."""
        passed = (day.year - self.first.year) * 12 + day.month - self.first.month
        number = max(passed // self.months, 0)
        return number + (self.start(number) <= day)
