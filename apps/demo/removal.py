"""Taking the demo out again: its rows in the order that foreign keys ask for, and its files.

Everything is found from the roots (teams, evidence and organisation that are flagged as demo) by
following foreign keys backwards, so a table that comes later is taken along without a line here.
Only people are not followed: whatever real work names one of them stops the removal instead.
The trail and the catalogue stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models, transaction
from django.db.models import ProtectedError, RestrictedError

from apps.accounts.models import User
from apps.assessments.models import Answer
from apps.core import vault
from apps.core.errors import DomainError
from apps.evidence.models import Evidence
from apps.organizations.models import Organization, OrganizationRole, Team
from apps.organizations.services.people import sign_out_everywhere
from apps.trail.services import record

from .actions import REMOVED
from .players import COMMAND

Rows = dict[type[models.Model], set[Any]]
_FILES = ("stored_as", "cover_as")
_CHUNK = 500


def is_here() -> bool:
    """Whether some of the demo is in the database."""
    return Team.objects.filter(is_demo=True).exists() or User.objects.filter(is_demo=True).exists()


@transaction.atomic
def remove() -> int:
    """Delete the demo; returns the number of rows. Raises `DomainError` when real work names it."""
    rows: Rows = {}
    organizations = Organization.objects.filter(is_demo=True)
    _gather(rows, Team.objects.filter(is_demo=True))
    _gather(rows, Evidence.objects.filter(is_demo=True))
    if organizations.exists():
        _gather(rows, Answer.objects.filter(subject_key="organization"))
        _gather(rows, organizations)
    names = sorted(_files_of(rows))
    people = User.objects.filter(is_demo=True)
    for person in people:
        sign_out_everywhere(person)
    try:
        count = _delete(rows) + _delete_people(people)
    except (ProtectedError, RestrictedError) as error:
        raise DomainError(_in_the_way(error)) from None
    if count:
        ref = Team(name="Demo organisation").trail_ref()
        record(COMMAND, REMOVED, ref, {"rows": count})
    transaction.on_commit(lambda: _discard(names))
    return count


def _gather(rows: Rows, found: models.QuerySet[Any]) -> None:
    """Add these rows and, through foreign keys, everything that depends on them."""
    model = found.model
    fresh = set(found.order_by().values_list("pk", flat=True)) - rows.get(model, set())
    if not fresh:
        return
    rows.setdefault(model, set()).update(fresh)
    for field in _pointing_at(model):
        for chunk in _chunks(fresh):
            lookup = {f"{field.name}__in": chunk}
            _gather(rows, field.model._base_manager.filter(**lookup))


def _pointing_at(model: type[models.Model]) -> Iterator[Any]:
    """Foreign keys of other tables to this one; the tables between two ends of a many-to-many
    relation have theirs too."""
    for relation in model._meta.get_fields(include_hidden=True):
        is_backwards = relation.auto_created and not relation.concrete
        if is_backwards and (relation.one_to_many or relation.one_to_one):
            yield relation.field  # type: ignore[union-attr]  # a backwards key has one


def _delete(rows: Rows) -> int:
    """Children before parents; keys that close a circle are emptied first."""
    for model, pks in rows.items():
        for field in _nullable_links(model, rows):
            for chunk in _chunks(pks):
                model._base_manager.filter(pk__in=chunk).update(**{field.name: None})
    count = 0
    for model in _children_first(rows):
        for chunk in _in_order(model, rows):
            model._base_manager.filter(pk__in=chunk).delete()
        count += len(rows[model])
    return count


def _in_order(model: type[models.Model], rows: Rows) -> Iterator[list[Any]]:
    """Rows that name earlier ones of their own table go newest first, one at a time: a finished
    pack may be deleted but not changed, so its link cannot be emptied before."""
    if any(field.related_model is model for field in _links(model, rows)):
        return ([pk] for pk in sorted(rows[model], reverse=True))
    return _chunks(rows[model])


def _links(model: type[models.Model], rows: Rows) -> Iterator[models.ForeignKey[Any, Any]]:
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.related_model in rows:
            yield field


def _nullable_links(model: type[models.Model], rows: Rows) -> Iterator[models.ForeignKey[Any, Any]]:
    """Links that may be empty and whose other end links back: an answer and its newest revision."""
    for field in _links(model, rows):
        other: Any = field.related_model
        back = {link.related_model for link in _links(other, rows)}
        if field.null and other is not model and model in back:
            yield field


def _children_first(rows: Rows) -> list[type[models.Model]]:
    ordered: list[type[models.Model]] = []
    waiting = list(rows)
    while waiting:
        free = [model for model in waiting if not _is_parent(model, waiting, rows)]
        ordered += free or waiting[:1]
        waiting = [model for model in waiting if model not in ordered]
    return ordered


def _is_parent(
    model: type[models.Model], waiting: Iterable[type[models.Model]], rows: Rows
) -> bool:
    """Whether a row that is still there must point at one of this table."""
    return any(
        field.related_model is model
        for other in waiting
        if other is not model
        for field in _links(other, rows)
        if field not in set(_nullable_links(other, rows))
    )


def _delete_people(people: models.QuerySet[User]) -> int:
    OrganizationRole.objects.filter(user__in=people).delete()
    return sum(person.delete()[0] > 0 for person in people)


def _in_the_way(error: ProtectedError | RestrictedError) -> str:
    found = (
        error.protected_objects if isinstance(error, ProtectedError) else error.restricted_objects
    )
    names = sorted({f"{type(row)._meta.verbose_name} “{row}”" for row in found})[:3]
    return (
        f"The demo was not removed, because something real still names one of its people: "
        f"{'; '.join(names)}. Give it to somebody else and try again."
    )


def _files_of(rows: Rows) -> set[str]:
    """Names of files in the vault that go with these rows."""
    names: set[str] = set()
    for model, pks in rows.items():
        columns = [f.name for f in model._meta.concrete_fields if f.name in _FILES]
        for column in columns:
            for chunk in _chunks(pks):
                found = model._base_manager.filter(pk__in=chunk)
                names.update(found.values_list(column, flat=True))
    return names - {""}


def _discard(names: Iterable[str]) -> None:
    for name in names:
        vault.discard(name)


def _chunks(pks: Iterable[Any]) -> Iterator[list[Any]]:
    every = list(pks)
    for start in range(0, len(every), _CHUNK):
        yield every[start : start + _CHUNK]
