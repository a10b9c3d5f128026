"""Reads of access sources and their loads, for those who may see where access is read from."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from apps.core.access import Actor, check, require
from apps.core.errors import DomainError, NotVisible
from apps.core.jobs import JobState

from ..models import Entitlement, Load, LoadProblem, Source, SourceKind
from ..permissions import VIEW_SOURCES
from . import table
from .reading import open_table


def list_sources(actor: Actor) -> QuerySet[Source]:
    """Every source by name, with how much it brings and when it was read last."""
    rows = Source.objects.all() if check(actor, VIEW_SOURCES).allowed else Source.objects.none()
    kept = Load.objects.filter(
        source=OuterRef("pk"), dry_run=False, state=JobState.SUCCEEDED
    ).order_by("-pk")
    return (
        rows.select_related("owner")
        .annotate(
            read_at=Subquery(kept.values("finished_at")[:1]),
            brings=Subquery(kept.values("row_count")[:1]),
            orphans=Subquery(kept.values("orphan_count")[:1]),
        )
        .order_by("name")
    )


def get_source(actor: Actor, source_id: uuid.UUID) -> Source:
    """One source. Raises `NotVisible`."""
    source = Source.objects.select_related("owner").filter(public_id=source_id).first()
    if source is None:
        raise NotVisible
    require(actor, VIEW_SOURCES, source)
    return source


def get_load(actor: Actor, load_id: uuid.UUID) -> Load:
    """One load with its source. Raises `NotVisible`."""
    load = Load.objects.select_related("source__owner").filter(public_id=load_id).first()
    if load is None:
        raise NotVisible
    require(actor, VIEW_SOURCES, load.source)
    return load


def problems_of(actor: Actor, load: Load) -> QuerySet[LoadProblem]:
    """What was wrong with the rows of a load, in their order."""
    require(actor, VIEW_SOURCES, load.source)
    return LoadProblem.objects.filter(load=load).order_by("row", "pk")


def loads_of(actor: Actor, access_source: Source) -> QuerySet[Load]:
    """The loads of a source, newest first."""
    require(actor, VIEW_SOURCES, access_source)
    return Load.objects.filter(source=access_source).order_by("-pk")


@dataclass(frozen=True, slots=True)
class Brought:
    """What a source brings today: access rights, of whom nobody is known, to what is not
    registered; with the names of some of each, those with most access first."""

    total: int
    orphans: int
    unregistered: int
    orphan_names: tuple[tuple[str, int], ...]
    object_names: tuple[tuple[str, int], ...]


_NAMED = 20


def brought_by(actor: Actor, access_source: Source) -> Brought:
    """Three queries, whatever the size of the list."""
    require(actor, VIEW_SOURCES, access_source)
    rows = Entitlement.objects.filter(source=access_source, gone_at=None)
    orphan, unknown = Q(user=None), Q(object_pk=0)
    counts = rows.aggregate(
        total=Count("pk"),
        orphans=Count("pk", filter=orphan),
        unregistered=Count("pk", filter=unknown),
    )
    return Brought(
        **counts,
        orphan_names=_most(rows.filter(orphan), "principal"),
        object_names=_most(rows.filter(unknown), "object_label"),
    )


def _most(rows: QuerySet[Entitlement], name: str) -> tuple[tuple[str, int], ...]:
    counted = rows.order_by().values_list(name).annotate(held=Count("pk"))
    return tuple((label, held) for label, held in counted.order_by("-held", name)[:_NAMED])


@dataclass(frozen=True, slots=True)
class Example:
    """The header and the first rows of the file that waits, or why it cannot be read."""

    header: tuple[str, ...] = ()
    rows: tuple[list[str], ...] = ()
    notes: tuple[str, ...] = ()
    problem: str = ""


def example_of(actor: Actor, access_source: Source) -> Example:
    """What the file looks like that was brought last."""
    require(actor, VIEW_SOURCES, access_source)
    if access_source.kind != SourceKind.FILE or not access_source.stored_as:
        return Example(problem="No file was chosen yet.")
    try:
        listed = open_table(access_source.stored_as)
        rows = [cells[: len(listed.header)] for cells in table.first_rows(listed)]
    except DomainError as error:
        return Example(problem=error.message)
    return Example(listed.header, tuple(rows), listed.notes)
