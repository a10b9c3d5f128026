"""The cast with one object of every kind, made once for all tests of a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoDbBlocker

from tests.architecture.samples import make_samples
from tests.cast import Cast, make_cast
from tests.shared_rows import shared_rows


@dataclass(frozen=True, slots=True)
class House:
    """`samples` names something of the team Risk Models for every kwarg of the URLconf."""

    cast: Cast
    samples: dict[str, Any]
    sessions: dict[str, str]

    def client(self, person: str) -> Client:
        """A browser of its own in which the person is signed in."""
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[person]
        return client


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[House]:
    """Of a file that asks much and changes nothing: its tests must not make the cast anew."""
    with shared_rows(django_db_blocker):
        cast = make_cast()
        samples = make_samples(cast)
        sessions = {
            name: str(cast.client(user).session.session_key) for name, user in cast.people().items()
        }
        yield House(cast, samples, sessions)
