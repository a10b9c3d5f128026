"""The real catalogue and the real demo, made once for this folder and rolled back after it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from apps.accounts.models import User
from apps.core.access import Actor
from apps.organizations.actors import actor_for
from tests.shared_rows import shared_rows


@pytest.fixture(scope="package")
def seeded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """`seed_demo` on an empty installation. Each test works in a savepoint of its own."""
    with shared_rows(django_db_blocker):
        call_command("load_catalogue", verbosity=0)
        call_command("seed_demo", verbosity=0)
        yield
    (Path(settings.KEYS_DIR) / "demo-password").unlink(missing_ok=True)


@pytest.fixture
def demo(seeded: None, db: None) -> None:
    """The demo organisation, as `make run` leaves it."""


def person(name: str) -> User:
    return User.objects.get(email=f"{name}@example.org")


def actor(name: str) -> Actor:
    return actor_for(person(name))
