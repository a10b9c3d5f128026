"""Rows that take long to arrange, made once for many tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

Rows = dict[str, list[tuple[Any, ...]]]
R = TypeVar("R")


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


def rows_of_all_tables() -> Rows:
    """Everything that the database holds, by table, as its driver reads it."""
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    rows: Rows = {}
    with connection.cursor() as cursor:
        for name in names:
            query = f"SELECT * FROM {connection.ops.quote_name(name)}"  # noqa: S608 - our tables
            cursor.execute(query)
            rows[name] = cursor.fetchall()
    return rows


def arranged_once(blocker: DjangoDbBlocker, arrange: Callable[[], R]) -> tuple[Rows, R]:
    """The rows that `arrange` makes, rolled back and kept for `put_back`, and its answer.

    For what some tests of a file need and others must not find.
    """
    with shared_rows(blocker):
        before = rows_of_all_tables()
        answer = arrange()
        after = rows_of_all_tables()
    return {name: [row for row in after[name] if row not in before[name]] for name in after}, answer


def put_back(rows: Rows) -> None:
    """Write rows as they were; foreign keys are checked at the end of a transaction, not here."""
    with connection.cursor() as cursor:
        for name, lines in rows.items():
            if lines:
                values = ", ".join(["%s"] * len(lines[0]))
                into = connection.ops.quote_name(name)
                insert = f"INSERT INTO {into} VALUES ({values})"  # noqa: S608 - our tables
                cursor.executemany(insert, lines)
