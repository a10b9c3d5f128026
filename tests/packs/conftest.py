"""Packs that were really made: the PDF engine runs, the signature is real.

Laying out a pack takes seconds. So one is made once, and its rows are put back for every test
that asks for it.
"""

from __future__ import annotations

import pytest
from pytest_django import DjangoDbBlocker

from apps.assessments.models import Assessment
from apps.packs.models import Pack
from tests.cast import Cast, find_cast, make_cast
from tests.factories.packs import close, draft, file_of, made
from tests.shared_rows import Rows, arranged_once, put_back


def _whole() -> bytes:
    cast = make_cast()
    return file_of(cast, made(cast, close(cast, draft(cast))))


def _draft() -> bytes:
    cast = make_cast()
    return file_of(cast, made(cast, draft(cast)))


@pytest.fixture(scope="session")
def made_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> tuple[Rows, bytes]:
    """The rows of an approved assessment with its final pack, and the file."""
    return arranged_once(django_db_blocker, _whole)


@pytest.fixture(scope="session")
def whole_pdf(made_once: tuple[Rows, bytes]) -> bytes:
    """A final pack, for tests that only read it."""
    return made_once[1]


@pytest.fixture(scope="session")
def whole_draft(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> bytes:
    """A draft pack, for tests that only read it."""
    return arranged_once(django_db_blocker, _draft)[1]


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None) -> Cast:
    """The cast, and with it the final pack where a test asks for one."""
    if "final_pack" not in request.fixturenames:
        return make_cast()
    put_back(request.getfixturevalue("made_once")[0])
    return find_cast()


@pytest.fixture
def open_assessment(cast: Cast) -> Assessment:
    """A draft of Risk Models with one answer."""
    return draft(cast)


@pytest.fixture
def approved(cast: Cast) -> Assessment:
    """One that Cora approved: that of the final pack where there is one."""
    return Assessment.objects.first() or close(cast, draft(cast))


@pytest.fixture
def final_pack(cast: Cast) -> Pack:
    return Pack.objects.select_related("assessment__pipeline", "snapshot").get()


@pytest.fixture
def final_pdf(cast: Cast, final_pack: Pack) -> bytes:
    return file_of(cast, final_pack)
