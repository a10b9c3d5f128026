"""Rows that take long to arrange, made once for many tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from pytest_django import DjangoDbBlocker


@contextmanager
def shared_rows(blocker: DjangoDbBlocker) -> Iterator[None]:
    """What is written within is there until the block ends, then it is rolled back.

    For fixtures of a wider scope than one test. Each test works in a savepoint of its own, so
    that it sees the rows as they were made whatever the tests before it did. No test within may
    make the cast anew.
    """
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
