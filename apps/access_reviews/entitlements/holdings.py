"""What the objects of a list of ways hold: marks, number of records, address; a few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.db.models.fields.json import KeyTransform
from django.urls import reverse

from apps.core.access import Actor
from apps.organizations.models import Team
from apps.organizations.selectors import teams_where
from apps.registry.kinds import KINDS
from apps.registry.models import Dataset, Pipeline, TrainedModel
from apps.registry.sensitivity import together

from ..permissions import VIEW_ACCESS
from ..rules.access import Access

Key = tuple[str, int]
_DEIDENTIFIED = (
    "safe_harbor",
    "expert_determined",
    "aggregated",
    "claimed_anonymous",
    "synthetic",
)


@dataclass(frozen=True, slots=True)
class Holding:
    """One object as ways lead to it; `records` is how many registered objects it stands for,
    0 where the reader does not see that.

    `deidentified`: it is stated to be made of personal data and to hold none any more.
    """

    marks: tuple[str, ...] = ()
    records: int = 1
    url: str = ""
    deidentified: bool = False


def holdings(
    actor: Actor, ways: Iterable[Access], further: Iterable[Key] = ()
) -> dict[Key, Holding]:
    """What each object named by these ways, and each further one, holds; none of those elsewhere.

    Of teams of which the reader may not see who reaches them, nothing is told in sums either.
    """
    named: dict[str, set[int]] = defaultdict(set)
    for kind, pk in (*((way.object_kind, way.object_pk) for way in ways), *further):
        named[kind].add(pk)
    found: dict[Key, Holding] = {}
    for kind in KINDS:
        found |= _objects(kind, named[kind]) if named[kind] else {}
    if named["team"] or named["organization"]:
        found |= _wholes(actor, named["team"])
    return found


def _objects(kind: str, pks: set[int]) -> dict[Key, Holding]:
    marks = _pipeline_marks(pks) if kind == "pipeline" else _own_marks(kind, pks)
    state: Any = KeyTransform("v", KeyTransform("dataset_deidentification", "facts"))
    rows = KINDS[kind].model.objects.filter(pk__in=pks).annotate(state=state)
    return {
        (kind, pk): Holding(
            marks.get(pk, ()),
            url=reverse(f"registry:{kind}", args=[public_id]),
            deidentified=state in _DEIDENTIFIED,
        )
        for pk, public_id, state in rows.values_list("pk", "public_id", "state")
    }


def _own_marks(kind: str, pks: set[int]) -> dict[int, tuple[str, ...]]:
    rows = KINDS[kind].model.objects.filter(pk__in=pks).values_list("pk", "marks")
    return {pk: tuple(marks.split()) for pk, marks in rows}


def _pipeline_marks(pks: set[int]) -> dict[int, tuple[str, ...]]:
    parts: dict[int, list[str]] = defaultdict(list)
    links = Pipeline.datasets.through.objects.filter(pipeline_id__in=pks)
    for pk, marks in links.values_list("pipeline_id", "dataset__marks"):
        parts[pk].append(marks)
    return {pk: together(marks) for pk, marks in parts.items()}


def _wholes(actor: Actor, teams: set[int]) -> dict[Key, Holding]:
    """Teams with all that belongs to them, and the organisation with everything."""
    seen = teams_where(actor, VIEW_ACCESS)
    marks: dict[int, set[str]] = defaultdict(set)
    records: dict[int, int] = defaultdict(int)
    for model in (Dataset, TrainedModel):
        rows: Any = model.objects.filter(team__in=seen).order_by().values_list("team_id", "marks")
        for team, held, count in rows.annotate(count=Count("pk")):
            marks[team].add(held)
            records[team] += count
    pipelines: Any = Pipeline.objects.filter(team__in=seen).order_by().values_list("team_id")
    for team, count in pipelines.annotate(count=Count("pk")):
        records[team] += count
    everything = {held for one in marks.values() for held in one}
    whole = sum(records.values()) if actor.sees_everything else 0
    found = {("organization", 0): Holding(together(everything), whole)}
    for pk, public_id in Team.objects.filter(pk__in=teams).values_list("pk", "public_id"):
        url = reverse("organizations:team", args=[public_id])
        found["team", pk] = Holding(together(marks[pk]), records[pk], url)
    return found
