"""Access sources and loads for tests, made through the services and the job."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from apps.access_reviews.models import Load, Source
from apps.access_reviews.sources.services import (
    SourcePlan,
    add_source,
    bring_file,
    confirm_load,
    try_load,
)
from apps.access_reviews.tasks import load as load_task
from apps.core.access import Actor

HEADER = ("user", "permission", "dataset", "reason", "expires")
Row = tuple[str, ...]


def make_source(actor: Actor, name: str = "Warehouse", **plan: Any) -> Source:
    return add_source(actor=actor, plan=SourcePlan(name=name, **plan))


def csv_of(rows: Iterable[Row], header: Row = HEADER) -> io.BytesIO:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([header, *rows])
    return io.BytesIO(text.getvalue().encode())


def tried(actor: Actor, source: Source, rows: Iterable[Row]) -> Load:
    """A dry run of these rows that has ended."""
    bring_file(actor=actor, source=source, name="list.csv", file=csv_of(rows))
    source.refresh_from_db()
    return done(try_load(actor=actor, source=source))


def loaded(actor: Actor, source: Source, rows: Iterable[Row], reason: str = "") -> Load:
    """A load of these rows that has ended, after its dry run."""
    trial = tried(actor, source, rows)
    return done(confirm_load(actor=actor, load=trial, reason=reason))


def done(load: Load) -> Load:
    """The load after a worker had it."""
    load_task(str(load.public_id))
    load.refresh_from_db()
    return load
