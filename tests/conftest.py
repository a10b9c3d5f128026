"""Fixtures that every test may use."""

from __future__ import annotations

import hypothesis
import pytest
import redis
from django.conf import settings
from django.core.cache import cache

from mlsecure.settings import base
from tests.cast import Cast, make_cast

# A busy machine is slow, not wrong: properties have no clock.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")

# What each test that may reach the database asks for, itself or through another fixture.
_DATABASE = {"db", "transactional_db", "django_db_setup"}


@pytest.hookimpl(tryfirst=True)  # before `-m` chooses by the markers
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what uses the database, so that nobody keeps a list of what to run on both.

    A test without the mark cannot reach it: pytest-django bars the way.
    """
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or fixtures & _DATABASE:
            item.add_marker("database")


@pytest.fixture(scope="session", autouse=True)
def _mails_are_jobs(django_test_environment: None) -> None:
    """Django's test runner puts its own backend first; ours is part of what is tested."""
    settings.EMAIL_BACKEND = base.EMAIL_BACKEND


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """What one test left in the cache would outlive its rolled-back rows.

    On Redis only this process's keys go: `clear()` would empty the whole database there, with the
    caches of the other processes and the queues of their workers.
    """
    prefix = settings.CACHES["default"].get("KEY_PREFIX")
    if prefix is None:
        cache.clear()
        return
    with redis.Redis.from_url(settings.CELERY_BROKER_URL) as server:
        if keys := list(server.scan_iter(match=f"{prefix}:*", count=1000)):
            server.delete(*keys)


@pytest.fixture
def cast(db: None) -> Cast:
    """The six people of the house tests, their two teams and the organisation."""
    return make_cast()
