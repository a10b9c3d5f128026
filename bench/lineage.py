"""Everything derived from one version: 20,000 versions and 60,000 links, all of them reached."""

from __future__ import annotations

import random
import time
import uuid
from typing import Any

from django.db import connection, transaction

from apps.organizations.models import Team
from apps.registry.lineage.derived import derived_from, sources_of, steps_from
from apps.registry.lineage.inheriting import spread
from apps.registry.models import Dataset, DatasetVersion, LineageEdge

from .timing import timed

VERSIONS, LINKS, NEAR = 20_000, 60_000, 200


def measure() -> dict[str, Any]:
    """From the first version forward and from the last one back; nothing of it is kept."""
    with transaction.atomic():
        versions = _versions()
        _links(versions)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        first, last = versions[0], versions[-1]
        figures = {
            "versions derived": len(derived_from(first)),
            "derived from": timed(lambda: derived_from(first)),
            "sources": len(sources_of(last)),
            "sources of": timed(lambda: sources_of(last)),
            "with steps": timed(lambda: steps_from([first.pk])),
            "a fact reaches them": _reaching(first),
        }
        transaction.set_rollback(True)
    return figures


def _reaching(first: DatasetVersion) -> dict[str, Any]:
    """Working out anew what all of them inherit from the first: once, as it writes every row."""
    spread({first.pk})
    source = Dataset.objects.create(name=f"Source {uuid.uuid4()}", team=first.dataset.team)
    source.facts = {"dataset_phi": {"v": True, "s": "person"}}
    source.save()
    version = DatasetVersion.objects.create(dataset=source, label="v1")
    LineageEdge.objects.create(
        kind="derived_from", parent_dataset=version, child_dataset=first, filed_by="bench"
    )
    begin = time.perf_counter()
    spread({first.pk})
    return {"seconds": round(time.perf_counter() - begin, 2), "runs": 1}


def _versions() -> list[DatasetVersion]:
    team, _ = Team.objects.get_or_create(name="Bench lineage")
    dataset = Dataset.objects.create(name=f"Lineage {uuid.uuid4()}", team=team)
    rows = [DatasetVersion(dataset=dataset, label=f"v{n}") for n in range(VERSIONS)]
    return DatasetVersion.objects.bulk_create(rows, batch_size=1000)


def _links(versions: list[DatasetVersion]) -> None:
    """Each version comes from the one before it or one near, so that the ways are long and many."""
    dice = random.Random(7)
    pairs = {(max(0, n - dice.randint(1, 3)), n) for n in range(1, VERSIONS)}
    while len(pairs) < LINKS:
        child = dice.randrange(NEAR, VERSIONS)
        pairs.add((child - dice.randint(1, NEAR), child))
    rows = [
        LineageEdge(
            kind="derived_from",
            parent_dataset=versions[parent],
            child_dataset=versions[child],
            filed_by="bench",
        )
        for parent, child in sorted(pairs)
    ]
    LineageEdge.objects.bulk_create(rows, batch_size=1000)
