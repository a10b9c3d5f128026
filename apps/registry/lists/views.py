from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_filters import FilterSet

from apps.ui.guard import PageRequest, page
from apps.ui.lists import csv_response, list_page

from .. import hooks
from ..imports.columns import columns_of
from ..models import Dataset, Pipeline, RegisteredObject, TrainedModel
from ..permissions import VIEW
from ..sensitivity import together
from .filters import DatasetFilter, ModelFilter, PipelineFilter
from .selectors import (
    dataset_rows,
    in_order,
    keys_in_order,
    marks_of_datasets,
    model_rows,
    pipeline_rows,
)


@page(VIEW)
@require_safe
def pipelines(request: PageRequest) -> HttpResponse:
    listed = list_page(request, PipelineFilter, keys_in_order(request.actor, Pipeline))
    pks = [row.pk for row in listed.rows]
    scores, marks = hooks.scores_of(pks), marks_of_datasets(pks)
    rows: list[Any] = pipeline_rows(pks)
    for row in rows:
        row.score, row.dataset_count = scores.get(row.pk), len(marks[row.pk])
        row.marks = together(marks[row.pk])
    context = {"list": listed, "rows": rows, "kind": "pipeline"}
    return render(request, "registry/pipeline_list.html", context)


@page(VIEW)
@require_safe
def datasets(request: PageRequest) -> HttpResponse:
    listed = list_page(request, DatasetFilter, keys_in_order(request.actor, Dataset))
    rows = dataset_rows([row.pk for row in listed.rows])
    context = {"list": listed, "rows": rows, "kind": "dataset"}
    return render(request, "registry/dataset_list.html", context)


@page(VIEW)
@require_safe
def models(request: PageRequest) -> HttpResponse:
    listed = list_page(request, ModelFilter, keys_in_order(request.actor, TrainedModel))
    rows = model_rows([row.pk for row in listed.rows])
    context = {"list": listed, "rows": rows, "kind": "model"}
    return render(request, "registry/model_list.html", context)


@page(VIEW)
@require_safe
def pipelines_csv(request: PageRequest) -> HttpResponseBase:
    return _csv(request, Pipeline, PipelineFilter)


@page(VIEW)
@require_safe
def datasets_csv(request: PageRequest) -> HttpResponseBase:
    return _csv(request, Dataset, DatasetFilter)


@page(VIEW)
@require_safe
def models_csv(request: PageRequest) -> HttpResponseBase:
    return _csv(request, TrainedModel, ModelFilter)


def _csv(
    request: PageRequest, model: type[RegisteredObject], filterset: type[FilterSet]
) -> HttpResponseBase:
    found = filterset(request.GET, in_order(request.actor, model), request=request).qs
    rows = found.iterator(chunk_size=500)
    return csv_response(f"{model.kind}s", columns_of(model.kind), rows)
