"""Everything derived from a version, and everything it was made with, however far away.

One recursive statement for both databases, read by hand-written SQL (docs/adr/0021).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from django.db import connection

from ..models import DatasetVersion, ModelVersion


class Node(NamedTuple):
    """One version: `kind` is dataset or model."""

    kind: str
    pk: int


# A version is one number, as in the indexes of LineageEdge: datasets above zero, models below.
_CHILD = "COALESCE(edge.child_dataset_id, (edge.child_model_id * -1))"
_PARENT = "COALESCE(edge.parent_dataset_id, (edge.parent_model_id * -1))"

# UNION, not UNION ALL: each version is followed once, so that no circle and no number of ways to
# one version makes the walk longer. Depths would undo that; they are counted from the links.
# The plus takes the affinity of the column away: with it SQLite would not use the index.
_WALK = """
WITH RECURSIVE start(version) AS (VALUES {starts}), reached(version) AS (
    SELECT CAST(version AS bigint) FROM start
    UNION
    SELECT CAST({far} AS bigint)
    FROM reached JOIN registry_lineageedge edge ON {near} = +reached.version{only}
)
"""
_VERSIONS = "SELECT version FROM reached"
_LINKS = """
SELECT {a}, {b} FROM reached JOIN registry_lineageedge edge ON {a} = +reached.version{only}
"""
# A model learns nothing from what it is tested with.
_CARRYING = " AND edge.kind <> 'validated_on'"


def derived_from(version: DatasetVersion | ModelVersion) -> list[Node]:
    """Every version made with this one, directly or through others, each once.

    Unscoped: keys for retention, access reviews and rights, which need all of them. What a person
    reads goes through the access of each object, see `reach.derived_versions`.
    """
    return _reached(version, near=_PARENT, far=_CHILD)


def sources_of(version: DatasetVersion | ModelVersion) -> list[Node]:
    """Every version this one was made with, directly or through others, each once; unscoped."""
    return _reached(version, near=_CHILD, far=_PARENT)


def steps_from(versions: Collection[int]) -> dict[int, int]:
    """Every version made with one of these and the fewest links that lead there, nearest first; by
    number, unscoped."""
    links = _rows(_LINKS, versions, near=_PARENT, far=_CHILD, a=_PARENT, b=_CHILD)
    steps = _steps(versions, links)
    return {version: step for version, step in steps.items() if step}


def links_below(versions: Collection[int]) -> list[tuple[int, int]]:
    """Links (child, parent) into these versions and into everything made from them, by number, as
    far as they bring along what the parent holds."""
    ends = {"near": _PARENT, "far": _CHILD, "a": _CHILD, "b": _PARENT, "only": _CARRYING}
    return [(child, parent) for child, parent in _rows(_LINKS, versions, **ends)]


def number_of(version: DatasetVersion | ModelVersion) -> int:
    """A version as one number, as the statements write it."""
    return version.pk if isinstance(version, DatasetVersion) else -version.pk


def node_of(version: DatasetVersion | ModelVersion) -> Node:
    return _node(number_of(version))


def _node(number: int) -> Node:
    return Node("dataset" if number > 0 else "model", abs(number))


def _reached(version: DatasetVersion | ModelVersion, *, near: str, far: str) -> list[Node]:
    start = number_of(version)
    return [_node(n) for (n,) in _rows(_VERSIONS, [start], near=near, far=far) if n != start]


def _rows(what: str, versions: Collection[int], **parts: str) -> list[Any]:
    if not versions:
        return []
    parts = {"only": "", "starts": ", ".join(["(%s)"] * len(versions)), **parts}
    with connection.cursor() as cursor:
        cursor.execute((_WALK + what).format(**parts), list(versions))
        rows: list[Any] = cursor.fetchall()
    return rows


def _steps(starts: Iterable[int], links: Iterable[tuple[int, int]]) -> dict[int, int]:
    """The fewest links from a start to each version, nearest first."""
    beyond: dict[int, list[int]] = defaultdict(list)
    for near, far in links:
        beyond[near].append(far)
    steps = dict.fromkeys(starts, 0)
    queue = list(steps)
    for version in queue:  # grows while it is read
        for far in beyond.get(version, ()):
            if far not in steps:
                steps[far] = steps[version] + 1
                queue.append(far)
    return steps
