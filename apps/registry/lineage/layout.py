"""Places of the boxes of a lineage graph: columns from source to result.

Pure arithmetic in drawing units; the page draws it as SVG. Links that pass over a column get a
free row in it, so that no line runs through a box.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

BOX_WIDTH = 184
BOX_HEIGHT = 66
COLUMN_GAP = 96
ROW_GAP = 18
MARGIN = 8
_STEP = BOX_HEIGHT + ROW_GAP

Edge = tuple[Hashable, Hashable]


@dataclass(frozen=True, slots=True)
class Box:
    x: int
    y: int

    @property
    def right(self) -> int:
        return self.x + BOX_WIDTH

    @property
    def middle(self) -> int:
        return self.y + BOX_HEIGHT // 2


@dataclass(frozen=True, slots=True)
class Line:
    """A curve from the right side of one box to the left side of another."""

    path: str
    label_x: int
    label_y: int


@dataclass(frozen=True, slots=True)
class Layout:
    width: int
    height: int
    boxes: Mapping[Hashable, Box]
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class _Gap:
    """A free row that a long link passes through."""

    edge: int
    column: int


def lay_out(nodes: Sequence[Hashable], edges: Sequence[Edge]) -> Layout:
    """Place every node right of everything it was made with; edges are (parent, child).

    The edges must not form a cycle.
    """
    depth = _depths(nodes, edges)
    ways = [_way(number, edge, depth) for number, edge in enumerate(edges)]
    columns: dict[int, list[Hashable]] = defaultdict(list)
    for node in nodes:
        columns[depth[node]].append(node)
    for stop in (stop for way in ways for stop in way):
        if isinstance(stop, _Gap):
            columns[stop.column].append(stop)
    boxes = _boxes(columns, ways)
    rows = max((len(members) for members in columns.values()), default=0)
    width = MARGIN * 2 + len(columns) * BOX_WIDTH + max(0, len(columns) - 1) * COLUMN_GAP
    height = MARGIN * 2 + rows * BOX_HEIGHT + max(0, rows - 1) * ROW_GAP
    shown = {node: boxes[node] for node in nodes}
    return Layout(width, height, shown, [_line([boxes[stop] for stop in way]) for way in ways])


def _depths(nodes: Sequence[Hashable], edges: Sequence[Edge]) -> dict[Hashable, int]:
    """Each node's column: the length of the longest way that leads to it."""
    parents: dict[Hashable, list[Hashable]] = defaultdict(list)
    for parent, child in edges:
        parents[child].append(parent)
    depth: dict[Hashable, int] = {}

    def measure(node: Hashable) -> int:
        if node not in depth:
            depth[node] = 1 + max((measure(parent) for parent in parents[node]), default=-1)
        return depth[node]

    for node in nodes:
        measure(node)
    return depth


def _way(number: int, edge: Edge, depth: Mapping[Hashable, int]) -> list[Hashable]:
    """A link as its stops: the parent, a gap in each column between, the child."""
    parent, child = edge
    between = range(depth[parent] + 1, depth[child])
    return [parent, *(_Gap(number, column) for column in between), child]


def _boxes(
    columns: Mapping[int, Sequence[Hashable]], ways: Sequence[Sequence[Hashable]]
) -> dict[Hashable, Box]:
    """Columns from left to right, each ordered by what leads to it and centred."""
    before: dict[Hashable, list[Hashable]] = defaultdict(list)
    for way in ways:
        for start, end in itertools.pairwise(way):
            before[end].append(start)
    tallest = max((len(members) for members in columns.values()), default=0)
    boxes: dict[Hashable, Box] = {}
    for column, members in sorted(columns.items()):
        x = MARGIN + column * (BOX_WIDTH + COLUMN_GAP)
        top = MARGIN + (tallest - len(members)) * _STEP // 2
        ordered = sorted(members, key=lambda node: _level(before[node], boxes))
        for row, node in enumerate(ordered):
            boxes[node] = Box(x, top + row * _STEP)
    return boxes


def _level(before: Sequence[Hashable], boxes: Mapping[Hashable, Box]) -> float:
    """The mean height of what a node was made with: neighbours stay level."""
    return sum(boxes[node].y for node in before) / len(before) if before else 0.0


def _line(stops: Sequence[Box]) -> Line:
    first, last = stops[0], stops[-1]
    path = f"M {first.right} {first.middle}"
    for start, end in itertools.pairwise(stops):
        x, bend = end.x, COLUMN_GAP // 2
        if start is not first:
            path += f" L {start.right} {start.middle}"
        arrow = 6 if end is last else 0
        path += (
            f" C {start.right + bend} {start.middle} {x - bend} {end.middle}"
            f" {x - arrow} {end.middle}"
        )
    nearest = stops[1]
    return Line(path, (first.right + nearest.x) // 2, (first.middle + nearest.middle) // 2)
