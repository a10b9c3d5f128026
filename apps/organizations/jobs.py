"""The jobs of this installation, of whatever app: what waits, runs, failed, and who asked."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, QuerySet, Value

from apps.core.access import Actor, check
from apps.core.errors import NotVisible
from apps.core.jobs import JOBS, Job

from .permissions import VIEW_JOBS


@dataclass(frozen=True, slots=True)
class JobRow:
    """One job as the list shows it; `url` is empty where it has no page of its own."""

    kind: str
    noun: str
    what: str
    url: str
    job: Job


def job_kinds() -> dict[str, type[Job]]:
    """Every table of jobs by its key in the address, such as "pack"."""
    return {str(model._meta.model_name): model for model in JOBS.values()}


def job_noun(model: type[Job]) -> str:
    """What people call one of this kind: "Pack"."""
    return str(model._meta.verbose_name).capitalize()


def list_jobs(actor: Actor, *, state: str = "", kind: str = "") -> QuerySet[Any]:
    """Kind, key and age of every job, the newest first; `rows_of` makes rows of a page of them."""
    kinds = job_kinds() if check(actor, VIEW_JOBS).allowed else {}
    first, *rest = [
        _keys(name, model, state) for name, model in kinds.items() if kind in {"", name}
    ] or [_nothing()]
    return first.union(*rest, all=True).order_by("-created_at", "pk")


def _keys(kind: str, model: type[Job], state: str) -> QuerySet[Any]:
    wanted = {"state": state} if state else {}
    named = model._base_manager.filter(**wanted).annotate(kind=Value(kind, CharField()))
    return named.order_by().values_list("kind", "pk", "created_at")


def _nothing() -> QuerySet[Any]:
    return _keys("", next(iter(JOBS.values())), "").none()


def rows_of(keys: Iterable[tuple[str, int, Any]]) -> Iterator[JobRow]:
    """The rows of these keys in their order: one query for each kind among them.

    Who may see the list is an administrator and sees every object, so each link may be shown.
    """
    keys, kinds = list(keys), job_kinds()
    jobs = {
        name: model._base_manager.in_bulk([pk for kind, pk, _ in keys if kind == name])
        for name, model in kinds.items()
        if any(kind == name for kind, _, _ in keys)
    }
    for kind, pk, _ in keys:
        job = jobs[kind].get(pk)
        if job is not None:
            yield _row(kind, job)


def _row(kind: str, job: Job) -> JobRow:
    page = getattr(job, "get_absolute_url", None)
    return JobRow(kind, job_noun(type(job)), str(job), page() if page else "", job)


def get_job(actor: Actor, kind: str, job_id: uuid.UUID) -> Job:
    """One job of a kind. Raises `NotVisible`."""
    model = job_kinds().get(kind) if check(actor, VIEW_JOBS).allowed else None
    job = model._base_manager.filter(public_id=job_id).first() if model else None
    if job is None:
        raise NotVisible("We could not find that job.")
    return job
