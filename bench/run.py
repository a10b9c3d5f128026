"""Order of the measurements, and the machine they were made on."""

from __future__ import annotations

import os
import platform
import sqlite3
import sys
from collections.abc import Callable
from typing import Any

from django.core.management import call_command
from django.db import connection

from apps.core import clock
from mlsecure.prepare import collect_static

from . import answering, lineage, loads, organization, packs, pages, scoring, seed, trail

Measure = Callable[[], dict[str, Any]]

MEASURES: dict[str, Measure] = {
    "pages": pages.measure,
    "answering": answering.measure,
    "scoring": scoring.measure,
    "organization": organization.measure,
    "lineage": lineage.measure,
    "trail": trail.measure,
    "loads": loads.measure,
    "packs": packs.measure,
}


def measure(size: str, parts: list[str]) -> dict[str, Any]:
    """Seed once, then every chosen part; returns the figures by part."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_catalogue", verbosity=0)
    collect_static()
    figures: dict[str, Any] = {"machine": machine(), "rows": seed.ensure(size)}
    for part in parts:
        sys.stderr.write(f"measuring {part}\n")
        figures[part] = MEASURES[part]()
    return figures


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "database": connection.vendor,
        "sqlite": sqlite3.sqlite_version,
        "at": clock.now().isoformat(timespec="minutes"),
    }
