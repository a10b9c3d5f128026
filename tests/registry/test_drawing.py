"""What the lineage page draws: versions, and how they reach the pipelines that use them."""

from __future__ import annotations

import pytest

from apps.core.access import Actor
from apps.registry.lineage.drawing import Drawing, draw
from apps.registry.lineage.selectors import graph_around, nodes_of
from apps.registry.lineage.services import link_versions
from apps.registry.models import Dataset, Pipeline, TrainedModel
from apps.registry.stages.services import link
from tests.cast import Cast
from tests.factories.registry import (
    CLERK,
    make_dataset,
    make_dataset_version,
    make_model,
    make_model_version,
    make_pipeline,
)

Parts = tuple[Pipeline, Dataset, TrainedModel]


@pytest.fixture
def parts(cast: Cast) -> Parts:
    """A pipeline with a dataset and the model trained on it."""
    team = cast.risk_models
    pipeline, dataset, model = make_pipeline(team), make_dataset(team), make_model(team)
    data, trained = make_dataset_version(dataset), make_model_version(model)
    link_versions(actor=CLERK, child=trained, parent=data, kind="trained_on")
    for part in (dataset, model):
        link(actor=CLERK, pipeline=pipeline, part=part)
    return pipeline, dataset, model


def drawn(
    actor: Actor, obj: Pipeline | Dataset, parts: list[Dataset | TrainedModel], pipeline: Pipeline
) -> Drawing:
    start = [node for part in parts for node in nodes_of(part)]
    found = draw(graph_around(actor, start), obj, [pipeline], (), parts)
    assert found is not None
    return found


def test_a_pipeline_is_reached_through_the_model_made_from_its_data(parts: Parts) -> None:
    pipeline, dataset, model = parts

    drawing = drawn(CLERK, pipeline, [dataset, model], pipeline)

    assert [words for _, words in drawing.labels] == ["trained on", "used in"]
    assert [node.name for node in drawing.nodes if node.is_current] == [pipeline.name]


def test_a_dataset_page_shows_where_it_is_used(parts: Parts) -> None:
    pipeline, dataset, _ = parts

    drawing = drawn(CLERK, dataset, [dataset], pipeline)

    by_kind = {node.kind: node.box for node in drawing.nodes}
    assert sorted(words for _, words in drawing.labels) == ["trained on", "used in"]
    assert by_kind["Pipeline"].x > by_kind["Dataset"].x


def test_a_part_without_versions_is_drawn_all_the_same(cast: Cast) -> None:
    pipeline, dataset = make_pipeline(cast.risk_models), make_dataset(cast.risk_models)

    drawing = drawn(CLERK, pipeline, [dataset], pipeline)

    assert [node.version for node in drawing.nodes if node.kind == "Dataset"] == ["no version yet"]


def test_what_is_out_of_sight_has_no_name(cast: Cast) -> None:
    mine, secret = make_dataset(cast.elsewhere), make_dataset(cast.risk_models, "Secret")
    child, parent = make_dataset_version(mine), make_dataset_version(secret)
    link_versions(actor=CLERK, child=child, parent=parent, kind="derived_from")

    graph = graph_around(cast.actor(cast.mallory), nodes_of(mine))
    drawing = draw(graph, mine, [], ())

    assert drawing is not None
    assert {node.name for node in drawing.nodes} == {"Loans", "Out of your sight"}
    assert drawing.rows[0].parent == "A dataset out of your sight"


def test_nothing_to_draw_is_no_drawing(cast: Cast) -> None:
    dataset = make_dataset(cast.risk_models)

    assert draw(graph_around(CLERK, nodes_of(dataset)), dataset, [], (), [dataset]) is None
