"""Everybody who reaches what a campaign looks at, read once: own grants and what sources told.

The number of queries does not depend on how many there are.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from apps.accounts.models import User
from apps.core import clock
from apps.core.facts import plain
from apps.core.jobs import JobState
from apps.organizations.entitlements import OWN_SOURCES
from apps.organizations.models import Team
from apps.registry.facts.derive import with_sources
from apps.registry.models import Dataset, Pipeline, TrainedModel
from apps.registry.sensitivity import together

from ..entitlements.selectors import own_way
from ..models import Entitlement, Load, Source
from ..rules.access import OWN, Access
from ..rules.scope import PopulationScope

ObjectKey = tuple[str, int]
_OWN_QUERY = "roles, memberships and shares that are open now"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One object that access is reviewed to: whose it is, and what it is known to hold.

    `records` is how many records it stands for; `limits` what restricts its use, as it flows along
    lineage.
    """

    label: str
    team_id: int | None
    owner_id: int | None
    marks: tuple[str, ...]
    records: int = 1
    limits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """How one source was read: the load it stands on, or why it could not be."""

    source: str
    name: str
    rows: int
    read_at: dt.datetime | None
    query: str
    digest: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Population:
    """The whole list, the objects it is about, and how each source was read."""

    rows: tuple[Access, ...]
    objects: Mapping[ObjectKey, Reviewed]
    readings: tuple[Reading, ...]


def read_population(scope: PopulationScope) -> Population:
    """Who reaches what is in scope, now."""
    objects = reviewed_objects()
    chosen_teams = {objects[key].team_id for key in scope.objects if key in objects}
    teams = frozenset(team for team in chosen_teams if team is not None)
    rows: list[Access] = []
    readings: list[Reading] = []
    if scope.asks_own:
        own = [row for row in own_access() if _in(scope, row, teams, objects)]
        rows += own
        readings.append(Reading(OWN, "MLSecure", len(own), clock.now(), _OWN_QUERY))
    for source, load in _sources(scope):
        told = [row for row in _told(source, scope, objects) if _in(scope, row, teams, objects)]
        rows += told
        readings.append(_reading(source, load, len(told)))
    return Population(tuple(rows), objects, tuple(readings))


def _in(
    scope: PopulationScope,
    row: Access,
    teams: frozenset[int],
    objects: Mapping[ObjectKey, Reviewed],
) -> bool:
    if not scope.holds(row, teams):
        return False
    held = objects.get((row.object_kind, row.object_pk))
    return not scope.sensitive or (held is not None and is_sensitive(held.marks))


def is_sensitive(marks: Sequence[str]) -> bool:
    """Whether anything of a particular kind is known to be there, such as health data."""
    return bool({"special", "phi", "children", "criminal", "ccpa_sensitive"} & set(marks))


# ---- What access is to --------------------------------------------------------------------------
def reviewed_objects() -> dict[ObjectKey, Reviewed]:
    """Every object that access can be to: registered ones, teams with all of theirs, and all."""
    objects: dict[ObjectKey, Reviewed] = {}
    by_team: dict[int, list[str]] = defaultdict(list)
    for kind, rows in (("dataset", Dataset.objects.all()), ("model", TrainedModel.objects.all())):
        for pk, name, team, owner, marks, facts, inherited in rows.order_by("pk").values_list(
            "pk", "name", "team_id", "owner_id", "marks", "facts", "inherited"
        ):
            limits = with_sources(kind, plain(facts), inherited).get(f"{kind}_use_limits", ())
            held = tuple(marks.split())
            objects[kind, pk] = Reviewed(name, team, owner, held, limits=tuple(limits))
            by_team[team].append(marks)
    objects |= _pipelines()
    for team in Team.objects.order_by("pk"):
        theirs = by_team[team.pk]
        marks = together(theirs)
        objects["team", team.pk] = Reviewed(team.name, team.pk, None, marks, len(theirs))
    every = [marks for held in by_team.values() for marks in held]
    objects["organization", 0] = Reviewed("Everything", None, None, together(every), len(every))
    return objects


def _pipelines() -> dict[ObjectKey, Reviewed]:
    marks: dict[int, list[str]] = defaultdict(list)
    through: Any = Pipeline.datasets.through
    for pk, of_dataset in through.objects.values_list("pipeline_id", "dataset__marks"):
        marks[pk].append(of_dataset)
    rows = Pipeline.objects.order_by("pk").values_list("pk", "name", "team_id", "owner_id")
    return {
        ("pipeline", pk): Reviewed(name, team, owner, together(marks[pk]))
        for pk, name, team, owner in rows
    }


# ---- Own grants ---------------------------------------------------------------------------------
def own_access() -> Iterator[Access]:
    """Every grant that MLSecure itself holds and that is open today."""
    people = {user.pk: user for user in User.objects.filter(is_active=True)}
    for source in OWN_SOURCES.values():
        for row in source.rows():
            if row.user_id in people:
                yield own_way(row, people[row.user_id])


# ---- What sources told --------------------------------------------------------------------------
# As `Access` names them, in no order that matters: rows are read as mappings.
_SAID = (
    "principal",
    "principal_kind",
    "user_id",
    "object_kind",
    "object_pk",
    "object_label",
    "privilege",
    "via_group",
    "version",
    "purpose",
    "project",
    "granted_by",
    "granted_at",
    "why",
    "last_used_at",
    "expires_at",
)
_AT_A_TIME = 5000


def _sources(scope: PopulationScope) -> list[tuple[Source, Load | None]]:
    """The sources in scope, each with its newest load that was kept."""
    asked = [
        row for row in Source.objects.order_by("name") if scope.asks_source(str(row.public_id))
    ]
    newest: dict[int, Load] = {}
    for load in Load.objects.filter(source__in=asked, dry_run=False).order_by("pk"):
        newest[load.source_id] = load
    return [(source, newest.get(source.pk)) for source in asked]


def _reading(source: Source, load: Load | None, rows: int) -> Reading:
    problem = "" if load is not None else "It was never read."
    if load is not None and load.state != JobState.SUCCEEDED:
        problem = load.error or "Its last load did not end."
    return Reading(
        source=str(source.public_id),
        name=source.name,
        rows=rows,
        read_at=load.finished_at if load is not None else None,
        query=f"newest load of {source.name} ({source.get_kind_display()})",
        digest=load.digest if load is not None else "",
        problem=problem,
    )


def _told(
    source: Source, scope: PopulationScope, objects: Mapping[ObjectKey, Reviewed]
) -> Iterator[Access]:
    present = Entitlement.objects.filter(_asked(scope), source=source, gone_at=None)
    rows: QuerySet[Any, Any] = present.order_by("pk").values("key", *_SAID)
    name, way = str(source.public_id), f"in {source.name}"
    for row in rows.iterator(chunk_size=_AT_A_TIME):
        held = objects.get((row["object_kind"], row["object_pk"]))
        if held is not None:
            row["object_label"] = held.label
        yield Access(
            source=name,
            ref=row.pop("key"),
            team_id=held.team_id if held else None,
            way=way,
            **row,
        )


def _asked(scope: PopulationScope) -> Q:
    """What the database can leave out already; `PopulationScope.holds` decides."""
    asked = Q(user=scope.person) if scope.person else Q()
    if scope.privileges:
        asked &= Q(privilege__in=scope.privileges)
    by_kind: dict[str, list[int]] = defaultdict(list)
    for kind, pk in scope.objects:
        by_kind[kind].append(pk)
    any_of = Q()
    for kind, pks in by_kind.items():
        any_of |= Q(object_kind=kind, object_pk__in=pks)
    return asked & any_of
