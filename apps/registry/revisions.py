"""What every write of the registry shares: the lock, the checks, the revision, the trail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from apps.core import clock
from apps.core.access import Actor
from apps.core.errors import DomainError, StaleEdit
from apps.trail.services import record

from . import hooks
from .history.changes import Changes, State, changes_between
from .models import Dataset, Pipeline, RegisteredObject, TrainedModel
from .subjects import with_latest_model_version, with_latest_version

R = TypeVar("R", bound=RegisteredObject)

# What assessments never read; everything else in a state counts as a fact.
_NOT_FACTS = {"name", "purpose", "description", "team", "repository", "commit"}


def lock(obj: R, expected_version: int | None = None) -> R:
    """The row as it is now, held until the transaction ends; raises `StaleEdit`."""
    rows = type(obj).objects.select_related("team", "owner")
    held: R = rows.select_for_update(of=("self",)).get(pk=obj.pk)
    if expected_version is not None and held.lock_version != expected_version:
        raise StaleEdit(held.name, held.updated_by)
    return held


def clean(row: models.Model, whole: str = "") -> None:
    """`full_clean`, with the first fault as a `DomainError`; `whole` is the field that stands for
    faults of the row as a whole, such as a name that is taken."""
    try:
        row.full_clean()
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        where = whole if field == NON_FIELD_ERRORS else field
        raise DomainError(messages[0], code="invalid", field=where) from None


def tidy(text: str) -> str:
    """Text as it is kept: no blanks around it, one kind of line break."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def save_change(
    actor: Actor, obj: RegisteredObject, action: str, detail: Mapping[str, Any] | None = None
) -> Changes:
    """Save an edited row: next version, revision, trail, listeners. Returns what changed."""
    obj.lock_version += 1
    _stamp(actor, obj)
    clean(obj, whole="name")
    obj.save()
    return note_change(actor, obj, action, detail)


def touch(
    actor: Actor, obj: RegisteredObject, action: str, detail: Mapping[str, Any] | None = None
) -> Changes:
    """The same for what hangs on a row (versions, links): editors of the row do not collide."""
    _stamp(actor, obj)
    obj.save(update_fields=["updated_at", "updated_by"])
    return note_change(actor, obj, action, detail)


def _stamp(actor: Actor, obj: RegisteredObject) -> None:
    obj.updated_at, obj.updated_by = clock.now(), actor.label[:200]


def note_change(
    actor: Actor, obj: RegisteredObject, action: str, detail: Mapping[str, Any] | None = None
) -> Changes:
    """Write the revision and the trail, and tell who listens if facts changed."""
    last = obj.revisions.order_by("-number").first()
    state = state_of(obj)
    changes = changes_between(last.state, state) if last else {}
    _revise(actor, obj, action, last.number + 1 if last else 1, changes, state, detail)
    if not last or set(changes) - _NOT_FACTS:
        words = action.replace("_", " ")
        hooks.facts_changed(obj.kind, {obj.pk}, f"{obj.kind.capitalize()} {obj.name}: {words}")
    return changes


def note_creation(
    actor: Actor, obj: RegisteredObject, action: str, detail: Mapping[str, Any]
) -> None:
    """The same for a row that is new, without a question to the database: nothing hangs on it,
    and no assessment reads it yet."""
    hanging = _of_pipeline(obj, [], [], []) if isinstance(obj, Pipeline) else {"version": None}
    _revise(actor, obj, action, 1, {}, _own_state(obj) | hanging, detail)


def _revise(
    actor: Actor,
    obj: RegisteredObject,
    action: str,
    number: int,
    changes: Changes,
    state: State,
    detail: Mapping[str, Any] | None,
) -> None:
    obj.revisions.create(
        number=number, action=action, by=actor.label[:200], changes=changes, state=state
    )
    record(actor, f"registry.{obj.kind}.{action}", obj, {"changes": changes, **(detail or {})})


def state_of(obj: RegisteredObject) -> State:
    """The whole state of an object for its revision; what hangs on it included."""
    return _own_state(obj) | _hanging(obj)


def _own_state(obj: RegisteredObject) -> dict[str, Any]:
    return {
        "name": obj.name,
        "purpose": obj.purpose,
        "description": obj.description,
        "team": obj.team.name,
        "owner": str(obj.owner) if obj.owner else None,
        "status": obj.status,
        "retired_reason": obj.retired_reason,
        "facts": obj.facts,
    }


def _hanging(obj: RegisteredObject) -> dict[str, Any]:
    if isinstance(obj, Pipeline):
        return _of_pipeline(
            obj,
            list(obj.stages.values("kind", "facts")),
            sorted(obj.datasets.values_list("pk", flat=True)),
            sorted(obj.trained_models.values_list("pk", flat=True)),
        )
    return {
        "version": _dataset_version(obj.pk) if isinstance(obj, Dataset) else _model_version(obj.pk)
    }


def _of_pipeline(
    obj: Pipeline, stages: list[Any], datasets: list[int], models: list[int]
) -> dict[str, Any]:
    return {
        "repository": obj.repository,
        "commit": obj.commit,
        "stages": stages,
        "datasets": datasets,
        "models": models,
    }


def _dataset_version(pk: int) -> dict[str, Any] | None:
    row: Any = with_latest_version(Dataset.objects).get(pk=pk)
    if row.latest_label is None:
        return None
    return {
        "label": row.latest_label,
        "rows": row.latest_rows,
        "digest": row.latest_digest,
        "schema": bool(row.latest_has_schema),
    }


def _model_version(pk: int) -> dict[str, Any] | None:
    row: Any = with_latest_model_version(TrainedModel.objects).get(pk=pk)
    if row.latest_label is None:
        return None
    return {
        "label": row.latest_label,
        "digest": row.latest_digest,
        "trained_on": bool(row.latest_trained_on),
    }
