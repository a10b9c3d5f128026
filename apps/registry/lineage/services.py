"""Lineage: which version was made with which other one."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction

from apps.core.access import Actor, can_see, require
from apps.core.errors import DomainError, NotVisible
from apps.core.writing import validated

from ..actions import LINEAGE_ADDED, LINEAGE_REMOVED
from ..models import Dataset, DatasetVersion, LineageEdge, LineageKind, ModelVersion, TrainedModel
from ..permissions import EDIT
from ..revisions import lock, touch
from .selectors import Node, ancestors

Version = DatasetVersion | ModelVersion

# (kind of child, kind of parent) -> what the link may say
ALLOWED: dict[tuple[str, str], tuple[LineageKind, ...]] = {
    ("dataset", "dataset"): (LineageKind.DERIVED_FROM,),
    ("dataset", "model"): (LineageKind.DERIVED_FROM,),
    ("model", "dataset"): (LineageKind.TRAINED_ON, LineageKind.VALIDATED_ON),
    ("model", "model"): (LineageKind.FINE_TUNED_FROM,),
}


def object_of(version: Version) -> Dataset | TrainedModel:
    return version.dataset if isinstance(version, DatasetVersion) else version.model


@transaction.atomic
def link_versions(*, actor: Actor, child: Version, parent: Version, kind: str) -> LineageEdge:
    """Record that `child` was made with `parent`. A second call returns the first link.

    The child must be the actor's to change, the parent theirs to see. Refuses a link that does
    not fit the two, and one that would make a version its own ancestor.
    """
    made, source = object_of(child), object_of(parent)
    held = lock(made)
    require(actor, EDIT, held)
    if not can_see(actor, source.access_scope()):
        raise NotVisible(f"We could not find that {source.kind}.")
    if kind not in ALLOWED[made.kind, source.kind]:
        fitting = " or ".join(k.label.lower() for k in ALLOWED[made.kind, source.kind])
        raise DomainError(f"A {made.kind} can only be {fitting} a {source.kind}.", field="kind")
    _refuse_cycle(child, parent)
    ends: dict[str, Any] = {f"child_{made.kind}": child, f"parent_{source.kind}": parent}
    earlier = LineageEdge.objects.filter(kind=kind, **ends).first()
    if earlier is not None:
        return earlier
    edge = LineageEdge(kind=kind, filed_by=actor.label[:200], **ends)
    validated(edge, whole="parent").save()
    touch(actor, held, LINEAGE_ADDED, {"link": str(edge)})
    return edge


def _refuse_cycle(child: Version, parent: Version) -> None:
    start, target = _node(parent), _node(child)
    if target == start or target in ancestors(start):
        raise DomainError(
            f"{parent} was itself made with {child}: a version cannot be its own ancestor.",
            code="cycle",
            field="parent",
        )


def _node(version: Version) -> Node:
    return Node(object_of(version).kind, version.pk)


@transaction.atomic
def unlink_versions(*, actor: Actor, edge_id: uuid.UUID) -> None:
    """Remove a link that was recorded by mistake; the trail keeps it."""
    edge = (
        LineageEdge.objects.select_related(
            "child_dataset__dataset", "child_model__model", "parent_dataset", "parent_model"
        )
        .filter(public_id=edge_id)
        .first()
    )
    if edge is None:
        raise NotVisible("We could not find that link.")
    held = lock(object_of(edge.child))
    require(actor, EDIT, held)
    detail = {"link": str(edge)}
    edge.delete()
    touch(actor, held, LINEAGE_REMOVED, detail)
