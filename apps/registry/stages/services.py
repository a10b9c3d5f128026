"""Stages of a pipeline and what it is linked to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from apps.core.access import Actor, can_see, require
from apps.core.errors import DomainError, NotVisible
from apps.core.facts import About, FactSource
from apps.core.writing import validated

from ..actions import LINKED, STAGE_ADDED, STAGE_REMOVED, UNLINKED
from ..facts.services import consistent_facts
from ..kinds import KINDS
from ..models import Dataset, Pipeline, Stage, TrainedModel
from ..permissions import EDIT
from ..revisions import locked_object, save_attached_change


@transaction.atomic
def add_stage(
    *,
    actor: Actor,
    pipeline: Pipeline,
    kind: str,
    facts: Mapping[str, Any] | None = None,
    source: FactSource = FactSource.PERSON,
) -> Stage:
    """Add a stage; a pipeline has each kind at most once."""
    pipeline = locked_object(pipeline)
    require(actor, EDIT, pipeline)
    known, _ = consistent_facts(actor, About.STAGE, {}, facts or {}, source)
    stage = Stage(pipeline=pipeline, kind=kind, facts=known)
    validated(stage, whole="kind").save()
    save_attached_change(actor, pipeline, STAGE_ADDED, {"stage": kind})
    return stage


@transaction.atomic
def remove_stage(*, actor: Actor, pipeline: Pipeline, kind: str) -> None:
    """Remove a stage; the history keeps what was said about it."""
    pipeline = locked_object(pipeline)
    require(actor, EDIT, pipeline)
    removed, _ = Stage.objects.filter(pipeline=pipeline, kind=kind).delete()
    if not removed:
        raise NotVisible("We could not find that stage.")
    save_attached_change(actor, pipeline, STAGE_REMOVED, {"stage": kind})


@transaction.atomic
def link(*, actor: Actor, pipeline: Pipeline, part: Dataset | TrainedModel) -> None:
    """Say that a pipeline uses a dataset or model.

    The actor must be allowed to change both: people who see the pipeline learn from its facts
    what the part holds.
    """
    pipeline = locked_object(pipeline)
    require(actor, EDIT, pipeline)
    require(actor, EDIT, part)
    uses: Any = _parts(pipeline, part)
    if uses.filter(pk=part.pk).exists():
        return
    uses.add(part)
    save_attached_change(actor, pipeline, LINKED[part.kind], _named(part))


@transaction.atomic
def unlink(*, actor: Actor, pipeline: Pipeline, part: Dataset | TrainedModel) -> None:
    """Say that a pipeline no longer uses a dataset or model."""
    pipeline = locked_object(pipeline)
    require(actor, EDIT, pipeline)
    if not can_see(actor, part.access_scope()):
        raise NotVisible
    uses: Any = _parts(pipeline, part)
    if not uses.filter(pk=part.pk).exists():
        raise DomainError(f"{part.name} is not linked to this pipeline.", field=part.kind)
    uses.remove(part)
    save_attached_change(actor, pipeline, UNLINKED[part.kind], _named(part))


def _parts(pipeline: Pipeline, part: Dataset | TrainedModel) -> Any:
    return getattr(pipeline, KINDS[part.kind].in_pipeline)


def _named(part: Dataset | TrainedModel) -> dict[str, Any]:
    return {part.kind: part.name, f"{part.kind}_id": str(part.public_id)}
