"""What every write of the registry shares: the lock, the revision, the trail, who is told."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from apps.core.access import Actor
from apps.core.writing import locked, next_version, sign, validated
from apps.trail.services import record

from . import hooks
from .actions import Act
from .history.changes import Changes, State, changes_between
from .kinds import KINDS, Particulars
from .models import Dataset, Marked, Pipeline, RegisteredObject, TrainedModel
from .subjects import with_latest_model_version, with_latest_version

R = TypeVar("R", bound=RegisteredObject)

# What assessments never read; everything else in a state counts as a fact.
_NOT_FACTS = {field.name for field in dataclasses.fields(Particulars)} - {"owner"}


def locked_object(obj: R, expected_version: int | None = None) -> R:
    """The object as it is now with team and owner, held until the transaction ends; raises
    `StaleEdit`."""
    return locked(obj, expected_version, related=("team", "owner"))


def save_edit(
    actor: Actor, obj: RegisteredObject, act: Act, detail: Mapping[str, Any] | None = None
) -> Changes:
    """Save an object that was edited itself: checked, under the next version, so that whoever
    edits it at the same time is told; recorded like every change. Returns what changed."""
    next_version(actor, obj)
    validated(obj, whole="name").save()
    return record_change(actor, obj, act, detail)


def save_attached_change(
    actor: Actor, obj: RegisteredObject, act: Act, detail: Mapping[str, Any] | None = None
) -> Changes:
    """Save that something was added to an object or taken off it (a version, a stage, a link, a
    share): its version stays, because that is in nobody's way who edits the object."""
    sign(actor, obj)
    obj.save(update_fields=["updated_at", "updated_by"])
    return record_change(actor, obj, act, detail)


def record_change(
    actor: Actor, obj: RegisteredObject, act: Act, detail: Mapping[str, Any] | None = None
) -> Changes:
    """Write the revision and the trail of a change that is saved, and tell who listens if facts
    changed. The two above end with it."""
    last, changes = _record(actor, obj, act, detail)
    if not last or set(changes) - _NOT_FACTS:
        hooks.facts_changed(obj.kind, {obj.pk}, f"{act.words.capitalize()} {obj.kind} {obj.name}")
    return changes


def record_consequences(
    actor: Actor, objects: Sequence[RegisteredObject], act: Act, reason: str
) -> None:
    """Write revision and trail of each of these objects of one kind, whose facts a change elsewhere
    changed, and tell who listens once of all of them."""
    for obj in objects:
        _record(actor, obj, act, None)
    if objects:
        hooks.facts_changed(objects[0].kind, {obj.pk for obj in objects}, reason)


def _record(
    actor: Actor, obj: RegisteredObject, act: Act, detail: Mapping[str, Any] | None
) -> tuple[Any, Changes]:
    """The revision before, and what changed since."""
    last = obj.revisions.order_by("-number").first()
    state = state_of(obj)
    changes = changes_between(last.state, state) if last else {}
    _add_revision(actor, obj, act, last.number + 1 if last else 1, changes, state, detail)
    return last, changes


def record_creation(
    actor: Actor, obj: RegisteredObject, act: Act, detail: Mapping[str, Any]
) -> None:
    """Write the first revision and the trail of a new object, without a question to the database:
    nothing is attached to it, and no assessment reads it yet."""
    attached = _of_pipeline([], [], []) if isinstance(obj, Pipeline) else {"version": None}
    _add_revision(actor, obj, act, 1, {}, _own_state(obj) | attached, detail)


def _add_revision(
    actor: Actor,
    obj: RegisteredObject,
    act: Act,
    number: int,
    changes: Changes,
    state: State,
    detail: Mapping[str, Any] | None,
) -> None:
    obj.revisions.create(
        number=number, action=act.name, by=actor.label[:200], changes=changes, state=state
    )
    record(actor, act.on[obj.kind], obj, {"changes": changes, **(detail or {})})


def state_of(obj: RegisteredObject) -> State:
    """The whole state of an object for its revision; what is attached to it included."""
    return _own_state(obj) | _attached(obj)


def _own_state(obj: RegisteredObject) -> dict[str, Any]:
    """What people typed, rows of others by their name, and what the registry keeps beside it."""
    typed = KINDS[obj.kind].particulars_of(obj)
    named = {"team": obj.team.name, "owner": str(obj.owner) if obj.owner else None}
    kept = {"status": obj.status, "retired_reason": obj.retired_reason, "facts": obj.facts}
    if isinstance(obj, Marked):
        kept["inherited"] = {item: held[-1] for item, held in obj.inherited.items()}
    return typed | named | kept


def _attached(obj: RegisteredObject) -> dict[str, Any]:
    if isinstance(obj, Pipeline):
        return _of_pipeline(
            list(obj.stages.values("kind", "facts")),
            sorted(obj.datasets.values_list("pk", flat=True)),
            sorted(obj.trained_models.values_list("pk", flat=True)),
        )
    return {
        "version": _dataset_version(obj.pk) if isinstance(obj, Dataset) else _model_version(obj.pk)
    }


def _of_pipeline(stages: list[Any], datasets: list[int], models: list[int]) -> dict[str, Any]:
    return {"stages": stages, "datasets": datasets, "models": models}


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
