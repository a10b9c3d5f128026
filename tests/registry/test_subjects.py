"""Facts of a pipeline and its parts: what each sees, how many queries, and as of a moment."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.registry.facts.services import set_facts, set_stage_facts
from apps.registry.history.past import subject_facts_at
from apps.registry.lineage.services import link_versions
from apps.registry.models import Pipeline
from apps.registry.objects.services import retire_object
from apps.registry.stages.services import add_stage, link
from apps.registry.subjects import pipelines_reading, subject_facts, subject_facts_of
from tests.cast import Cast
from tests.factories.registry import (
    CLERK,
    DIGEST,
    make_dataset,
    make_dataset_version,
    make_model,
    make_model_version,
    make_pipeline,
    make_system,
)

MARCH = dt.datetime(2026, 3, 31, 12, tzinfo=dt.UTC)


@pytest.fixture
def pipeline(cast: Cast) -> Pipeline:
    """A credit pipeline: one stage, one dataset with PHI, one model trained on it."""
    team = cast.risk_models
    pipeline = make_pipeline(team, pipeline_sector="finance")
    add_stage(actor=CLERK, pipeline=pipeline, kind="training", facts={"stage_isolated": "yes"})
    dataset, model = make_dataset(team, dataset_phi="yes"), make_model(team)
    data = make_dataset_version(dataset, digest=DIGEST, rows=12)
    trained = make_model_version(model)
    link_versions(actor=CLERK, child=trained, parent=data, kind="trained_on")
    for part in (dataset, model):
        link(actor=CLERK, pipeline=pipeline, part=part)
    return pipeline


def test_each_subject_sees_the_scopes_around_it(cast: Cast, pipeline: Pipeline) -> None:
    cast.organization.facts = {"org_kms": {"v": True}}
    cast.organization.save()

    found = subject_facts(pipeline)

    dataset, model = found.datasets[0], found.models[0]
    assert found.organization.facts["org_kms"] is True
    assert not any(key.startswith(("pipeline_", "data_")) for key in found.organization.facts)
    assert found.pipeline.facts["pipeline_training_isolated"] is True
    assert found.pipeline.facts["data_phi"] is found.pipeline.facts["data_personal"] is True
    assert dataset.facts["org_kms"] is dataset.facts["data_phi"] is True
    assert dataset.facts["dataset_rows"] == 12
    assert dataset.facts["dataset_digest_recorded"] is True
    assert model.facts["model_training_data_recorded"] is True
    assert not any(key.startswith("dataset_") for key in model.facts)
    assert dataset.key == f"dataset:{dataset.public_id}"


def test_retired_parts_are_left_out(pipeline: Pipeline) -> None:
    retire_object(actor=CLERK, obj=pipeline.datasets.get(), reason="Deleted at the source")

    found = subject_facts(pipeline)

    assert found.datasets == ()
    assert "data_phi" not in found.pipeline.facts


@pytest.mark.parametrize("count", [1, 4])
def test_the_number_of_queries_does_not_grow(cast: Cast, count: int) -> None:
    pipelines = [make_system(cast.risk_models, f"System {n}") for n in range(count)]

    with CaptureQueriesContext(connection) as queries:
        found = subject_facts_of(pipelines, cast.organization)

    assert len(queries) == 3
    assert [len(found[pipeline.pk].datasets) for pipeline in pipelines] == [1] * count


def test_facts_as_of_a_moment(cast: Cast) -> None:
    with time_machine.travel(MARCH, tick=False):
        pipeline = make_system(cast.risk_models)
        dataset = pipeline.datasets.get()
        set_facts(actor=CLERK, obj=dataset, values={"dataset_phi": "yes"})
        then = subject_facts(pipeline, cast.organization)
    with time_machine.travel(MARCH + dt.timedelta(days=30), tick=False):
        set_facts(actor=CLERK, obj=dataset, values={"dataset_phi": "no"})
        set_stage_facts(
            actor=CLERK, pipeline=pipeline, kind="training", values={"stage_isolated": "yes"}
        )
        make_dataset_version(dataset)
        retire_object(actor=CLERK, obj=pipeline.trained_models.get(), reason="Old")
        now = subject_facts(pipeline, cast.organization)

    found = subject_facts_at(pipeline, MARCH + dt.timedelta(days=1))

    assert found is not None
    assert found.pipeline.own == then.pipeline.own
    assert [part.own for part in found.datasets] == [part.own for part in then.datasets]
    assert len(found.models) == 1
    assert now.models == ()
    assert subject_facts_at(pipeline, MARCH - dt.timedelta(days=1)) is None


def test_the_latest_revision_says_what_the_rows_say(pipeline: Pipeline) -> None:
    now, kept = (
        subject_facts(pipeline),
        subject_facts_at(pipeline, dt.datetime.max.replace(tzinfo=dt.UTC)),
    )

    assert kept is not None
    assert kept.pipeline.own == now.pipeline.own
    assert [dataset.own for dataset in kept.datasets] == [dataset.own for dataset in now.datasets]
    assert [model.own for model in kept.models] == [model.own for model in now.models]


def test_pipelines_that_read_a_dataset(pipeline: Pipeline) -> None:
    dataset = pipeline.datasets.get()

    for kind, pk in (("dataset", dataset.pk), ("pipeline", pipeline.pk)):
        assert list(Pipeline.objects.filter(pipelines_reading(kind, [pk]))) == [pipeline]
