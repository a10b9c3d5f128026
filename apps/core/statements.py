"""Queries whose SQL is compiled once: the only place for it, and only where an ADR has measured it.

To build a query costs Python more than the database takes to answer it. For a read that every
step of a questionnaire makes, the difference is most of the read (docs/adr/0019).
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import QuerySet

Build = Callable[[int], "QuerySet[Any, Any]"]
Rows = Callable[[int], list[tuple[Any, ...]]]

_ANY_KEY = -1
"""Stands for the key in a compiled statement; no row has it."""


def compiled(build: Build) -> Rows:
    """Decorator of a function from a key to a `values_list`: the rows, from SQL kept as compiled.

    `build` names the key nowhere but in conditions, and nothing else that varies. Values come as
    the database gives them: JSON as text, an id of a row as text or UUID, a truth as 0 or 1.
    """

    @functools.wraps(build)
    def rows(key: int) -> list[tuple[Any, ...]]:
        sql, params = _statement(build, connection.vendor)
        given = [key if value == _ANY_KEY else value for value in params]
        with connection.cursor() as cursor:
            cursor.execute(sql, given)
            fetched: list[tuple[Any, ...]] = cursor.fetchall()
        return fetched

    return rows


@functools.cache
def _statement(build: Build, vendor: str) -> tuple[str, tuple[Any, ...]]:
    sql, params = build(_ANY_KEY).query.sql_with_params()
    return sql, tuple(params)
