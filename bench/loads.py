"""Loading a list of access: 200,000 rows, first as new, then the same again, then changed.

The work of the job is measured, as a worker does it; the file lies encrypted in the vault.
"""

from __future__ import annotations

import csv
import io
import resource
import time
import uuid
from typing import Any

from apps.access_reviews.models import Entitlement, Load, Source
from apps.access_reviews.sources.services import (
    SourcePlan,
    add_source,
    bring_file,
    confirm_load,
    set_mapping,
    try_load,
)
from apps.access_reviews.tasks import load as load_task
from apps.core.access import Actor
from apps.core.jobs import JobState

ROWS = 200_000
_HEADER = ("user", "permission", "dataset", "group", "granted", "reason", "last used")
_RIGHTS = ("SELECT", "UPDATE", "owner", "train")
_MAPPING = {
    "principal": "user",
    "privilege": "permission",
    "object": "dataset",
    "group": "group",
    "granted_at": "granted",
    "why": "reason",
    "last_used": "last used",
}


def measure() -> dict[str, Any]:
    """Seconds of each load, and the most memory the process ever had."""
    count = ROWS
    office = Actor.system("bench")
    source = add_source(actor=office, plan=SourcePlan(name=f"Bench {uuid.uuid4().hex[:8]}"))
    return {
        "rows": count,
        "dry run, s": _seconds(office, source, count, "2026-01-05", confirm=False),
        "all new, s": _seconds(office, source, count, "2026-01-05"),
        "nothing changed, s": _seconds(office, source, count, "2026-01-05"),
        "every row used since, s": _seconds(office, source, count, "2026-02-05"),
        "present": Entitlement.objects.filter(source=source, gone_at=None).count(),
        "peak memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _seconds(
    office: Actor, source: Source, count: int, used: str, *, confirm: bool = True
) -> float:
    """The seconds of a load of this list, or of its dry run."""
    brought = bring_file(actor=office, source=source, name="list.csv", file=_file(count, used))
    mapped = set_mapping(
        actor=office, source=brought, mapping=_MAPPING, expected_version=brought.lock_version
    )
    trial = try_load(actor=office, source=mapped)
    seconds = _work(trial)
    return _work(confirm_load(actor=office, load=trial)) if confirm else seconds


def _work(load: Load) -> float:
    begin = time.perf_counter()
    load_task(str(load.public_id))
    seconds = time.perf_counter() - begin
    load.refresh_from_db()
    if load.state != JobState.SUCCEEDED:
        raise RuntimeError(load.error)
    return round(seconds, 1)


def _file(count: int, used: str) -> io.BytesIO:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_HEADER)
    for n in range(count):
        person, right = f"person{n % 5000}@example.org", _RIGHTS[n % 4]
        table, group = f"warehouse.table_{n // 5000}", f"group {n % 97}"
        writer.writerow((person, right, table, group, "2025-11-28", "Project work", used))
    return io.BytesIO(text.getvalue().encode())
