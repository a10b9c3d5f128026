"""Deleting rows with all that depends on them, in an order that foreign keys allow, planned first.

`plan_disposal` is the dry run: what would go, how many of each table, which files of the vault, and
what stands in the way. `dispose` does what a plan says. Tables are found by following foreign keys
backwards, so one that comes later is taken along without a line here.

What the database keeps for ever (the trail, a finished pack against changes) is respected: such
rows are never changed first, and a refusal takes everything back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.db.models import ProtectedError, RestrictedError

from . import vault
from .errors import DomainError

Table = type[models.Model]
Rows = dict[Table, set[Any]]
# Columns that hold the name of a file in the vault, whatever the table.
VAULT_COLUMNS = ("stored_as", "cover_as")
_CHUNK = 500
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be deleted. `blockers` name rows that stay and need one of those that would go."""

    rows: Mapping[Table, frozenset[Any]]
    blockers: tuple[str, ...] = ()
    files: frozenset[str] = frozenset()

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each table, by its plural name."""
        named = (
            (str(table._meta.verbose_name_plural), len(pks)) for table, pks in self.rows.items()
        )
        return dict(sorted(named))

    @property
    def total(self) -> int:
        return sum(map(len, self.rows.values()))


@dataclass(slots=True)
class _Walk:
    """The rows that were reached so far."""

    rows: Rows = field(default_factory=dict)
    blockers: set[str] = field(default_factory=set)


def plan_disposal(
    *roots: models.QuerySet[Any], if_unused: Sequence[models.QuerySet[Any]] = ()
) -> Plan:
    """What goes with `roots`: every row that names one of them, and what names those.

    Rows of `if_unused` go too, with what is theirs alone (keys that cascade); whatever else must
    name one of them and stays is a blocker. A key that may be emptied takes nothing along.
    """
    walk = _Walk()
    for chosen in roots:
        _gather(walk, chosen, _takes_along)
    of_roots = set(walk.rows)
    for chosen in if_unused:
        _gather(walk, chosen, _cascades)
    for table in {*walk.rows} - of_roots | {chosen.model for chosen in if_unused}:
        _look_for_blockers(walk, table)
    return Plan(
        rows={table: frozenset(pks) for table, pks in walk.rows.items()},
        blockers=tuple(sorted(walk.blockers)),
        files=frozenset(_files_of(walk.rows)),
    )


@transaction.atomic
def dispose(plan: Plan) -> int:
    """Delete what the plan names and return how many rows; its files go after the commit.

    Raises `DomainError`, and deletes nothing, when something stands in the way.
    """
    if plan.blockers:
        names = "; ".join(plan.blockers[:_NAMED])
        raise DomainError(f"Nothing was deleted, because it is still needed: {names}.", "in_use")
    try:
        _delete({table: set(pks) for table, pks in plan.rows.items()})
    except (ProtectedError, RestrictedError):
        raise DomainError(
            "Nothing was deleted, because something was added meanwhile that needs it. Look again "
            "at what would go.",
            "in_use",
        ) from None
    transaction.on_commit(lambda: _discard(plan.files))
    return plan.total


# ---- What depends on what -----------------------------------------------------------------------
def _takes_along(key: Any) -> bool:
    """Whether a row goes with the one that its key names: unless the key is emptied instead."""
    return key.remote_field.on_delete not in (models.SET_NULL, models.SET_DEFAULT)


def _cascades(key: Any) -> bool:
    return bool(key.remote_field.on_delete is models.CASCADE)


def _gather(walk: _Walk, chosen: models.QuerySet[Any], follows: Callable[[Any], bool]) -> None:
    """Add these rows and, through the foreign keys that it follows, what depends on them."""
    table = chosen.model
    fresh = set(chosen.order_by().values_list("pk", flat=True)) - walk.rows.get(table, set())
    if not fresh:
        return
    walk.rows.setdefault(table, set()).update(fresh)
    for key in _pointing_at(table):
        if follows(key):
            for chunk in _chunks(fresh):
                lookup = {f"{key.name}__in": chunk}
                _gather(walk, key.model._base_manager.filter(**lookup), follows)


def _look_for_blockers(walk: _Walk, table: Table) -> None:
    """Rows that stay and must name one of this table that would go."""
    for key in _pointing_at(table):
        if key.remote_field.on_delete not in (models.PROTECT, models.RESTRICT):
            continue
        going = walk.rows.get(key.model, set())
        for chunk in _chunks(walk.rows.get(table, set())):
            naming = key.model._base_manager.filter(**{f"{key.name}__in": chunk})
            for row in naming:
                if row.pk not in going:
                    walk.blockers.add(f"{key.model._meta.verbose_name} “{row}”")


def _pointing_at(table: Table) -> Iterator[Any]:
    """Foreign keys of other tables to this one; the tables between two ends of a many-to-many
    relation have theirs too."""
    for relation in table._meta.get_fields(include_hidden=True):
        is_backwards = relation.auto_created and not relation.concrete
        if is_backwards and (relation.one_to_many or relation.one_to_one):
            yield relation.field  # type: ignore[union-attr]  # a backwards key has one


# ---- In which order -----------------------------------------------------------------------------
def _delete(rows: Rows) -> None:
    """Children before parents; keys that close a circle are emptied first."""
    for table, pks in rows.items():
        for key in _emptied_first(table, rows):
            for chunk in _chunks(pks):
                table._base_manager.filter(pk__in=chunk).update(**{key.name: None})
    for table in _children_first(rows):
        for chunk in _in_order(table, rows):
            table._base_manager.filter(pk__in=chunk).delete()


def _in_order(table: Table, rows: Rows) -> Iterator[list[Any]]:
    """Rows that name earlier ones of their own table go newest first, one at a time: a finished
    pack may be deleted but not changed, so its link cannot be emptied before."""
    if any(key.related_model is table for key in _links(table, rows)):
        return ([pk] for pk in sorted(rows[table], reverse=True))
    return _chunks(rows[table])


def _links(table: Table, rows: Rows) -> Iterator[models.ForeignKey[Any, Any]]:
    for key in table._meta.concrete_fields:
        if isinstance(key, models.ForeignKey) and key.related_model in rows:
            yield key


def _emptied_first(table: Table, rows: Rows) -> Iterator[models.ForeignKey[Any, Any]]:
    """Links that may be empty and whose other end links back: an answer and its newest revision."""
    for key in _links(table, rows):
        other: Any = key.related_model
        back = {link.related_model for link in _links(other, rows)}
        if key.null and other is not table and table in back:
            yield key


def _children_first(rows: Rows) -> list[Table]:
    ordered: list[Table] = []
    waiting = list(rows)
    while waiting:
        free = [table for table in waiting if not _is_parent(table, waiting, rows)]
        ordered += free or waiting[:1]
        waiting = [table for table in waiting if table not in ordered]
    return ordered


def _is_parent(table: Table, waiting: Iterable[Table], rows: Rows) -> bool:
    """Whether a row that is still there must point at one of this table."""
    return any(
        key.related_model is table
        for other in waiting
        if other is not table
        for key in _links(other, rows)
        if key not in set(_emptied_first(other, rows))
    )


# ---- Files --------------------------------------------------------------------------------------
def _files_of(rows: Rows) -> set[str]:
    """Names of files in the vault that go with these rows."""
    names: set[str] = set()
    for table, pks in rows.items():
        columns = [key.name for key in table._meta.concrete_fields if key.name in VAULT_COLUMNS]
        for column in columns:
            for chunk in _chunks(pks):
                linked = table._base_manager.filter(pk__in=chunk)
                names.update(linked.values_list(column, flat=True))
    return names - {""}


def _discard(names: Iterable[str]) -> None:
    for name in sorted(names):
        vault.discard(name)


def _chunks(pks: Iterable[Any]) -> Iterator[list[Any]]:
    every = list(pks)
    for start in range(0, len(every), _CHUNK):
        yield every[start : start + _CHUNK]
