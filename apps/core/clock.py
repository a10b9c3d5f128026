"""The one clock. Code asks here for the time, so that a test can hold it still."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_held: ContextVar[dt.datetime | None] = ContextVar("held_clock", default=None)


def now() -> dt.datetime:
    """The current moment, aware, in UTC."""
    return _held.get() or timezone.now()


def today() -> dt.date:
    """Today's date in the installation's time zone."""
    return timezone.localdate(_held.get())


@contextmanager
def travel(moment: dt.datetime) -> Iterator[None]:
    """Hold the clock still at an aware moment, in this thread: for the demo's history and tests.

    Nothing that serves a request may call it.
    """
    if timezone.is_naive(moment):
        raise ValueError("travel needs a moment with a time zone")
    token = _held.set(moment)
    try:
        yield
    finally:
        _held.reset(token)


def end_of(day: dt.date) -> dt.datetime:
    """The last second of a day in the installation's time zone: what ends on a day includes it."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(23, 59, 59)))


def quarter_start(day: dt.date) -> dt.date:
    """The first day of the calendar quarter a day lies in."""
    return dt.date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
