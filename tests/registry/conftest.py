"""What must hold after every test of the registry."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from apps.registry.models import Dataset, TrainedModel
from apps.registry.sensitivity import marks_from


def drifted() -> list[str]:
    """Names of the objects whose kept marks are not those that follow from their facts."""
    rows = [*Dataset.objects.all(), *TrainedModel.objects.all()]
    return [row.name for row in rows if row.marks != marks_from(row.kind, row.facts)]


@pytest.fixture(autouse=True)
def _marks_follow_facts(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever a test wrote, and however: kept marks are those that follow from the facts."""
    if "db" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("db")
    yield
    assert drifted() == []
