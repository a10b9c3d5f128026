from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.core.access import require
from apps.ui.guard import PageRequest, page
from apps.ui.submit import form_status, try_service

from ..kinds import KINDS
from ..lineage import strip
from ..models import Dataset, Pipeline, TrainedModel
from ..permissions import CREATE, EDIT, REINSTATE, RETIRE, VIEW
from ..stages.forms import LinkForm
from . import services
from .consequences import consequences_of_retiring
from .forms import EditForm, RegistrationForm, RetireForm
from .frame import ObjectPage, object_page
from .selectors import get_object, linked, pipelines_of

_FIRST_TODO = 5


@page(VIEW)
@require_safe
def overview(request: PageRequest, /, kind: str, **ids: uuid.UUID) -> HttpResponse:
    framed = object_page(request.actor, kind, ids)
    todo = [] if framed.obj.is_retired else framed.done.todo
    context = {
        "page": framed,
        "object": framed.obj,
        "todo": todo[:_FIRST_TODO],
        "more_todo": max(0, len(todo) - _FIRST_TODO),
        **_around(request, framed),
    }
    return render(request, f"registry/{kind}_overview.html", context)


def _around(request: PageRequest, framed: ObjectPage) -> dict[str, Any]:
    """What the object is linked to, with the forms that link more to a pipeline."""
    obj = framed.obj
    if not isinstance(obj, Pipeline):
        using = pipelines_of(request.actor, obj)
        return {"pipelines": using, "strip": strip.of_part(obj, framed.marks, using)}
    parts = linked(request.actor, obj)
    return {
        "linked": parts,
        "strip": strip.of_pipeline(obj, parts, framed.marks),
        "link_dataset": LinkForm(actor=request.actor, pipeline=obj, model=Dataset),
        "link_model": LinkForm(actor=request.actor, pipeline=obj, model=TrainedModel),
    }


def _about(kind: str) -> dict[str, str]:
    """What a page outside the frame of an object says of its kind."""
    return {"kind": kind, "plural": KINDS[kind].plural, "list_url": KINDS[kind].list_url}


@page(CREATE)
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: PageRequest, /, kind: str) -> HttpResponse:
    form = RegistrationForm(request.POST or None, actor=request.actor, kind=kind)
    if form.is_valid():
        obj = try_service(
            form,
            lambda: services.create_object(
                actor=request.actor,
                model=KINDS[kind].model,
                particulars=form.particulars(),
                public_id=form.cleaned_data["public_id"],
            ),
        )
        if obj:
            words = f"{obj.name} is registered. What is still open is listed below."
            messages.success(request, words)
            return redirect(obj)
    context = {"form": form, **_about(kind)}
    return render(request, "registry/object_new.html", context, status=form_status(form))


@page(EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PageRequest, /, kind: str, **ids: uuid.UUID) -> HttpResponse:
    obj = get_object(request.actor, kind, ids[f"{kind}_id"])
    require(request.actor, EDIT, obj)
    form = EditForm(request.POST or None, actor=request.actor, kind=kind, obj=obj)
    if form.is_valid():
        saved = try_service(
            form,
            lambda: services.edit_object(
                actor=request.actor,
                obj=obj,
                particulars=form.particulars(),
                expected_version=form.cleaned_data["version"],
            ),
        )
        if saved:
            messages.success(request, f"{saved.name} is saved.")
            return redirect(saved)
    if form.is_stale:
        form.show_saved(obj)
    context = {"form": form, "object": obj, **_about(kind)}
    return render(request, "registry/object_edit.html", context, status=form_status(form))


@page(RETIRE)
@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: PageRequest, /, kind: str, **ids: uuid.UUID) -> HttpResponse:
    obj = get_object(request.actor, kind, ids[f"{kind}_id"])
    require(request.actor, RETIRE, obj)
    form = RetireForm(request.POST or None, initial={"version": obj.lock_version})
    if form.is_valid():
        done = try_service(
            form,
            lambda: services.retire_object(
                actor=request.actor,
                obj=obj,
                reason=form.cleaned_data["reason"],
                expected_version=form.cleaned_data["version"],
            ),
        )
        if done:
            messages.success(request, f"{obj.name} is retired. Its record stays readable.")
            return redirect(obj)
    if form.is_stale:
        form.catch_up(obj.lock_version)
    context = {
        "form": form,
        "object": obj,
        **_about(kind),
        "consequences": consequences_of_retiring(request.actor, obj),
    }
    return render(request, "registry/object_retire.html", context, status=form_status(form))


@page(REINSTATE)
@require_POST
def reinstate(request: PageRequest, /, kind: str, **ids: uuid.UUID) -> HttpResponse:
    obj = get_object(request.actor, kind, ids[f"{kind}_id"])
    services.reinstate_object(actor=request.actor, obj=obj)
    messages.success(request, f"{obj.name} is in use again.")
    return redirect(obj)
