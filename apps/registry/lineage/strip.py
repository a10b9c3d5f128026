"""The lineage strip at the top of an object: dataset, model, pipeline, with their marks."""

from __future__ import annotations

from collections.abc import Sequence

from apps.ui.components.objects import LineageNode

from ..kinds import KINDS
from ..models import Marked, Pipeline, RegisteredObject
from ..objects.selectors import Linked
from ..sensitivity import marks_of, together


def _node(obj: RegisteredObject, relation: str = "") -> LineageNode:
    return LineageNode(
        obj.kind, obj.name, obj.get_absolute_url(), relation=relation, marks=marks_of(obj)
    )


def _many(kind: str, rows: Sequence[RegisteredObject], relation: str) -> list[LineageNode]:
    """One station for all rows of a kind: by name when there is one, by number when more."""
    if not rows:
        return []
    if len(rows) == 1:
        return [_node(rows[0], relation)]
    parts = [row.marks for row in rows if isinstance(row, Marked)]
    marks = together(parts) if parts else ()
    return [LineageNode(kind, f"{len(rows)} {kind}s", relation=relation, marks=marks)]


def of_pipeline(pipeline: Pipeline, linked: Linked, marks: tuple[str, ...]) -> list[LineageNode]:
    """Empty while nothing is linked: one lonely box says nothing."""
    nodes = [
        *_many("dataset", linked.datasets, ""),
        *_many("model", linked.models, "feeds" if linked.datasets else ""),
    ]
    if not nodes:
        return []
    end = LineageNode(
        "pipeline", pipeline.name, relation=KINDS[nodes[-1].kind].use, marks=marks, current=True
    )
    return [*nodes, end]


def of_part(
    obj: RegisteredObject, marks: tuple[str, ...], pipelines: Sequence[Pipeline]
) -> list[LineageNode]:
    """A dataset or model and where it is used; empty while it is used nowhere."""
    if not pipelines:
        return []
    start = LineageNode(obj.kind, obj.name, marks=marks, current=True)
    return [start, *_many("pipeline", pipelines, KINDS[obj.kind].use)]
