"""No id and no object of another team gives anything to Mallory, whichever selector gets it."""

from __future__ import annotations

import uuid

import pytest

from apps.core.errors import NotVisible, Refused
from tests.architecture.conftest import House
from tests.architecture.samples import Values, arguments, by_app
from tests.architecture.selectors import WALKED, ids_of, others, told

pytestmark = pytest.mark.django_db

RESOLVED = {f"{app}.{name}" for app, samples in by_app().items() for name in samples.resolved}


def rest_of(house: House, name: str) -> Values:
    """A value of Risk Models for every name that this selector may ask for."""
    return arguments(name.partition(".")[0], house.cast, house.samples)


def test_something_is_walked() -> None:
    assert len(WALKED) > 25
    assert set(WALKED) >= RESOLVED


@pytest.mark.parametrize("name", [name for name, found in WALKED.items() if ids_of(found)])
def test_no_id_of_another_team_opens_anything(house: House, name: str) -> None:
    cast, samples = house.cast, house.samples
    ids = {v for k, v in samples.items() if isinstance(v, uuid.UUID) and k != "user_id"}
    rest = {k: v for k, v in rest_of(house, name).items() if k not in ids_of(WALKED[name])}

    for public_id in ids:
        given = {other: rest.get(other, public_id) for other in others(WALKED[name])}
        with pytest.raises((NotVisible, Refused)):
            WALKED[name](cast.actor(cast.mallory), **given)
    assert len(ids) > 5


@pytest.mark.parametrize(
    "name",
    [n for n, f in WALKED.items() if others(f) and not ids_of(f) and n not in RESOLVED],
)
def test_an_object_of_another_team_gives_nothing(house: House, name: str) -> None:
    """A name without a sample is a fault of tests/<app>/samples.py."""
    rest = rest_of(house, name)
    given = {other: rest[other] for other in others(WALKED[name])}

    try:
        seen = WALKED[name](house.cast.actor(house.cast.mallory), **given)
    except (NotVisible, Refused):
        return
    assert str(rest["pipeline"].name) not in str(told(seen))
    assert str(rest["pipeline"].public_id) not in str(told(seen))
