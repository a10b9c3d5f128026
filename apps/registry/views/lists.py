from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.ui.guard import PageRequest, page
from apps.ui.lists import csv_response, list_page

from .. import hooks
from ..csv_rows import columns_of
from ..filters import DatasetFilter, ModelFilter, PipelineFilter
from ..marks import marks_of, marks_of_all
from ..models import Dataset, TrainedModel
from ..permissions import VIEW
from ..selectors.objects import list_datasets, list_models, list_pipelines, parts_of
from ..selectors.subjects import with_latest_model_version, with_latest_version


@page(VIEW)
@require_safe
def pipelines(request: PageRequest) -> HttpResponse:
    listed = list_page(request, PipelineFilter, list_pipelines(request.actor).defer("facts"))
    rows = listed.rows
    pks = [row.pk for row in rows]
    scores, parts = hooks.scores_of(pks), parts_of(pks)
    for row in rows:
        row.score, row.parts = scores.get(row.pk), parts[row.pk]
        row.marks = marks_of_all(row.parts.datasets)
    context = {"list": listed, "rows": rows, "kind": "pipeline"}
    return render(request, "registry/pipeline_list.html", context)


@page(VIEW)
@require_safe
def datasets(request: PageRequest) -> HttpResponse:
    listed = list_page(request, DatasetFilter, list_datasets(request.actor))
    rows = _completed(listed.rows, with_latest_version(Dataset.objects))
    context = {"list": listed, "rows": rows, "kind": "dataset"}
    return render(request, "registry/dataset_list.html", context)


@page(VIEW)
@require_safe
def models(request: PageRequest) -> HttpResponse:
    listed = list_page(request, ModelFilter, list_models(request.actor))
    rows = _completed(listed.rows, with_latest_model_version(TrainedModel.objects))
    context = {"list": listed, "rows": rows, "kind": "model"}
    return render(request, "registry/model_list.html", context)


def _completed(rows: Iterable[Any], with_version: QuerySet[Any]) -> list[Any]:
    """The rows of one page with their marks and latest version, read for this page only."""
    found = list(rows)
    latest = with_version.only("pk").in_bulk([row.pk for row in found])
    for row in found:
        row.marks, row.latest = marks_of(row), latest[row.pk]
    return found


@page(VIEW)
@require_safe
def pipelines_csv(request: PageRequest) -> HttpResponseBase:
    filtered = PipelineFilter(request.GET, list_pipelines(request.actor), request=request)
    return _csv("pipeline", filtered.qs)


@page(VIEW)
@require_safe
def datasets_csv(request: PageRequest) -> HttpResponseBase:
    filtered = DatasetFilter(request.GET, list_datasets(request.actor), request=request)
    return _csv("dataset", filtered.qs)


@page(VIEW)
@require_safe
def models_csv(request: PageRequest) -> HttpResponseBase:
    filtered = ModelFilter(request.GET, list_models(request.actor), request=request)
    return _csv("model", filtered.qs)


def _csv(kind: str, rows: Any) -> HttpResponseBase:
    return csv_response(f"{kind}s", columns_of(kind), rows.iterator(chunk_size=500))
