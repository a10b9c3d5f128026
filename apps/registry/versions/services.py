"""Versions of datasets and models: recorded once, never changed."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from django.db import transaction

from apps.core.access import Actor, require
from apps.core.errors import DomainError
from apps.core.writing import once, plain_text, validated

from ..actions import VERSION_ADDED
from ..models import Dataset, DatasetVersion, ModelVersion, TrainedModel
from ..permissions import EDIT
from ..revisions import locked_object, save_attached_change

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
    dataset = locked_object(dataset)
    require(actor, EDIT, dataset)

    def add(ident: uuid.UUID) -> DatasetVersion:
        version = DatasetVersion(
            public_id=ident,
            dataset=dataset,
            label=plain_text(label),
            rows=rows,
            digest=digest.strip().lower(),
            schema=_columns(schema),
            note=plain_text(note),
            filed_by=actor.label[:200],
        )
        _save_new(actor, dataset, version)
        return version

    return once(dataset.versions, public_id, add)


def _save_new(
    actor: Actor, obj: Dataset | TrainedModel, version: DatasetVersion | ModelVersion
) -> None:
    validated(version, whole="label").save(force_insert=True)
    detail = {"version": version.label, "digest": version.digest}
    save_attached_change(actor, obj, VERSION_ADDED, detail)


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
    model = locked_object(model)
    require(actor, EDIT, model)

    def add(ident: uuid.UUID) -> ModelVersion:
        version = ModelVersion(
            public_id=ident,
            model=model,
            label=plain_text(label),
            digest=digest.strip().lower(),
            framework=plain_text(framework),
            released_on=released_on,
            note=plain_text(note),
            filed_by=actor.label[:200],
        )
        _save_new(actor, model, version)
        return version

    return once(model.versions, public_id, add)
