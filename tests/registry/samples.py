"""What the architecture tests need of this app."""

from __future__ import annotations

from apps.registry.models import Pipeline, Stage
from tests.architecture.samples import NOBODY, Samples, Values
from tests.cast import Cast
from tests.factories.assessments import make_pipeline


def make(cast: Cast, made: Values) -> Values:
    pipeline = make_pipeline(cast.risk_models)
    Stage.objects.create(pipeline=pipeline, kind="training")
    return {
        "pipeline_id": pipeline.public_id,
        "dataset_id": pipeline.datasets.get().public_id,
        "model_id": pipeline.trained_models.get().public_id,
        "stage": "training",
        "edge_id": NOBODY,
    }


def arguments(cast: Cast, made: Values) -> Values:
    pipeline = Pipeline.objects.get(public_id=made["pipeline_id"])
    return {
        "pipeline": pipeline,
        "obj": pipeline.datasets.get(),
        "rows": Pipeline.objects.all(),
        "model": Pipeline,
        "kind": "pipeline",
        "text": pipeline.name,
        "version": None,
    }


def lengthen(cast: Cast, number: int) -> None:
    make_pipeline(cast.risk_models, f"Pipeline {number}")


SAMPLES = Samples(
    make=make,
    arguments=arguments,
    of_a_team=frozenset({"pipeline_id", "dataset_id", "model_id"}),
    resolved=frozenset({"graph_around"}),
    lists=frozenset({"registry:pipelines", "registry:datasets", "registry:models"}),
    lengthen=lengthen,
)
