"""Every address as every member of the cast: what they get is written down and compared.

`MLSECURE_RECORD=1 pytest tests/architecture/test_permission_matrix.py` writes tests/<app>/
permissions.json anew; read the difference before committing it.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.urls import URLPattern

from tests.architecture.addresses import address, named
from tests.architecture.conftest import House
from tests.architecture.pins import PERMISSIONS, RECORDING, read_pins, write_pins
from tests.architecture.samples import by_app

pytestmark = pytest.mark.django_db

Row = dict[str, str]

WRITTEN: dict[str, Row] = read_pins(PERMISSIONS)
KEYS = {f"{name} {pattern.pattern}": (name, pattern) for name, pattern in named()}
OURS = {key for samples in by_app().values() for key in samples.of_a_team}


@pytest.fixture(scope="module")
def table() -> Iterator[dict[str, Row]]:
    """What this run has seen; written when that is wanted."""
    seen: dict[str, Row] = {}
    yield seen
    write_pins(PERMISSIONS, seen)


def ask(house: House, person: str, path: str) -> str:
    """Status of GET, or of an empty POST where only that is allowed; nothing of it stays."""
    client = house.client(person)
    with transaction.atomic():
        status = client.get(path).status_code
        told = str(status)
        if status == 405:
            told = f"POST {client.post(path).status_code}"
        transaction.set_rollback(True)
    return told


@pytest.mark.parametrize("key", KEYS)
def test_an_address_answers_every_role_as_written(
    house: House, table: dict[str, Row], key: str
) -> None:
    path = address(*KEYS[key], house.samples)

    table[key] = {person: ask(house, person, path) for person in house.cast.people()}

    assert RECORDING or table[key] == WRITTEN.get(key)


def test_no_address_is_written_that_is_gone() -> None:
    assert RECORDING or WRITTEN.keys() <= KEYS.keys()


def names_ours(entry: tuple[str, URLPattern]) -> bool:
    return bool(OURS & set(entry[1].pattern.converters))


@pytest.mark.parametrize("key", [key for key, entry in KEYS.items() if names_ours(entry)])
def test_mallory_sees_nothing_of_the_other_team(house: House, key: str) -> None:
    """Whatever names an object of Risk Models answers 404 to Mallory, or 403 by role alone."""
    told = ask(house, "mallory", address(*KEYS[key], house.samples))

    assert told in {"404", "403", "POST 404", "POST 403"}
