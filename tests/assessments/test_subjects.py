"""The one-query read of subjects says exactly what the registry says."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from apps.assessments.subjects import read_subjects
from apps.organizations.models import Organization
from apps.organizations.services.settings import set_organization_facts
from apps.registry.lineage.services import link_versions
from apps.registry.models import LineageKind, Pipeline
from apps.registry.objects.services import retire_object
from apps.registry.stages.services import add_stage, link
from apps.registry.subjects import subject_facts
from tests.cast import Cast
from tests.factories.registry import (
    CLERK,
    DIGEST,
    make_dataset,
    make_dataset_version,
    make_model,
    make_model_version,
    make_pipeline,
)


@pytest.fixture
def rich(cast: Cast) -> Pipeline:
    """A pipeline with stages, versions, lineage, an owner, bare parts and a retired dataset."""
    team = cast.risk_models
    pipeline = make_pipeline(team, pipeline_monitored=True, pipeline_sector="health")
    add_stage(actor=CLERK, pipeline=pipeline, kind="training", facts={"stage_region": "EU"})
    add_stage(actor=CLERK, pipeline=pipeline, kind="storage", facts={"stage_logged": False})
    data = make_dataset(team, "A", dataset_phi=True, dataset_special_kinds=["health"])
    first = make_dataset_version(data, rows=7, digest=DIGEST, schema=[{"name": "a", "type": "int"}])
    model = make_model(team, "M", model_generative=True)
    newest = make_model_version(model, digest=DIGEST)
    link_versions(actor=CLERK, child=newest, parent=first, kind=LineageKind.TRAINED_ON)
    gone = make_dataset(team, "Gone", dataset_children=True)
    for part in (data, make_dataset(team, "B"), gone, model, make_model(team, "N")):
        link(actor=CLERK, pipeline=pipeline, part=part)
    retire_object(actor=CLERK, obj=gone, reason="Old")
    pipeline.owner = cast.sam
    pipeline.save()
    set_organization_facts(actor=CLERK, values={"org_kms": "yes"}, expected_version=1)
    Organization.objects.update(mfa_roles=["administrator"])
    found: Pipeline = Pipeline.objects.select_related("team", "owner").get(pk=pipeline.pk)
    return found


def test_facts_are_those_of_the_registry(rich: Pipeline) -> None:
    subjects, objects = read_subjects(rich)
    theirs = subject_facts(rich).subjects()

    assert [subject.key for subject in subjects] == [other.key for other in theirs]
    for ours, registry in zip(subjects, theirs, strict=True):
        assert ours.facts == registry.facts
        assert ours.label == registry.label
        assert objects[ours.key].pk == registry.pk
        assert objects[ours.key].stored == registry.stored
    assert "Gone" not in {subject.label for subject in subjects}


def test_who_answers_is_named(cast: Cast, rich: Pipeline) -> None:
    owners = {subject.label: subject.owner for subject in read_subjects(rich)[0]}

    assert owners == {
        "Example Bank": "Compliance officer",
        "Credit risk": "Sam",
        "A": "Risk Models",
        "B": "Risk Models",
        "M": "Risk Models",
        "N": "Risk Models",
    }


def test_it_takes_the_same_few_queries_whatever_the_pipeline_holds(
    rich: Pipeline, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    read_subjects(rich)
    for number in range(3):
        rich.datasets.add(make_dataset(rich.team, f"More {number}"))

    with django_assert_num_queries(4):
        assert len(read_subjects(rich)[0]) > 7
