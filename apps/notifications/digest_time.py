"""When a reader's daily digest is due; pure."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo


def last_due(now: dt.datetime, zone: str, hour: int) -> dt.datetime:
    """The latest moment, not after `now`, at which it was this hour on the reader's clock.

    An hour that the clock skips in spring counts as the moment it was set forward; one that comes
    twice in autumn, as the first of the two.
    """
    here = ZoneInfo(zone)
    today = now.astimezone(here).date()
    at = dt.datetime.combine(today, dt.time(hour), here).astimezone(dt.UTC)
    if at > now:
        at = dt.datetime.combine(today - dt.timedelta(days=1), dt.time(hour), here)
    return at.astimezone(dt.UTC)
