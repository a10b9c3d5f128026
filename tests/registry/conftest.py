"""What must hold after every test of the registry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from apps.registry.facts import inheritance
from apps.registry.facts.inheritance import Held
from apps.registry.lineage.derived import number_of
from apps.registry.models import Dataset, DatasetVersion, LineageEdge, ModelVersion, TrainedModel
from apps.registry.sensitivity import marks_from


def drifted() -> list[str]:
    """Names of the objects whose kept marks are not those that follow from facts and lineage."""
    rows = [*Dataset.objects.all(), *TrainedModel.objects.all()]
    return [row.name for row in rows if row.marks != marks_from(row.kind, row.facts, row.inherited)]


def inherited_wrongly() -> list[str]:
    """Versions that keep other items than those worked out anew from all facts and all links."""
    rows: list[Any] = [*DatasetVersion.objects.all(), *ModelVersion.objects.all()]
    versions = {number_of(row): row for row in rows}
    parents: dict[int, list[int]] = {}
    for edge in LineageEdge.objects.exclude(kind="validated_on"):
        parents.setdefault(number_of(edge.child), []).append(number_of(edge.parent))
    objects = {n: row.dataset if n > 0 else row.model for n, row in versions.items()}
    holders = {n: inheritance.holder(obj.kind, obj.facts) for n, obj in objects.items()}
    kept = {n: {k: Held(*v) for k, v in row.inherited.items()} for n, row in versions.items()}
    right = inheritance.flow(versions, parents, holders, {})
    return [str(row) for n, row in versions.items() if kept[n] != right[n]]


@pytest.fixture(autouse=True)
def _kept_beside_follows(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever a test wrote, and however: what is kept beside the facts follows from them."""
    if "db" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("db")
    yield
    assert drifted() == []
    assert inherited_wrongly() == []
