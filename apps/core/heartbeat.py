"""The worker's sign of life, kept in the shared cache and read by the health page."""

import datetime as dt

from django.core.cache import cache

from . import clock

_KEY = "worker-heartbeat"
ALIVE_FOR = dt.timedelta(seconds=60)


def beat() -> None:
    """Called inside the worker every 15 seconds."""
    cache.set(_KEY, clock.now().isoformat(), timeout=3600)


def last_beat() -> dt.datetime | None:
    """When a worker last took a message, or None."""
    stamp = cache.get(_KEY)
    return dt.datetime.fromisoformat(stamp) if stamp else None


def worker_is_alive() -> bool:
    seen = last_beat()
    return seen is not None and clock.now() - seen < ALIVE_FOR
