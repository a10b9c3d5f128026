"""No id and no object of another team gives anything to Mallory, whichever selector gets it."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from apps.core import clock
from apps.core.errors import NotVisible, Refused
from apps.evidence.models import Evidence
from apps.registry.models import Pipeline
from tests.architecture.conftest import House
from tests.architecture.selectors import WALKED, others, takes_an_id, told
from tests.cast import Cast

pytestmark = pytest.mark.django_db

# They take what another selector has resolved for this actor; its own test stands below.
RESOLVED = {
    "build_document",
    "build_manifest",
    "simulate",
    "graph_around",
    # Of a file that a person holds: tests/packs asks what a stranger learns by it.
    "find_pack",
    "known_here",
    # Home's own start: tests/home asks for another team's key.
    "reader_of",
}


def arguments(cast: Cast, samples: dict[str, Any]) -> dict[str, Any]:
    """A value of Risk Models for every name that a selector may ask for."""
    pipeline = Pipeline.objects.get(team=cast.risk_models)
    return {
        "pipeline": pipeline,
        "obj": pipeline.datasets.get(),
        "assessment": pipeline.assessments.get(),
        "evidence": Evidence.objects.get(team=cast.risk_models),
        "rows": Pipeline.objects.all(),
        "model": Pipeline,
        "kind": "pipeline",
        "text": pipeline.name,
        "number": 1,
        "page": None,
        "moment": clock.now(),
    }


def test_something_is_walked() -> None:
    assert len(WALKED) > 25
    assert set(WALKED) >= RESOLVED


@pytest.mark.parametrize("name", [name for name, found in WALKED.items() if takes_an_id(found)])
def test_no_id_of_another_team_opens_anything(house: House, name: str) -> None:
    cast, samples = house.cast, house.samples
    ids = {v for k, v in samples.items() if isinstance(v, uuid.UUID) and k != "user_id"}
    rest = arguments(cast, samples)
    wanted = [other for other in others(WALKED[name]) if other in rest]

    for public_id in ids:
        given = {other: rest.get(other, public_id) for other in others(WALKED[name])}
        with pytest.raises((NotVisible, Refused)):
            WALKED[name](cast.actor(cast.mallory), **given)
    assert len(ids) > 5
    assert set(others(WALKED[name])) - set(wanted)


@pytest.mark.parametrize(
    "name",
    [n for n, f in WALKED.items() if others(f) and not takes_an_id(f) and n not in RESOLVED],
)
def test_an_object_of_another_team_gives_nothing(house: House, name: str) -> None:
    """A name without a sample is a fault of `arguments`."""
    rest = arguments(house.cast, house.samples)
    given = {other: rest[other] for other in others(WALKED[name])}

    try:
        seen = WALKED[name](house.cast.actor(house.cast.mallory), **given)
    except (NotVisible, Refused):
        return
    assert str(rest["pipeline"].name) not in str(told(seen))
    assert str(rest["pipeline"].public_id) not in str(told(seen))
