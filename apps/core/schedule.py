"""What runs without being asked: each app declares its own in its schedule.py."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from .hooks import Registry


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A task by its name, and how often it runs; `name` says in words what for."""

    name: str
    task: str
    every: dt.timedelta


SCHEDULE = Registry[Scheduled](
    "schedule", "Tasks that run without being asked.", key=lambda scheduled: scheduled.name
)
SCHEDULE.register(
    Scheduled("sweep jobs of dead workers", "core.sweep_jobs", dt.timedelta(seconds=20)),
    Scheduled("tell that a worker is alive", "core.heartbeat", dt.timedelta(seconds=15)),
)
