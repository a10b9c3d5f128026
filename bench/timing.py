"""Timing inside the process: many runs after a warm-up, percentiles, and the queries of one run."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext


def timed(call: Callable[[], object], runs: int = 40, warm_up: int = 3) -> dict[str, Any]:
    """Milliseconds (p50, p95, min; CPU time too, which other work disturbs less) over `runs`, and
    the number of queries of the last warm-up."""
    for _ in range(warm_up - 1):
        call()
    with CaptureQueriesContext(connection) as captured:
        call()
        # Counted at once: the next request empties the log.
        queries = len(captured)
    taken, spent = [], []
    for _ in range(runs):
        begin, cpu = time.perf_counter(), time.process_time()
        call()
        taken.append((time.perf_counter() - begin) * 1000)
        spent.append((time.process_time() - cpu) * 1000)
    taken.sort()
    spent.sort()
    return {
        "queries": queries,
        "ms_p50": round(taken[len(taken) // 2], 2),
        "ms_p95": round(taken[int(len(taken) * 0.95) - 1], 2),
        "ms_min": round(taken[0], 2),
        "cpu_ms_p50": round(spent[len(spent) // 2], 2),
        "runs": runs,
    }
