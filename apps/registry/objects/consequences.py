"""What retiring an object means, in sentences for the person who is about to do it."""

from __future__ import annotations

from typing import cast

from apps.core.access import Actor

from ..lineage.selectors import graph_around, nodes_of
from ..models import Dataset, Pipeline, RegisteredObject, TrainedModel
from .selectors import linked, pipelines_of


def consequences_of_retiring(actor: Actor, obj: RegisteredObject) -> list[str]:
    """What stops and what stays; names only what the actor may see."""
    if isinstance(obj, Dataset | TrainedModel):
        return _part(actor, obj)
    return _pipeline(actor, cast("Pipeline", obj))


def _pipeline(actor: Actor, pipeline: Pipeline) -> list[str]:
    parts = linked(actor, pipeline)
    count = len(parts.datasets) + len(parts.models) + parts.hidden
    return [
        "No new assessment can be started for it, and its scores stop moving.",
        f"{_count(count, 'dataset or model', 'datasets and models')} linked to it stay in use.",
        "Assessments, packs and history stay readable.",
    ]


def _part(actor: Actor, obj: Dataset | TrainedModel) -> list[str]:
    using = pipelines_of(actor, obj)
    lines = [f"Assessments stop asking about this {obj.kind}; its answers stay on record."]
    if using:
        names = ", ".join(pipeline.name for pipeline in using[:5])
        more = f" and {len(using) - 5} more" if len(using) > 5 else ""
        lines.append(f"The facts and scores of {names}{more} will change.")
    made = _made_with(actor, obj)
    if made:
        lines.append(
            f"{_count(made, 'version', 'versions')} made with it keep their lineage to it."
        )
    return lines


def _made_with(actor: Actor, obj: Dataset | TrainedModel) -> int:
    own = set(nodes_of(obj))
    graph = graph_around(actor, own)
    return len({edge.child for edge in graph.edges if edge.parent in own} - own)


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
