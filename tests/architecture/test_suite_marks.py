"""Which tests run on PostgreSQL as well is decided by what they take, not by a list."""

from __future__ import annotations

import pytest

from tests.cast import Cast


def marked(request: pytest.FixtureRequest) -> bool:
    return request.node.get_closest_marker("database") is not None


def test_a_test_without_the_database_runs_once(request: pytest.FixtureRequest) -> None:
    assert not marked(request)


@pytest.mark.django_db
def test_the_mark_of_the_database_is_enough(request: pytest.FixtureRequest) -> None:
    assert marked(request)


def test_so_is_a_fixture_that_uses_it(request: pytest.FixtureRequest, cast: Cast) -> None:
    assert marked(request)


def test_a_file_made_in_the_database_counts(
    request: pytest.FixtureRequest, django_db_setup: None
) -> None:
    assert marked(request)
