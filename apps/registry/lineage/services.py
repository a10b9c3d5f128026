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
from ..revisions import locked_object, save_attached_change
from .derived import node_of, number_of, sources_of
from .inheriting import one_at_a_time, spread

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
    one_at_a_time()
    child_object, parent_object = locked_object(object_of(child)), object_of(parent)
    require(actor, EDIT, child_object)
    if not can_see(actor, parent_object.access_scope()):
        raise NotVisible(f"We could not find that {parent_object.kind}.")
    _refuse_misfit(kind, child_object.kind, parent_object.kind)
    _refuse_cycle(child, parent)
    ends: dict[str, Any] = {
        f"child_{child_object.kind}": child,
        f"parent_{parent_object.kind}": parent,
    }
    earlier = LineageEdge.objects.filter(kind=kind, **ends).first()
    if earlier is not None:
        return earlier
    edge = LineageEdge(kind=kind, filed_by=actor.label[:200], **ends)
    validated(edge, whole="parent").save()
    spread({number_of(child)}, saved=child_object)
    save_attached_change(actor, child_object, LINEAGE_ADDED, {"link": str(edge)})
    return edge


def _refuse_misfit(kind: str, child: str, parent: str) -> None:
    if kind not in ALLOWED[child, parent]:
        fitting = " or ".join(link.label.lower() for link in ALLOWED[child, parent])
        raise DomainError(f"A {child} can only be {fitting} a {parent}.", field="kind")


def _refuse_cycle(child: Version, parent: Version) -> None:
    target = node_of(child)
    if target == node_of(parent) or target in sources_of(parent):
        raise DomainError(
            f"{parent} was itself made with {child}: a version cannot be its own ancestor.",
            code="cycle",
            field="parent",
        )


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
    child = edge.child
    one_at_a_time()
    child_object = locked_object(object_of(child))
    require(actor, EDIT, child_object)
    detail = {"link": str(edge)}
    edge.delete()
    spread({number_of(child)}, saved=child_object)
    save_attached_change(actor, child_object, LINEAGE_REMOVED, detail)
