"""The graph of versions around one object."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from apps.core.access import Actor, can_see

from ..models import Dataset, DatasetVersion, LineageEdge, ModelVersion, TrainedModel
from ..sensitivity import marks_of
from .derived import Node


def _at(nodes: Iterable[Node], side: str) -> Q:
    datasets = [node.pk for node in nodes if node.kind == "dataset"]
    models = [node.pk for node in nodes if node.kind == "model"]
    return Q(**{f"{side}_dataset__in": datasets}) | Q(**{f"{side}_model__in": models})


def _end(edge: LineageEdge, side: str) -> Node:
    dataset = getattr(edge, f"{side}_dataset_id")
    if dataset is not None:
        return Node("dataset", dataset)
    return Node("model", getattr(edge, f"{side}_model_id"))


@dataclass(frozen=True, slots=True)
class GraphNode:
    """One version in the drawing; `obj` is None when the reader may not see it."""

    node: Node
    obj: Dataset | TrainedModel | None
    version: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GraphEdge:
    public_id: uuid.UUID
    kind: str
    words: str
    child: Node
    parent: Node


@dataclass(frozen=True, slots=True)
class Graph:
    nodes: dict[Node, GraphNode]
    edges: list[GraphEdge]
    is_cut: bool


MOST_STEPS = 6
MOST_NODES = 120


def graph_around(actor: Actor, start: Iterable[Node]) -> Graph:
    """What these versions were made with and what was made with them, up to six steps each way.

    Versions out of the reader's sight are there without a name.
    """
    begin = set(start)
    back, back_cut = _walk(begin, "child", "parent")
    ahead, ahead_cut = _walk(begin, "parent", "child")
    edges = {**back, **ahead}
    nodes = begin | {_end(e, side) for e in edges.values() for side in ("child", "parent")}
    return Graph(
        _described(actor, nodes), [_edge(e) for e in edges.values()], back_cut or ahead_cut
    )


def _walk(start: set[Node], side: str, other: str) -> tuple[dict[int, LineageEdge], bool]:
    """Edges met going one way, and whether some were left out; one query for each step."""
    edges: dict[int, LineageEdge] = {}
    seen, rim = set(start), set(start)
    for _ in range(MOST_STEPS):
        if not rim or len(seen) > MOST_NODES:
            break
        links = list(LineageEdge.objects.filter(_at(rim, side)))
        edges.update((edge.pk, edge) for edge in links)
        rim = {_end(edge, other) for edge in links} - seen
        seen |= rim
    return edges, bool(rim)


def _edge(edge: LineageEdge) -> GraphEdge:
    words = edge.get_kind_display().lower()
    return GraphEdge(edge.public_id, edge.kind, words, _end(edge, "child"), _end(edge, "parent"))


def _described(actor: Actor, nodes: set[Node]) -> dict[Node, GraphNode]:
    """Names and marks of the versions; two queries."""
    described: dict[Node, GraphNode] = {}
    datasets = {row.pk: row for row in _versions(nodes, "dataset")}
    models = {row.pk: row for row in _versions(nodes, "model")}
    for node in nodes:
        row: Any = (datasets if node.kind == "dataset" else models)[node.pk]
        obj = row.dataset if node.kind == "dataset" else row.model
        if can_see(actor, obj.access_scope()):
            described[node] = GraphNode(node, obj, row.label, marks_of(obj))
        else:
            described[node] = GraphNode(node, None, "", ())
    return described


def _versions(nodes: set[Node], kind: str) -> Iterable[Any]:
    pks = [node.pk for node in nodes if node.kind == kind]
    if kind == "dataset":
        return DatasetVersion.objects.filter(pk__in=pks).select_related("dataset")
    return ModelVersion.objects.filter(pk__in=pks).select_related("model")


def nodes_of(obj: Dataset | TrainedModel) -> list[Node]:
    """Every version of an object."""
    return [Node(obj.kind, pk) for pk in obj.versions.values_list("pk", flat=True)]
