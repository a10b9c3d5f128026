"""Registered objects for tests, made through the services: revisions and trail are real."""

from __future__ import annotations

from typing import Any, TypeVar

from apps.core.access import Actor
from apps.organizations.models import Team
from apps.registry.kinds import Particulars
from apps.registry.models import (
    Dataset,
    DatasetVersion,
    ModelVersion,
    Pipeline,
    RegisteredObject,
    TrainedModel,
)
from apps.registry.objects.services import create_object
from apps.registry.stages.services import add_stage, link
from apps.registry.versions.services import add_dataset_version, add_model_version

R = TypeVar("R", bound=RegisteredObject)

CLERK = Actor.command("a test")
DIGEST = "ab" * 32


def make(model: type[R], team: Team, name: str, **facts: Any) -> R:
    """A registered object with facts; what it is for does not matter to most tests."""
    particulars = Particulars(name=name, team=team, purpose="Decide on loans")
    return create_object(actor=CLERK, model=model, particulars=particulars, facts=facts)


def make_pipeline(team: Team, name: str = "Credit risk", **facts: Any) -> Pipeline:
    return make(Pipeline, team, name, **facts)


def make_dataset(team: Team, name: str = "Loans", **facts: Any) -> Dataset:
    return make(Dataset, team, name, **facts)


def make_model(team: Team, name: str = "Scorer", **facts: Any) -> TrainedModel:
    return make(TrainedModel, team, name, **facts)


def make_dataset_version(dataset: Dataset, label: str = "v1", **fields: Any) -> DatasetVersion:
    return add_dataset_version(actor=CLERK, dataset=dataset, label=label, **fields)


def make_model_version(model: TrainedModel, label: str = "1.0", **fields: Any) -> ModelVersion:
    return add_model_version(actor=CLERK, model=model, label=label, **fields)


def make_system(team: Team, name: str = "Credit risk") -> Pipeline:
    """A pipeline with two stages, a dataset and a model."""
    pipeline = make_pipeline(team, name)
    for kind in ("storage", "training"):
        add_stage(actor=CLERK, pipeline=pipeline, kind=kind)
    link(actor=CLERK, pipeline=pipeline, part=make_dataset(team, f"{name} data"))
    link(actor=CLERK, pipeline=pipeline, part=make_model(team, f"{name} model"))
    return pipeline
