"""Statements compiled once answer as the queries they were built from."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import QuerySet
from pytest_django import DjangoAssertNumQueries

from apps.core.statements import compiled
from apps.registry.models import Dataset
from apps.registry.subjects import subject_facts, subject_facts_of
from tests.cast import Cast
from tests.factories.registry import make_dataset, make_model, make_pipeline


@compiled
def names_of(team: int) -> QuerySet[Any, Any]:
    return Dataset.objects.filter(team_id=team).order_by("name").values_list("name", "status")


def test_each_key_gives_its_own_rows(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for name in ("B", "A"):
        make_dataset(cast.risk_models, name)
    make_dataset(cast.elsewhere, "Theirs")

    with django_assert_num_queries(3):
        assert names_of(cast.risk_models.pk) == [("A", "active"), ("B", "active")]
        assert names_of(cast.elsewhere.pk) == [("Theirs", "active")]
        assert names_of(0) == []


@pytest.mark.parametrize("parts", [0, 3])
def test_facts_of_one_pipeline_are_those_of_many(cast: Cast, parts: int) -> None:
    pipeline = make_pipeline(cast.risk_models, "Credit risk")
    for number in range(parts):
        pipeline.datasets.add(make_dataset(cast.elsewhere, f"Data {number}"))
        model = make_model(cast.risk_models, f"Model {number}")
        model.owner = cast.lena
        model.save()
        pipeline.trained_models.add(model)

    assert subject_facts(pipeline) == subject_facts_of([pipeline])[pipeline.pk]
