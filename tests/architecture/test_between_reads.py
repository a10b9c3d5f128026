"""A page reads in several steps, and others save between them: no step may break over that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.test import Client
from django.urls import reverse

from apps.assessments.models import AnswerEvidence, PipelineScore, SectionAssignment
from apps.registry.models import Pipeline, Stage
from tests.architecture.samples import make_samples
from tests.cast import Cast
from tests.factories.assessments import make_pipeline, publish, start
from tests.factories.catalogue import control, question

pytestmark = pytest.mark.django_db

HOME = "home:home"
PAGES = {
    HOME: (),
    "registry:pipelines": (),
    "registry:datasets": (),
    "registry:models": (),
    "assessments:list": (),
    "evidence:list": (),
    "packs:list": (),
    "registry:pipeline": ("pipeline_id",),
    "registry:dataset": ("dataset_id",),
    "assessments:assessment": ("assessment_id",),
    "assessments:result": ("assessment_id",),
    "evidence:evidence": ("evidence_id",),
}


def figures_move(cast: Cast) -> None:
    """Every figure changes, so that no row is found again by what it held."""
    PipelineScore.objects.update(low=F("low") + 0.01, high=F("high") + 0.01)


def rows_come(cast: Cast) -> None:
    """A catalogue with another law, a pipeline, its data and an assessment."""
    publish(control("newcomer", question("newcomer"), provisions=["gdpr-1"]))
    pipeline = make_pipeline(cast.risk_models, "Newcomer")
    start(cast.actor(cast.sam), pipeline)
    PipelineScore.objects.filter(pipeline=pipeline).exclude(regime="").update(
        regime=Concat("regime", Value("-new"))
    )


def rows_go(cast: Cast) -> None:
    """What people may take away, they do."""
    PipelineScore.objects.all().delete()
    Stage.objects.all().delete()
    SectionAssignment.objects.all().delete()
    AnswerEvidence.objects.all().delete()
    for pipeline in Pipeline.objects.all():
        pipeline.datasets.clear()
        pipeline.trained_models.clear()
    Pipeline.objects.update(status="retired", owner=None)


MOVES = (figures_move, rows_come, rows_go)


@contextmanager
def before_read(number: int, move: Callable[[], None]) -> Iterator[list[str]]:
    """Runs `move` just before the read of that number; yields the reads that were asked."""
    asked: list[str] = []

    def watch(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith("SELECT") and len(asked) <= number:
            asked.append(sql)
            if len(asked) == number + 1:
                move()
        return execute(sql, *rest)

    with connection.execute_wrapper(watch):
        yield asked


def broken_reads(client: Client, path: str, move: Callable[[], None]) -> tuple[list[str], int]:
    """The reads before which `move` breaks the page, and how many reads there are."""
    broken: list[str] = []
    for number in count():
        with transaction.atomic(), before_read(number, move) as asked:
            status = client.get(path).status_code
            transaction.set_rollback(True)
        if len(asked) <= number:
            return broken, number
        if status == 500:
            broken.append(asked[-1])
    raise AssertionError("unreachable")


@pytest.mark.parametrize(("person", "name"), [*(("cora", name) for name in PAGES), ("lena", HOME)])
def test_a_page_tolerates_what_others_save_between_its_reads(
    cast: Cast, person: str, name: str
) -> None:
    samples = make_samples(cast)
    start(cast.actor(cast.sam), make_pipeline(cast.risk_models, "Second"))
    path = reverse(name, args=[samples[key] for key in PAGES[name]])
    client = cast.client(cast.people()[person])
    client.raise_request_exception = False

    for move in MOVES:
        broken, reads = broken_reads(client, path, partial(move, cast))
        assert (move.__name__, broken) == (move.__name__, [])
        assert reads > 4
