"""Setting facts: each value keeps who said it, from where and when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from apps.core.access import Actor, require
from apps.core.errors import DomainError, NotVisible
from apps.core.facts import About, FactSource, Stored, plain, put_facts

from ..actions import FACTS_SET, STAGE_FACTS_SET
from ..lineage.inheriting import carried, one_at_a_time, spread_from
from ..models import Dataset, Marked, Pipeline, RegisteredObject, Stage, TrainedModel
from ..permissions import EDIT
from ..revisions import locked_object, save_edit
from ..sensitivity import marks_from
from . import derive


def consistent_facts(
    actor: Actor,
    about: str,
    stored: Stored,
    values: Mapping[str, Any],
    source: FactSource,
) -> tuple[dict[str, Any], set[str]]:
    """Stored facts with raw values put in, and the keys that changed; None or "" is unknown.

    Raises `DomainError` naming the fact: not a fact of this kind, wrong type, or contradicting
    another one.
    """
    facts, changes = put_facts(
        stored, About(about), values, by=actor.label, source=source, user_id=actor.user_id
    )
    _refuse_contradiction(facts)
    return facts, set(changes)


def _refuse_contradiction(facts: Stored) -> None:
    contradiction = derive.contradiction(plain(facts))
    if contradiction:
        key, message = contradiction
        raise DomainError(message, code="contradiction", field=key)


def apply_facts(
    actor: Actor, obj: RegisteredObject, values: Mapping[str, Any], source: FactSource
) -> set[str]:
    """Put raw values into an object's facts, and beside them the marks that follow; saves nothing.

    Returns the keys that changed. Raises like `consistent_facts`.
    """
    facts, changed = consistent_facts(actor, obj.kind, obj.facts, values, source)
    _set_with_marks(obj, facts)
    return changed


def _set_with_marks(obj: RegisteredObject, facts: dict[str, Any]) -> None:
    obj.facts = facts
    if isinstance(obj, Marked):
        obj.marks = marks_from(obj.kind, facts, obj.inherited)


@transaction.atomic
def set_facts(
    *,
    actor: Actor,
    obj: RegisteredObject,
    values: Mapping[str, Any],
    source: FactSource = FactSource.PERSON,
    expected_version: int | None = None,
) -> set[str]:
    """Set facts of an object from raw values; returns the keys that changed.

    Only the keys given are touched. Raises `StaleEdit`, `Refused` or a `DomainError` whose field
    is the fact.
    """
    if carried(values):
        one_at_a_time()
    current = locked_object(obj, expected_version)
    require(actor, EDIT, current)
    changed = apply_facts(actor, current, values, source)
    if changed:
        save_edit(actor, current, FACTS_SET, {"source": source.value})
        if isinstance(current, Dataset | TrainedModel) and carried(changed):
            spread_from(current)
    _set_with_marks(obj, current.facts)
    obj.lock_version = current.lock_version
    return changed


@transaction.atomic
def set_stage_facts(
    *,
    actor: Actor,
    pipeline: Pipeline,
    kind: str,
    values: Mapping[str, Any],
    source: FactSource = FactSource.PERSON,
    expected_version: int | None = None,
) -> set[str]:
    """Set facts of one stage of a pipeline; returns the keys that changed."""
    current = locked_object(pipeline, expected_version)
    require(actor, EDIT, current)
    stage = Stage.objects.filter(pipeline=current, kind=kind).first()
    if stage is None:
        raise NotVisible("We could not find that stage.")
    stage.facts, changed = consistent_facts(actor, About.STAGE, stage.facts, values, source)
    if changed:
        stage.save(update_fields=["facts"])
        save_edit(actor, current, STAGE_FACTS_SET, {"stage": kind, "source": source.value})
    pipeline.lock_version = current.lock_version
    return changed
