"""The versions of a dataset or model: what is recorded, and recording one more."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from apps.core.access import check
from apps.ui.guard import PageRequest, page
from apps.ui.submit import form_status, try_service

from ..models import DatasetVersion, ModelVersion
from ..objects.frame import ObjectPage, object_page
from ..permissions import EDIT, VIEW
from . import services
from .forms import DatasetVersionForm, ModelVersionForm


@page(VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def dataset_versions(request: PageRequest, dataset_id: uuid.UUID) -> HttpResponse:
    framed = object_page(request.actor, "dataset", {"dataset_id": dataset_id}, "versions")
    form = DatasetVersionForm(request.POST or None)
    return _versions(
        request,
        framed,
        form,
        lambda: services.add_dataset_version(
            actor=request.actor, dataset=framed.obj, **form.cleaned_data
        ),
    )


@page(VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def model_versions(request: PageRequest, model_id: uuid.UUID) -> HttpResponse:
    framed = object_page(request.actor, "model", {"model_id": model_id}, "versions")
    form = ModelVersionForm(request.POST or None)
    return _versions(
        request,
        framed,
        form,
        lambda: services.add_model_version(
            actor=request.actor, model=framed.obj, **form.cleaned_data
        ),
    )


def _versions(
    request: PageRequest,
    framed: ObjectPage,
    form: forms.Form,
    add: Callable[[], DatasetVersion | ModelVersion],
) -> HttpResponse:
    """The page, or back to it once a version is recorded."""
    if form.is_valid():
        version = try_service(form, add)
        if version:
            messages.success(request, f"Version {version.label} is recorded.")
            return redirect(request.path)
    context = {
        "page": framed,
        "object": framed.obj,
        "versions": list(framed.obj.versions.all()),
        "form": form,
        "can_edit": check(request.actor, EDIT, framed.obj),
    }
    template = f"registry/{framed.kind}_versions.html"
    return render(request, template, context, status=form_status(form))
