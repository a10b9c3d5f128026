"""The work of a load: read, compare, ask where the list shrank, keep, and tell what follows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from apps.core.access import Actor
from apps.core.errors import DomainError
from apps.core.jobs import JobState, TakenOver
from apps.trail.services import record

from ..actions import LOADED
from ..models import Load, LoadProblem
from ..rules.loads import question
from .consequences import follow
from .entries import Problem, digest_of, gathered, read_entries
from .keeping import Changes, Held, compare, put_in_place, stage, throw_away
from .reading import known_of, read_load

WORKER = Actor.system("Access source reader")
_PORTION = 1000


def run_load(job: Load) -> None:
    """The work of the job. Raises `DomainError` for a list that cannot be read, and with the
    question for one that shrank until somebody accepts it."""
    _begin_again(job)
    job.report(2, "Reading")
    told = read_load(job)
    known = known_of(job.source)
    entries = read_entries(told.rows, known)
    held, problems = gathered(
        entries, lambda count: job.report(min(30, 2 + count // 10_000), f"{count:,} rows are read")
    )
    job.report(35, "Comparing with the last list")
    _keep_problems(job, problems)
    changes = compare(job.source, held)
    found = _counts(held, problems, changes)
    found |= {"notes": list(told.notes), "question": question(len(held), last_rows(job))}
    if job.dry_run:
        job.finish(**found, digest=digest_of(held))
        return
    if found["question"] and not job.shrink_accepted:
        _note(job, found)
        raise DomainError(found["question"], code="shrunk")
    _keep(job, held, changes, found)


def last_rows(job: Load) -> int | None:
    """How many rows the last load that was kept held; None when there was none."""
    kept = Load.objects.filter(source_id=job.source_id, dry_run=False, state=JobState.SUCCEEDED)
    return kept.exclude(pk=job.pk).order_by("-pk").values_list("row_count", flat=True).first()


def _begin_again(job: Load) -> None:
    LoadProblem.objects.filter(load=job).delete()
    if not job.dry_run:
        throw_away(job.source)


def _counts(held: Held, problems: Sequence[Problem], changes: Changes) -> dict[str, Any]:
    return {
        "row_count": len(held),
        "new_count": len(changes.new),
        "changed_count": len(changes.changed),
        "gone_count": len(changes.gone),
        "bad_count": len(problems),
        "orphan_count": sum(entry.user_id is None for entry in held.values()),
    }


def _keep_problems(job: Load, problems: Sequence[Problem]) -> None:
    for start in range(0, len(problems), _PORTION):
        portion = problems[start : start + _PORTION]
        rows = [
            LoadProblem(load=job, row=p.row, column=p.column, value=p.value, message=p.message)
            for p in portion
        ]
        with transaction.atomic():
            LoadProblem.objects.bulk_create(rows)


def _note(job: Load, found: dict[str, Any]) -> None:
    """What was found by a load that stops, while it is still this worker's."""
    mine = Load.objects.filter(pk=job.pk, attempts=job.attempts, state=JobState.RUNNING)
    if not mine.update(**found):
        raise TakenOver


def _keep(job: Load, held: Held, changes: Changes, found: dict[str, Any]) -> None:
    keys = changes.to_write
    every = max(1, len(keys))
    stage(
        job,
        held,
        keys,
        lambda count: job.report(40 + 40 * count // every, f"{count:,} of {every:,} are kept"),
    )
    job.report(85, "Putting the list in place")
    digest = digest_of(held)
    with transaction.atomic():
        job.finish(**found, digest=digest)
        put_in_place(job, changes)
        follow(WORKER, job, held)
        kept = {name: value for name, value in found.items() if name.endswith("_count")}
        record(WORKER, LOADED, job.source, kept | {"digest": digest, "asked_by": job.asked_by})
