from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from apps.core.access import check
from apps.core.errors import DomainError, NotVisible
from apps.core.facts import About, FactSpec, specs_about
from apps.ui.fact_form import FactsForm
from apps.ui.guard import PageRequest, page
from apps.ui.submit import form_status, try_service

from ..facts.services import set_stage_facts
from ..facts.views import answer_facts, save_facts
from ..models import Dataset, Pipeline, Stage, StageKind, TrainedModel
from ..objects.frame import object_page
from ..objects.selectors import get_one, get_pipeline
from ..permissions import EDIT, VIEW
from . import services
from .forms import LinkForm, StageForm


@page(VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def stages(request: PageRequest, pipeline_id: uuid.UUID) -> HttpResponse:
    framed = object_page(request.actor, "pipeline", {"pipeline_id": pipeline_id}, "stages")
    rows = _in_order(framed.obj)
    form = StageForm(request.POST or None, taken={row.kind for row in rows})
    if form.is_valid():
        stage = try_service(
            form,
            lambda: services.add_stage(
                actor=request.actor, pipeline=framed.obj, kind=form.cleaned_data["kind"]
            ),
        )
        if stage:
            return redirect("registry:pipeline_stage", pipeline_id, stage.kind)
    context = {
        "page": framed,
        "object": framed.obj,
        "stages": rows,
        "matrix": _matrix(rows),
        "form": form,
        "can_edit": check(request.actor, EDIT, framed.obj),
    }
    return render(request, "registry/pipeline_stages.html", context, status=form_status(form))


def _in_order(pipeline: Pipeline) -> list[Stage]:
    """Stages as work flows through them, not as they were added."""
    order = {kind: number for number, kind in enumerate(StageKind.values)}
    return sorted(pipeline.stages.all(), key=lambda stage: order[stage.kind])


def _matrix(rows: list[Stage]) -> list[tuple[Any, list[Any]]]:
    """One line a fact, one cell a stage: what is open shows at a glance."""
    specs = specs_about(About.STAGE, derived=False)
    return [(spec, [_cell(spec, stage) for stage in rows]) for spec in specs]


def _cell(spec: FactSpec, stage: Stage) -> dict[str, str]:
    value = stage.facts.get(spec.key, {}).get("v")
    tone = "open" if value is None else "value"
    # Holding personal data is neither good nor bad; every other yes here is a protection.
    if isinstance(value, bool) and spec.key != "stage_personal_data":
        tone = "good" if value else "bad"
    return {"words": spec.words(value), "tone": tone, "stage": stage.get_kind_display()}


@page(VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def stage(request: PageRequest, pipeline_id: uuid.UUID, stage: str) -> HttpResponse:
    framed = object_page(request.actor, "pipeline", {"pipeline_id": pipeline_id}, "stages")
    row = framed.obj.stages.filter(kind=stage).first()
    if row is None:
        raise NotVisible("We could not find that stage.")
    form = FactsForm(
        request.POST or None,
        about=About.STAGE,
        stored=row.facts,
        version=framed.obj.lock_version,
    )
    context = {
        "page": framed,
        "object": framed.obj,
        "stage": row,
        "form": form,
        "can_edit": check(request.actor, EDIT, framed.obj),
    }
    if form.is_valid():
        saved = save_facts(
            form,
            lambda: set_stage_facts(
                actor=request.actor,
                pipeline=framed.obj,
                kind=stage,
                values=form.values(),
                expected_version=form.cleaned_data["version"],
            ),
        )
        if saved and not request.htmx:
            messages.success(request, "The stage is saved.")
            return redirect("registry:pipeline_stages", pipeline_id)
    context["version"] = framed.obj.lock_version
    return answer_facts(request, form, context, "registry/pipeline_stage.html")


@page(EDIT)
@require_POST
def remove(request: PageRequest, pipeline_id: uuid.UUID, stage: str) -> HttpResponse:
    pipeline = get_pipeline(request.actor, pipeline_id)
    services.remove_stage(actor=request.actor, pipeline=pipeline, kind=stage)
    messages.success(request, f"The stage {stage} is removed.")
    return redirect("registry:pipeline_stages", pipeline_id)


@page(EDIT)
@require_POST
def parts(request: PageRequest, pipeline_id: uuid.UUID) -> HttpResponse:
    """Link a dataset or a model; the form's prefix says which."""
    pipeline = get_pipeline(request.actor, pipeline_id)
    model = Dataset if "dataset-part" in request.POST else TrainedModel
    form = LinkForm(request.POST, actor=request.actor, pipeline=pipeline, model=model)
    if not form.is_valid():
        raise DomainError(f"Choose a {model.kind} from the list.", field="part")
    part = form.cleaned_data["part"]
    services.link(actor=request.actor, pipeline=pipeline, part=part)
    messages.success(request, f"{part.name} is linked to {pipeline.name}.")
    return redirect(pipeline)


@page(EDIT)
@require_POST
def unlink_dataset(
    request: PageRequest, pipeline_id: uuid.UUID, dataset_id: uuid.UUID
) -> HttpResponse:
    return _unlink(request, pipeline_id, get_one(request.actor, Dataset, dataset_id))


@page(EDIT)
@require_POST
def unlink_model(request: PageRequest, pipeline_id: uuid.UUID, model_id: uuid.UUID) -> HttpResponse:
    return _unlink(request, pipeline_id, get_one(request.actor, TrainedModel, model_id))


def _unlink(
    request: PageRequest, pipeline_id: uuid.UUID, part: Dataset | TrainedModel
) -> HttpResponse:
    pipeline = get_pipeline(request.actor, pipeline_id)
    services.unlink(actor=request.actor, pipeline=pipeline, part=part)
    messages.success(request, f"{part.name} is no longer linked to {pipeline.name}.")
    return redirect(pipeline)
