"""Packs that were really made: the PDF engine runs, the signature is real."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from apps.assessments.models import Assessment
from apps.packs.models import Pack
from tests.cast import Cast, make_cast
from tests.factories.packs import close, draft, file_of, made


@pytest.fixture
def open_assessment(cast: Cast) -> Assessment:
    """A draft of Risk Models with one answer."""
    return draft(cast)


@pytest.fixture
def approved(cast: Cast, open_assessment: Assessment) -> Assessment:
    return close(cast, open_assessment)


@pytest.fixture
def final_pack(cast: Cast, approved: Assessment) -> Pack:
    return made(cast, approved)


@pytest.fixture
def final_pdf(cast: Cast, final_pack: Pack) -> bytes:
    return file_of(cast, final_pack)


def _once(blocker: DjangoDbBlocker, prepare: Callable[[Cast], Assessment]) -> bytes:
    """A file whose rows are taken back: for tests that look at the bytes alone."""
    with blocker.unblock(), transaction.atomic():
        cast = make_cast()
        pdf = file_of(cast, made(cast, prepare(cast)))
        transaction.set_rollback(True)
    return pdf


@pytest.fixture(scope="session")
def whole_pdf(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> bytes:
    """A final pack, made once for all tests that only read it."""
    return _once(django_db_blocker, lambda cast: close(cast, draft(cast)))


@pytest.fixture(scope="session")
def whole_draft(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> bytes:
    """A draft pack, made once for all tests that only read it."""
    return _once(django_db_blocker, draft)
