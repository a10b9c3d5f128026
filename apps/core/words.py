"""Dates and shares in words, the same on pages, on paper, in mail and in errors."""

from __future__ import annotations

import datetime as dt
import math

from django.utils import timezone

from . import clock

NARROW_SPACE = "\u202f"
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_UNITS = (
    (31_536_000, "year"),
    (2_592_000, "month"),
    (86_400, "day"),
    (3_600, "hour"),
    (60, "minute"),
)


def date_words(value: dt.date) -> str:
    """14 Mar 2026, whatever the locale of the server."""
    local = timezone.localtime(value) if isinstance(value, dt.datetime) else value
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}"


def relative_words(value: dt.date) -> str:
    """How far away a moment is: "3 days ago", "in 2 hours", "just now", "today"."""
    if isinstance(value, dt.datetime):
        seconds = (value - clock.now()).total_seconds()
    else:
        seconds = (value - clock.today()).days * 86_400.0
        if not seconds:
            return "today"
    for size, unit in _UNITS:
        count = int(abs(seconds) // size)
        if count:
            amount = f"{count} {unit}{'' if count == 1 else 's'}"
            return f"in {amount}" if seconds > 0 else f"{amount} ago"
    return "just now"


def whole_percent(share: float) -> int:
    """A share 0..1 as a whole per cent, rounded down: 100 % means all of it."""
    return math.floor(share * 100 + 1e-9)
