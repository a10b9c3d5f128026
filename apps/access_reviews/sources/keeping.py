"""Keeping what a load told: its rows wait in a table of their own, and count together.

What differs from the last load is written in portions, so that nobody else waits for hundreds of
thousands of rows. When all are there, one transaction makes entitlements of them, ends what is
gone and ends the job; a worker that dies before leaves the last list as it was.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models, transaction

from apps.core import clock

from ..models import Entitlement, Load, LoadRow, Source
from .entries import KEPT, Entry

PORTION = 5000
_CHUNK = 2000
# A newer last use is kept, and is no change of what was granted.
_SILENT = KEPT.index("last_used_at")
Held = dict[str, Entry]


@dataclass(slots=True)
class Changes:
    """How a list differs from the one before: keys of what is new, was granted otherwise, was
    used since, and primary keys of what is gone."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    used: list[str] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)

    @property
    def to_write(self) -> list[str]:
        return [*self.new, *self.changed, *self.used]


def compare(source: Source, held: Held) -> Changes:
    """How this list differs from what is there."""
    found = Changes()
    there: set[str] = set()
    rows = Entitlement.objects.filter(source=source, gone_at=None).order_by()
    for pk, key, *before in rows.values_list("pk", "key", *_columns()).iterator(_CHUNK):
        entry = held.get(key)
        if entry is None:
            found.gone.append(pk)
            continue
        there.add(key)
        now = entry.values()
        if _granted(before) != _granted(now):
            found.changed.append(key)
        elif before[_SILENT] != now[_SILENT]:
            found.used.append(key)
    found.new = [key for key in held if key not in there]
    return found


def _granted(values: Sequence[Any]) -> tuple[Any, ...]:
    return (*values[:_SILENT], *values[_SILENT + 1 :])


def _columns() -> tuple[str, ...]:
    """Database names of what is kept, in the order of `KEPT`."""
    fields: list[Any] = [LoadRow._meta.get_field(name) for name in KEPT]
    return tuple(row.column for row in fields)


# ---- Portions -----------------------------------------------------------------------------------
def stage(job: Load, held: Held, keys: Sequence[str], told: Callable[[int], None]) -> None:
    """Write these entries where they count for nothing yet; `told` hears how many are there."""
    statement = _insert_statement()
    prepared = _preparers()
    for start in range(0, len(keys), PORTION):
        told(start)
        rows = [
            _prepared(job.pk, key, held[key], prepared) for key in keys[start : start + PORTION]
        ]
        with transaction.atomic(), connection.cursor() as cursor:
            _write(cursor, statement, rows)


def _write(cursor: Any, statement: str, rows: Iterable[Sequence[Any]]) -> None:
    """PostgreSQL takes a stream of rows, several times as fast as a statement for each."""
    if connection.vendor != "postgresql":
        cursor.executemany(statement, rows)
        return
    with cursor.copy(f"COPY {_table(LoadRow)} ({_names()}) FROM STDIN") as stream:
        for row in rows:
            stream.write_row(row)


def _names() -> str:
    return _quoted(["load_id", "key", *_columns()])


def _insert_statement() -> str:
    marks = ", ".join(["%s"] * (len(KEPT) + 2))
    return f"INSERT INTO {_table(LoadRow)} ({_names()}) VALUES ({marks})"  # noqa: S608 - own names


def _preparers() -> list[tuple[int, Callable[[Any], Any]]]:
    """Places of dates among `KEPT`, with what makes each a value of this database."""
    ops = connection.ops
    adapt = {
        models.DateTimeField: ops.adapt_datetimefield_value,
        models.DateField: ops.adapt_datefield_value,
    }
    kinds = ((place, type(LoadRow._meta.get_field(name))) for place, name in enumerate(KEPT))
    return [(place, adapt[kind]) for place, kind in kinds if kind in adapt]


def _prepared(
    load: int, key: str, entry: Entry, prepared: Iterable[tuple[int, Callable[[Any], Any]]]
) -> list[Any]:
    values = list(entry.values())
    for place, adapt in prepared:
        values[place] = adapt(values[place])
    return [load, key, *values]


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(map(connection.ops.quote_name, names))


# ---- All at once --------------------------------------------------------------------------------
def put_in_place(job: Load, changes: Changes, now: dt.datetime | None = None) -> None:
    """Make entitlements of what waits and end what is gone, in the caller's transaction."""
    moment = now or clock.now()
    with connection.cursor() as cursor:
        cursor.execute(_merge_statement(), [job.source_id, job.pk, job.pk, job.pk])
    for pks in _chunks(changes.gone):
        Entitlement.objects.filter(pk__in=pks).update(gone_at=moment)
    still = Entitlement.objects.filter(source_id=job.source_id, gone_at=None)
    still.exclude(last_seen=job).update(last_seen=job)
    LoadRow.objects.filter(load=job).delete()


def _merge_statement() -> str:
    """What came back keeps when it was first seen. Both databases speak this sentence."""
    kept = ["key", *_columns()]
    names = _quoted(["source_id", "first_seen_id", "last_seen_id", "gone_at", *kept])
    taken = ["last_seen_id", "gone_at", *_columns()]
    quoted = map(connection.ops.quote_name, taken)
    updates = ", ".join(f"{name} = excluded.{name}" for name in quoted)
    return (
        f"INSERT INTO {_table(Entitlement)} ({names}) "  # noqa: S608 - own names
        f"SELECT %s, %s, %s, NULL, {_quoted(kept)} FROM {_table(LoadRow)} WHERE load_id = %s "
        f"ON CONFLICT (source_id, key) DO UPDATE SET {updates}"
    )


def throw_away(source: Source) -> None:
    """What workers that died left behind."""
    LoadRow.objects.filter(load__source=source).delete()


def _chunks(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), _CHUNK):
        yield keys[start : start + _CHUNK]
