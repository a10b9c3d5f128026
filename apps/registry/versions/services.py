"""Versions of datasets and models: recorded once, never changed."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from django.db import transaction

from apps.core.access import Actor, require
from apps.core.errors import DomainError

from ..models import Dataset, DatasetVersion, ModelVersion, TrainedModel
from ..permissions import EDIT
from ..revisions import clean, lock, tidy, touch

MOST_COLUMNS = 2000


@transaction.atomic
def add_dataset_version(
    *,
    actor: Actor,
    dataset: Dataset,
    label: str,
    rows: int | None = None,
    digest: str = "",
    schema: Sequence[Mapping[str, str]] = (),
    note: str = "",
    public_id: uuid.UUID | None = None,
) -> DatasetVersion:
    """Record a version. `digest` is the SHA-256 of the file; `schema` lists {"name", "type"}.

    A second call with the same `public_id` returns the row of the first.
    """
    held = lock(dataset)
    require(actor, EDIT, held)
    earlier = held.versions.filter(public_id=public_id).first() if public_id else None
    if earlier is not None:
        return earlier
    version = DatasetVersion(
        public_id=public_id or uuid.uuid4(),
        dataset=held,
        label=tidy(label),
        rows=rows,
        digest=digest.strip().lower(),
        schema=_columns(schema),
        note=tidy(note),
        filed_by=actor.label[:200],
    )
    clean(version, whole="label")
    version.save()
    touch(actor, held, "version_added", {"version": version.label, "digest": version.digest})
    return version


def _columns(schema: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Name and type of each column; names are unique and one line."""
    if len(schema) > MOST_COLUMNS:
        raise DomainError(f"List at most {MOST_COLUMNS:,} columns.", field="schema")
    columns: list[dict[str, str]] = []
    seen: set[str] = set()
    for number, column in enumerate(schema, start=1):
        name, kind = str(column.get("name", "")).strip(), str(column.get("type", "")).strip()
        if not name or len(name) > 200 or len(kind) > 60 or not (name + kind).isprintable():
            raise DomainError(f"Column {number}: write a name, then its type.", field="schema")
        if name in seen:
            raise DomainError(f"Column {number}: {name} is listed twice.", field="schema")
        seen.add(name)
        columns.append({"name": name, "type": kind})
    return columns


@transaction.atomic
def add_model_version(
    *,
    actor: Actor,
    model: TrainedModel,
    label: str,
    digest: str = "",
    framework: str = "",
    released_on: dt.date | None = None,
    note: str = "",
    public_id: uuid.UUID | None = None,
) -> ModelVersion:
    """Record a version. `digest` is the SHA-256 of the artefact.

    A second call with the same `public_id` returns the row of the first.
    """
    held = lock(model)
    require(actor, EDIT, held)
    earlier = held.versions.filter(public_id=public_id).first() if public_id else None
    if earlier is not None:
        return earlier
    version = ModelVersion(
        public_id=public_id or uuid.uuid4(),
        model=held,
        label=tidy(label),
        digest=digest.strip().lower(),
        framework=tidy(framework),
        released_on=released_on,
        note=tidy(note),
        filed_by=actor.label[:200],
    )
    clean(version, whole="label")
    version.save()
    touch(actor, held, "version_added", {"version": version.label, "digest": version.digest})
    return version
