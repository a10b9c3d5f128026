"""Timing inside the process: many runs after a warm-up, percentiles, and the queries of one run."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext


def timed(call: Callable[[], object], runs: int = 40, warm_up: int = 3) -> dict[str, Any]:
    """Milliseconds (p50, p95, min) over `runs`, and the number of queries of the last warm-up."""
    for _ in range(warm_up - 1):
        call()
    with CaptureQueriesContext(connection) as captured:
        call()
    taken = []
    for _ in range(runs):
        begin = time.perf_counter()
        call()
        taken.append((time.perf_counter() - begin) * 1000)
    taken.sort()
    return {
        "queries": len(captured),
        "ms_p50": round(taken[len(taken) // 2], 2),
        "ms_p95": round(taken[int(len(taken) * 0.95) - 1], 2),
        "ms_min": round(taken[0], 2),
        "runs": runs,
    }
