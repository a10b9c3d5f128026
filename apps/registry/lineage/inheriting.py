"""Keeping what versions and objects inherit along lineage right, whenever a source changes.

Set-based: everything made from what changed is worked out again in one pass, however far away, and
only rows that differ are written. The rule is `facts.inheritance`.
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from apps.core.access import Actor
from apps.core.errors import DomainError

from ..actions import INHERITED
from ..facts import inheritance
from ..facts.implied import FLAGS
from ..facts.inheritance import LISTS, Held, Holder
from ..models import Dataset, DatasetVersion, ModelVersion, TrainedModel
from ..revisions import record_consequences
from ..sensitivity import marks_from
from .derived import links_below, number_of

LINEAGE = Actor.system("Lineage")
# A pass reads sources that another one may be changing: one at a time.
_LOCK = 0x6C696E65
_TRIES, _PAUSE_SECONDS = 50, 0.1
_CHUNK = 2000
_KEEP = "UPDATE {table} SET inherited = %s WHERE id = %s"

Marked = Dataset | TrainedModel


@dataclass(frozen=True, slots=True)
class _Side:
    """Datasets or models: their rows, and the sign of their versions' numbers."""

    objects: type[Any]
    versions: type[Any]
    owner: str
    sign: int


_SIDES = (
    _Side(Dataset, DatasetVersion, "dataset", 1),
    _Side(TrainedModel, ModelVersion, "model", -1),
)


def carried(changed: Collection[str]) -> bool:
    """Whether a change of these facts can matter to what is made from the object."""
    return not _CARRIED.isdisjoint(changed)


_CARRIED = {
    *(key for kind in ("dataset", "model") for key in FLAGS[kind].values()),
    *(key for kind in ("dataset", "model") for key in LISTS[kind].values()),
    *("dataset_left_behind", "model_left_behind"),
    *("dataset_deidentification", "dataset_reid_tested"),
}


def spread_from(obj: Marked) -> None:
    """Facts of an object changed: work out again what everything made from it inherits."""
    if obj.versions.exists():
        spread({number_of(version) for version in obj.versions.all()})


def spread(starts: Collection[int], saved: Marked | None = None) -> None:
    """Work out again what these versions, and everything made from them, inherit.

    Each object for which that changes gets a revision and a line in the trail, and whoever listens
    is told; `saved` is the one whose change the caller records.
    """
    one_at_a_time()
    parents = defaultdict(list)
    for child, parent in links_below(starts):
        parents[child].append(parent)
    graph = _load({*starts, *parents, *(up for ups in parents.values() for up in ups)})
    found = inheritance.flow({*starts, *parents}, parents, graph.holders, graph.inherited)
    differing = {v: items for v, items in found.items() if items != graph.inherited[v]}
    for side in _SIDES:
        _write_versions(side, differing)
        owners = {graph.owners[v] for v in differing if v * side.sign > 0}
        _write_objects(side, owners, saved)


def one_at_a_time() -> None:
    """Let one transaction at a time change what flows along lineage, until it ends.

    Whoever is about to hold rows asks first: another pass may be waiting for just these rows. And
    nobody waits without end, because not every caller can ask first. Raises `DomainError` when
    another one takes too long. SQLite's write transaction is that lock already.
    """
    if connection.vendor != "postgresql":
        return
    for _ in range(_TRIES):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
            if cursor.fetchone() == (True,):
                return
        time.sleep(_PAUSE_SECONDS)
    raise DomainError(
        "Somebody else is changing something that this was made with. Try again in a moment.",
        code="lineage_busy",
    )


@dataclass(frozen=True, slots=True)
class _Graph:
    """Versions by number: whose they are, what is said of that object, and what they inherit."""

    owners: dict[int, int]
    holders: dict[int, Holder]
    inherited: dict[int, dict[str, Held]]


def _load(numbers: Iterable[int]) -> _Graph:
    graph = _Graph({}, {}, {})
    every = list(numbers)
    for side in _SIDES:
        pks = [abs(number) for number in every if number * side.sign > 0]
        fields = ("pk", f"{side.owner}_id", "inherited")
        for pk, owner, kept in _chunked(side.versions, pks, fields):
            graph.owners[side.sign * pk] = owner
            graph.inherited[side.sign * pk] = {item: Held(*held) for item, held in kept.items()}
        said = _holders(side, {graph.owners[side.sign * pk] for pk in pks})
        graph.holders.update({side.sign * pk: said[graph.owners[side.sign * pk]] for pk in pks})
    return graph


def _holders(side: _Side, owners: Collection[int]) -> dict[int, Holder]:
    rows = _chunked(side.objects, list(owners), ("pk", "facts"))
    return {pk: inheritance.holder(side.owner, facts) for pk, facts in rows}


def _chunked(model: type[Any], pks: list[int], fields: tuple[str, ...]) -> Iterator[Any]:
    for start in range(0, len(pks), _CHUNK):
        chosen = model.objects.filter(pk__in=pks[start : start + _CHUNK])
        yield from chosen.order_by().values_list(*fields)


def _write_versions(side: _Side, differing: Mapping[int, Mapping[str, Held]]) -> None:
    """One statement for many rows (docs/adr/0023): `bulk_update` took four of six seconds for
    20,000 of them, to put its own statements together."""
    rows = [
        (json.dumps(items), abs(number))
        for number, items in differing.items()
        if number * side.sign > 0
    ]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(_KEEP.format(table=side.versions._meta.db_table), rows)


def _write_objects(side: _Side, owners: Collection[int], saved: Marked | None) -> None:
    """Put together what the versions of each object inherit, and record where that changed."""
    whole = _of_objects(side, list(owners))
    rows = side.objects.objects.select_related("team", "owner").filter(pk__in=whole)
    changed = []
    for obj in rows.order_by("pk"):
        before, obj.inherited = obj.inherited, whole[obj.pk]
        obj.marks = marks_from(obj.kind, obj.facts, obj.inherited)
        if obj.inherited != before:
            changed.append((obj, _said(before) != _said(obj.inherited)))
    side.objects.objects.bulk_update([obj for obj, _ in changed], ["inherited", "marks"], 200)
    others = [obj for obj, worth_telling in changed if worth_telling and obj != saved]
    for obj, _ in changed:
        if saved is not None and obj == saved:
            saved.inherited, saved.marks = obj.inherited, obj.marks
    record_consequences(LINEAGE, others, INHERITED, "Something it was made with changed")


def _said(inherited: Mapping[str, list[Any]]) -> dict[str, str]:
    """Each item with the source of its fact: another way to the same item is no news."""
    return {item: held[-1] for item, held in inherited.items()}


def _of_objects(side: _Side, owners: list[int]) -> dict[int, dict[str, list[Any]]]:
    """What arrives at any version of each object, by the nearest way, and at which version."""
    whole: dict[int, dict[str, list[Any]]] = {owner: {} for owner in owners}
    for start in range(0, len(owners), _CHUNK):
        chosen = {f"{side.owner}__in": owners[start : start + _CHUNK]}
        rows = side.versions.objects.filter(**chosen).order_by("pk")
        for pk, owner, items in rows.values_list("pk", f"{side.owner}_id", "inherited"):
            for item, held in items.items():
                known = whole[owner].get(item)
                if known is None or held[2] < known[3]:
                    whole[owner][item] = [side.sign * pk, *held]
    return whole
