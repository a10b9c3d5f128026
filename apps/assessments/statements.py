"""Statements that are compiled once: for a page asked for at every step, that is most of a read."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import QuerySet

Build = Callable[[int], "QuerySet[Any, Any]"]

_ANY_KEY = -1
"""Stands for the key in a compiled statement; no row has it."""


def rows_about(build: Build, key: int) -> list[tuple[Any, ...]]:
    """The rows of `build(key)`, as the database gives them: JSON is text on every database.

    `build` must name the key nowhere but in conditions.
    """
    sql, params = _compiled(build, connection.vendor)
    given = [key if param == _ANY_KEY else param for param in params]
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


@functools.cache
def _compiled(build: Build, vendor: str) -> tuple[str, tuple[Any, ...]]:
    sql, params = build(_ANY_KEY).query.sql_with_params()
    return sql, tuple(params)
