"""A lineage graph as the page draws it: boxes with words, curves with what they mean."""

from __future__ import annotations

import uuid
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from apps.ui.components.facts import SENSITIVITY

from ..models import Dataset, Pipeline, RegisteredObject, TrainedModel
from .derived import Node
from .layout import BOX_HEIGHT, BOX_WIDTH, Box, Line, lay_out
from .selectors import Graph, GraphEdge, GraphNode

_LONGEST = 21
Key = Hashable


@dataclass(frozen=True, slots=True)
class DrawnNode:
    """A box: what it is, its words cut to fit, its marks in words, where it leads."""

    kind: str
    name: str
    short: str
    version: str
    marks: str
    tone: str
    href: str
    is_current: bool
    box: Box

    @property
    def words(self) -> str:
        parts = (self.kind, self.name, self.version, self.marks)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class LinkInWords:
    """One link in words, for the table under the drawing; `remove` is where to take it back."""

    child: str
    child_href: str
    words: str
    parent: str
    parent_href: str
    remove: str


@dataclass(frozen=True, slots=True)
class Drawing:
    width: int
    height: int
    nodes: list[DrawnNode]
    lines: Sequence[Line]
    labels: list[tuple[Line, str]]
    rows: list[LinkInWords]
    is_cut: bool
    box_width: int = BOX_WIDTH
    box_height: int = BOX_HEIGHT


@dataclass(frozen=True, slots=True)
class _End:
    """What a box shows, before it has a place."""

    kind: str
    name: str
    version: str
    marks: tuple[str, ...]
    href: str
    is_current: bool


def draw(
    graph: Graph,
    obj: RegisteredObject,
    pipelines: Sequence[Pipeline],
    marks: tuple[str, ...],
    parts: Sequence[Dataset | TrainedModel] = (),
) -> Drawing | None:
    """Draw versions, and the pipelines that use them; None when there is nothing to draw.

    `parts` are what the pipeline at hand is linked to; for a dataset or model it is the object.
    """
    ends: dict[Key, _End] = {
        node: _end(graph_node, obj) for node, graph_node in graph.nodes.items()
    }
    edges: list[tuple[Key, Key, str]] = [(e.parent, e.child, e.words) for e in graph.edges]
    for pipeline in pipelines:
        current = pipeline == obj
        ends["pipeline", pipeline.pk] = _End(
            "pipeline",
            pipeline.name,
            "",
            marks if current else (),
            pipeline.get_absolute_url(),
            current,
        )
    edges += _uses(graph, pipelines, parts, ends)
    if not edges:
        return None
    layout = lay_out(list(ends), [(a, b) for a, b, _ in edges])
    nodes = [_drawn(end, layout.boxes[key]) for key, end in ends.items()]
    labels = [(line, words) for line, (_, _, words) in zip(layout.lines, edges, strict=True)]
    rows = [_row(edge, graph, obj) for edge in graph.edges]
    return Drawing(layout.width, layout.height, nodes, layout.lines, labels, rows, graph.is_cut)


def _end(graph_node: GraphNode, obj: RegisteredObject) -> _End:
    if graph_node.obj is None:
        return _End(graph_node.node.kind, "Out of your sight", "", (), "", False)
    current = graph_node.obj == obj
    return _End(
        graph_node.node.kind,
        graph_node.obj.name,
        graph_node.version,
        graph_node.marks,
        graph_node.obj.get_absolute_url(),
        current,
    )


def _uses(
    graph: Graph,
    pipelines: Sequence[Pipeline],
    parts: Sequence[Dataset | TrainedModel],
    ends: dict[Key, _End],
) -> list[tuple[Key, Key, str]]:
    """From the newest version of each part to the pipelines that use it.

    A part from which another linked part was made reaches the pipeline through that one.
    """
    nodes: dict[Any, list[Node]] = {
        part: [node for node, graph_node in graph.nodes.items() if graph_node.obj == part]
        for part in parts
    }
    edges: list[tuple[Key, Key, str]] = []
    for part, own in nodes.items():
        others = {node for other in parts if other != part for node in nodes[other]}
        if others & _descendants(graph, own):
            continue
        newest: Key = max(own, key=lambda node: node.pk, default=(part.kind, "new", part.pk))
        if newest not in ends:
            ends[newest] = _End(
                part.kind, part.name, "no version yet", (), part.get_absolute_url(), False
            )
        edges += [(newest, ("pipeline", one.pk), "used in") for one in pipelines]
    return edges


def _descendants(graph: Graph, start: Iterable[Node]) -> set[Node]:
    """Everything in the graph that was made with these versions, directly or not."""
    reached: set[Node] = set()
    rim = set(start)
    while rim:
        rim = {edge.child for edge in graph.edges if edge.parent in rim} - reached
        reached |= rim
    return reached


def _drawn(end: _End, box: Box) -> DrawnNode:
    name = end.name
    return DrawnNode(
        kind=end.kind.capitalize(),
        name=name,
        short=name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…",
        version=end.version,
        marks=" · ".join(SENSITIVITY[mark].label for mark in end.marks),
        tone=SENSITIVITY[end.marks[0]].tone if end.marks else "none",
        href=end.href,
        is_current=end.is_current,
        box=box,
    )


def _row(edge: GraphEdge, graph: Graph, obj: RegisteredObject) -> LinkInWords:
    child, parent = graph.nodes[edge.child], graph.nodes[edge.parent]
    mine = child.obj is not None and child.obj == obj
    return LinkInWords(
        child=_named(child),
        child_href=child.obj.get_absolute_url() if child.obj else "",
        words=edge.words,
        parent=_named(parent),
        parent_href=parent.obj.get_absolute_url() if parent.obj else "",
        remove=_remove(obj, edge.public_id) if mine else "",
    )


def _named(node: GraphNode) -> str:
    return (
        f"{node.obj.name} {node.version}" if node.obj else f"A {node.node.kind} out of your sight"
    )


def _remove(obj: RegisteredObject, edge_id: uuid.UUID) -> str:
    return reverse(f"registry:{obj.kind}_lineage_remove", args=[obj.public_id, edge_id])
