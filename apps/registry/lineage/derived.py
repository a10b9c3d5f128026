"""Everything derived from a version, and everything it was made with, however far away.

One recursive statement for both databases, read by hand-written SQL (docs/adr/0021).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db import connection

from ..models import DatasetVersion, ModelVersion


class Node(NamedTuple):
    """One version: `kind` is dataset or model."""

    kind: str
    pk: int


class Reached(NamedTuple):
    """A version that lineage leads to, and the fewest links that lead there."""

    kind: str
    pk: int
    depth: int


# A version is one number, as in the indexes of LineageEdge: datasets above zero, models below.
_CHILD = "COALESCE(edge.child_dataset_id, (edge.child_model_id * -1))"
_PARENT = "COALESCE(edge.parent_dataset_id, (edge.parent_model_id * -1))"

# UNION, not UNION ALL: each version is followed once, so that no circle and no number of ways to
# one version makes the walk longer. Depths would undo that; they are counted from the links.
# The plus takes the affinity of the column away: with it SQLite would not use the index.
_WALK = """
WITH RECURSIVE reached(version) AS (
    SELECT CAST(%s AS bigint)
    UNION
    SELECT CAST({far} AS bigint)
    FROM reached JOIN registry_lineageedge edge ON {near} = +reached.version
)
SELECT {near}, {far} FROM reached JOIN registry_lineageedge edge ON {near} = +reached.version
"""
_AHEAD = _WALK.format(near=_PARENT, far=_CHILD)
_BACK = _WALK.format(near=_CHILD, far=_PARENT)


# Links that bring along what the parent holds: a model learns nothing from what it is tested with.
_LINKS_BELOW = """
WITH RECURSIVE start(version) AS (VALUES {starts}), reached(version) AS (
    SELECT CAST(version AS bigint) FROM start
    UNION
    SELECT CAST({child} AS bigint)
    FROM reached JOIN registry_lineageedge edge
        ON {parent} = +reached.version AND edge.kind <> 'validated_on'
)
SELECT {child}, {parent} FROM reached JOIN registry_lineageedge edge
    ON {child} = +reached.version AND edge.kind <> 'validated_on'
"""


def links_below(versions: Collection[int]) -> list[tuple[int, int]]:
    """Links (child, parent) into these versions and into everything made from them, by number."""
    starts = ", ".join(["(%s)"] * len(versions))
    sql = _LINKS_BELOW.format(starts=starts, child=_CHILD, parent=_PARENT)
    with connection.cursor() as cursor:
        cursor.execute(sql, list(versions))
        return [(child, parent) for child, parent in cursor.fetchall()]


def derived_from(version: DatasetVersion | ModelVersion) -> list[Reached]:
    """Every version made with this one, directly or through others, nearest first.

    Unscoped: keys for retention, access reviews and rights, which need all of them. What a person
    reads goes through the access of each object.
    """
    return _reached(_AHEAD, node_of(version))


def sources_of(version: DatasetVersion | ModelVersion) -> list[Reached]:
    """Every version this one was made with, directly or through others, nearest first; unscoped."""
    return _reached(_BACK, node_of(version))


def number_of(version: DatasetVersion | ModelVersion) -> int:
    """A version as one number, as the statements write it."""
    return version.pk if isinstance(version, DatasetVersion) else -version.pk


def node_of(version: DatasetVersion | ModelVersion) -> Node:
    return Node("dataset" if isinstance(version, DatasetVersion) else "model", version.pk)


def _reached(sql: str, start: Node) -> list[Reached]:
    number = start.pk if start.kind == "dataset" else -start.pk
    with connection.cursor() as cursor:
        cursor.execute(sql, [number])
        depths = _depths(number, cursor.fetchall())
    return [
        Reached("dataset" if version > 0 else "model", abs(version), depth)
        for version, depth in depths.items()
        if version != number
    ]


def _depths(start: int, links: Iterable[tuple[int, int]]) -> dict[int, int]:
    """The fewest links from the start to each version, nearest first."""
    beyond: dict[int, list[int]] = defaultdict(list)
    for near, far in links:
        beyond[near].append(far)
    depths, queue = {start: 0}, [start]
    for version in queue:  # grows while it is read
        for far in beyond.get(version, ()):
            if far not in depths:
                depths[far] = depths[version] + 1
                queue.append(far)
    return depths
