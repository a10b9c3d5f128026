from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.core.access import check
from apps.ui.guard import PageRequest, page
from apps.ui.submit import form_status, try_service

from ..models import Dataset, Pipeline, TrainedModel
from ..objects.frame import ObjectPage, object_page
from ..objects.selectors import get_object, linked, pipelines_of
from ..permissions import EDIT, VIEW
from . import services
from .drawing import draw
from .forms import LineageForm, ReachForm
from .listing import DERIVED
from .reach import Reach, derived_versions, reach_of
from .selectors import graph_around, nodes_of


@page(VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def graph(request: PageRequest, /, kind: str, **ids: uuid.UUID) -> HttpResponse:
    framed = object_page(request.actor, kind, ids, "lineage")
    can_edit = check(request.actor, EDIT, framed.obj)
    form = _form(request, framed)
    if form is not None and form.is_valid():
        edge = try_service(
            form,
            lambda: services.link_versions(
                actor=request.actor,
                child=form.cleaned_data["child"],
                parent=form.cleaned_data["parent"],
                kind=form.cleaned_data["kind"],
            ),
        )
        if edge:
            messages.success(request, "The link is recorded.")
            return redirect(request.path)
    context = {
        "page": framed,
        "object": framed.obj,
        "form": form,
        "can_edit": can_edit,
        "drawing": _drawing(request, framed),
        "reach": _reach(request, framed),
    }
    status = form_status(form) if form is not None else 200
    return render(request, "registry/object_lineage.html", context, status=status)


def _form(request: PageRequest, framed: ObjectPage) -> LineageForm | None:
    """Links are recorded at the dataset or model that was made; a pipeline only shows them."""
    if isinstance(framed.obj, Pipeline):
        return None
    return LineageForm(request.POST or None, actor=request.actor, obj=framed.obj)


def _reach(request: PageRequest, framed: ObjectPage) -> Reach | None:
    if isinstance(framed.obj, Pipeline):
        return None
    return reach_of(derived_versions(request.actor, framed.obj))


def _drawing(request: PageRequest, framed: ObjectPage) -> Any:
    obj = framed.obj
    if not isinstance(obj, Pipeline):
        around = graph_around(request.actor, nodes_of(obj))
        return draw(around, obj, pipelines_of(request.actor, obj), framed.marks, [obj])
    parts = linked(request.actor, obj)
    every: list[Dataset | TrainedModel] = [*parts.datasets, *parts.models]
    start = [node for part in every for node in nodes_of(part)]
    return draw(graph_around(request.actor, start), obj, [obj], framed.marks, every)


@page(VIEW)
@require_safe
def derived(request: PageRequest, /, kind: str, **ids: uuid.UUID) -> HttpResponseBase:
    """Everything made from a dataset or model, or from one version of it."""
    obj: Any = get_object(request.actor, kind, ids[f"{kind}_id"])
    form = ReachForm(request.GET or None, obj=obj)
    version = form.cleaned_data["version"] if form.is_valid() else None
    beside = {
        "object": obj,
        "version": version,
        "lineage_url": reverse(f"registry:{kind}_lineage", args=[obj.public_id]),
    }
    rows = derived_versions(request.actor, obj, version)
    return replace(DERIVED, beside=lambda _: beside).respond(request, rows, form)


@page(EDIT)
@require_POST
def remove(
    request: PageRequest, /, kind: str, edge_id: uuid.UUID, **ids: uuid.UUID
) -> HttpResponse:
    obj = get_object(request.actor, kind, ids[f"{kind}_id"])
    services.unlink_versions(actor=request.actor, edge_id=edge_id)
    messages.success(request, "The link is removed.")
    return redirect(f"registry:{kind}_lineage", obj.public_id)
