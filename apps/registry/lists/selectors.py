"""Rows of the three lists: found and put in order as keys, then read for one page.

To sort whole rows, the database would carry every fact sheet and every team along.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any, TypeVar

from django.db.models import Count, Q, QuerySet

from apps.core.access import Actor

from ..models import Dataset, Marked, Pipeline, RegisteredObject, Status, TrainedModel
from ..objects.selectors import visible
from ..subjects import with_latest_model_version, with_latest_version

R = TypeVar("R", bound=RegisteredObject)


def keys_in_order(actor: Actor, model: type[R]) -> QuerySet[R]:
    """Every visible row of a kind by name, with nothing but its key: to filter, count and cut."""
    return visible(actor, model).order_by("name", "pk").select_related(None).only("pk")


def whole_rows(model: type[R], pks: Sequence[int]) -> list[R]:
    """These rows with everything that CSV and JSON hold; one query."""
    return _by_key(model.objects.select_related("team", "owner"), pks)


def pipeline_rows(pks: Sequence[int]) -> list[Pipeline]:
    """These pipelines with `model_count`, the number of their active models; one query."""
    used = Count("trained_models", filter=Q(trained_models__status=Status.ACTIVE))
    return _rows(Pipeline.objects.annotate(model_count=used), pks)


def dataset_rows(pks: Sequence[int]) -> list[Dataset]:
    """These datasets with their latest version; one query."""
    return _rows(with_latest_version(Dataset.objects), pks)


def model_rows(pks: Sequence[int]) -> list[TrainedModel]:
    """These models with their latest version; one query."""
    return _rows(with_latest_model_version(TrainedModel.objects), pks)


def _rows(rows: QuerySet[R], pks: Sequence[int]) -> list[R]:
    """Rows in the order of their keys, with team and owner and without what no page shows."""
    unshown = ["facts", "purpose", "description"]
    if issubclass(rows.model, Marked):
        unshown.append("inherited")
    return _by_key(rows.select_related("team", "owner").defer(*unshown), pks)


def _by_key(rows: QuerySet[R], pks: Sequence[int]) -> list[R]:
    by_key = rows.in_bulk(pks)
    return [by_key[pk] for pk in pks if pk in by_key]


def marks_of_datasets(pks: Collection[int]) -> dict[int, list[str]]:
    """The marks of each active dataset, by pipeline; one query."""
    uses: Any = Pipeline.datasets.through
    linked = uses.objects.filter(pipeline_id__in=pks, dataset__status=Status.ACTIVE)
    by_pipeline: dict[int, list[str]] = defaultdict(list)
    for pk, marks in linked.values_list("pipeline_id", "dataset__marks"):
        by_pipeline[pk].append(marks)
    return by_pipeline
