"""Registering, changing, retiring and reinstating pipelines, datasets and models."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import transaction

from apps.core import clock
from apps.core.access import Actor, require
from apps.core.errors import DomainError
from apps.core.facts import FactSource
from apps.core.writing import once, plain_text, sign, validated

from ..actions import CREATED, EDITED, REINSTATED, RETIRED, Act
from ..facts.services import apply_facts
from ..kinds import Particulars
from ..models import Pipeline, RegisteredObject, Status
from ..permissions import CREATE, EDIT, MOVE, REINSTATE, RETIRE
from ..revisions import locked_object, record_creation, save_edit
from .selectors import possible_owners, visible

R = TypeVar("R", bound=RegisteredObject)


@transaction.atomic
def create_object(
    *,
    actor: Actor,
    model: type[R],
    particulars: Particulars,
    facts: Mapping[str, Any] | None = None,
    source: FactSource = FactSource.PERSON,
    public_id: uuid.UUID | None = None,
) -> R:
    """Register a pipeline, dataset or model; `facts` are raw values, absent ones unknown.

    A second call with the same `public_id` returns the row of the first.
    """
    require(actor, CREATE, particulars.team)

    def create(ident: uuid.UUID) -> R:
        obj = model(team=particulars.team, public_id=ident)
        _apply(actor, obj, particulars)
        apply_facts(actor, obj, facts or {}, source)
        sign(actor, obj)
        validated(obj, whole="name").save(force_insert=True)
        record_creation(actor, obj, CREATED, {"source": source.value})
        return obj

    return once(visible(actor, model), public_id, create)


def _apply(actor: Actor, obj: RegisteredObject, particulars: Particulars) -> None:
    obj.name, obj.purpose = plain_text(particulars.name), plain_text(particulars.purpose)
    obj.description = plain_text(particulars.description)
    _set_owner(obj, particulars)
    if isinstance(obj, Pipeline):
        obj.repository = plain_text(particulars.repository)
        obj.commit = plain_text(particulars.commit).lower()


def _set_owner(obj: RegisteredObject, particulars: Particulars) -> None:
    """An owner is somebody of the team; one who stays owner need not be asked about again."""
    owner = particulars.owner
    kept = obj.owner_id == (owner.pk if owner else None) and obj.team_id == particulars.team.pk
    if owner and not kept and owner not in possible_owners(particulars.team.pk):
        raise DomainError(f"Choose an owner in {particulars.team}.", field="owner")
    obj.team, obj.owner = particulars.team, owner


@transaction.atomic
def edit_object(*, actor: Actor, obj: R, particulars: Particulars, expected_version: int) -> R:
    """Change what people type about an object. Another team needs rights in both teams."""
    obj = locked_object(obj, expected_version)
    require(actor, EDIT, obj)
    if particulars.team.pk != obj.team_id:
        require(actor, MOVE, obj)
        require(actor, CREATE, particulars.team)
    _apply(actor, obj, particulars)
    save_edit(actor, obj, EDITED)
    return obj


@transaction.atomic
def retire_object(*, actor: Actor, obj: R, reason: str, expected_version: int | None = None) -> R:
    """Take an object out of use. It stays readable, and assessments stop asking about it."""
    obj = locked_object(obj, expected_version)
    require(actor, RETIRE, obj)
    if not reason.strip():
        raise DomainError("Say why it is retired.", field="reason")
    obj.status, obj.retired_at = Status.RETIRED, clock.now()
    obj.retired_reason = plain_text(reason)
    _save_with_reason(actor, obj, RETIRED)
    return obj


@transaction.atomic
def reinstate_object(*, actor: Actor, obj: R) -> R:
    """Bring a retired object back into use."""
    obj = locked_object(obj)
    require(actor, REINSTATE, obj)
    obj.status, obj.retired_at, obj.retired_reason = Status.ACTIVE, None, ""
    _save_with_reason(actor, obj, REINSTATED)
    return obj


def _save_with_reason(actor: Actor, obj: RegisteredObject, act: Act) -> None:
    try:
        save_edit(actor, obj, act)
    except DomainError as error:
        if error.field == "retired_reason":
            error.field = "reason"
        raise
