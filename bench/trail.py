"""Recording and sealing: what one event costs, and how fast the chain is walked."""

from __future__ import annotations

import time
from typing import Any

from django.db import transaction

from apps.core.access import Actor
from apps.trail.actions import action, area
from apps.trail.refs import TrailRef
from apps.trail.services import record, seal_pending
from apps.trail.verification import verify_trail

from .timing import timed

EVENTS = 2000

area("bench", "Bench")
WRITTEN = action("bench.event.written", "wrote", quiet=True)


def measure() -> dict[str, Any]:
    """One event with its seal; then 2,000 in one transaction, and the walk over everything."""
    actor, target = Actor.command("bench"), TrailRef("bench", "bench", "Bench")
    one = timed(lambda: record(actor, WRITTEN, target, {"n": 1}))
    begin = time.perf_counter()
    with transaction.atomic():
        for number in range(EVENTS):
            record(actor, WRITTEN, target, {"n": number})
    written = time.perf_counter() - begin
    while seal_pending():
        pass
    begin = time.perf_counter()
    found = verify_trail()
    return {
        "record and seal": one,
        "events a second in one transaction": round(EVENTS / written),
        "events verified": found.linked,
        "verified a second": round(found.linked / (time.perf_counter() - begin)),
        "holds": found.holds,
    }
