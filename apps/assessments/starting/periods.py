"""The periods an assessment can be started for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from apps.core import clock

from ..words import quarter_of

CUSTOM = "custom"


@dataclass(frozen=True, slots=True)
class Period:
    key: str
    label: str
    start: dt.date
    end: dt.date


def preset_periods(today: dt.date) -> list[Period]:
    """This quarter, the one before, the next, and this year."""
    first = clock.quarter_start(today)
    before, after = _shift(first, -3), _shift(first, 3)
    year = Period(
        str(today.year),
        f"Whole year {today.year}",
        dt.date(today.year, 1, 1),
        dt.date(today.year, 12, 31),
    )
    return [
        _quarter(first, "this quarter"),
        _quarter(before, "last quarter"),
        _quarter(after, "next quarter"),
        year,
    ]


def quarter_after(end: dt.date) -> Period:
    """The quarter that follows a period."""
    first = clock.quarter_start(end + dt.timedelta(days=1))
    if first <= end:
        first = _shift(first, 3)
    return _quarter(first, "the quarter after")


def _quarter(start: dt.date, words: str) -> Period:
    end = _shift(start, 3) - dt.timedelta(days=1)
    name = quarter_of(start, end)
    return Period(name.replace(" ", "-").lower(), f"{name}, {words}", start, end)


def _shift(start: dt.date, months: int) -> dt.date:
    month = start.year * 12 + start.month - 1 + months
    return dt.date(month // 12, month % 12 + 1, 1)
