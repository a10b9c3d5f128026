"""Choosing a pipeline and starting an assessment of it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from apps.catalogue.selectors import regime_choices
from apps.core import clock
from apps.core.access import require
from apps.core.errors import NotVisible
from apps.registry.models import Pipeline
from apps.registry.objects.selectors import get_pipeline
from apps.ui.guard import PageRequest, page
from apps.ui.submit import try_service

from ..models import Assessment
from ..permissions import START
from ..selectors import startable_pipelines
from ..workbooks import get_assessment
from .context import law_choices
from .forms import StartForm, first_values
from .selectors import material_for
from .services import start_assessment


@page(START)
@require_safe
def choose_pipeline(request: PageRequest) -> HttpResponse:
    """Which pipeline: its own page leads here with the choice made."""
    words = request.GET.get("q", "").strip()
    pipelines = startable_pipelines(request.actor).filter(name__icontains=words)
    context = {"pipelines": pipelines[:50], "words": words, "total": pipelines.count()}
    return render(request, "assessments/start_pipelines.html", context)


@page(START)
def start(request: PageRequest, pipeline_id: uuid.UUID) -> HttpResponse:
    pipeline = get_pipeline(request.actor, pipeline_id)
    require(request.actor, START, pipeline)
    offered = regime_choices(clock.today())
    material = material_for(pipeline)
    choices = law_choices(material, [key for key, _ in offered])
    suggested = [choice.regime.key for choice in choices if choice.is_suggested]
    before = _before(request, pipeline)
    initial = first_values(suggested, [key for key, _ in offered], before)
    form = StartForm(request.POST or None, regimes=offered, initial=initial)
    if form.is_valid():
        started = _start(request, pipeline, form)
        if started:
            return redirect("assessments:assessment", started.public_id)
    chosen = request.GET.getlist("regimes") or initial["regimes"]
    context = {
        "form": form,
        "pipeline": pipeline,
        "choices": choices,
        "outlook": material.outlook(request.POST.getlist("regimes") if form.is_bound else chosen),
    }
    if request.htmx:
        return render(request, "assessments/_outlook.html", context)
    status = 422 if form.is_bound else 200
    return render(request, "assessments/assessment_start.html", context, status=status)


def _before(request: PageRequest, pipeline: Pipeline) -> Assessment | None:
    """The assessment whose next quarter this is, where the address names one of this pipeline."""
    try:
        named = uuid.UUID(request.GET.get("after", ""))
        found = get_assessment(request.actor, named)
    except (ValueError, NotVisible):
        return None
    return found if found.pipeline_id == pipeline.pk else None


def _start(request: PageRequest, pipeline: Pipeline, form: StartForm) -> Assessment | None:
    started = try_service(
        form, lambda: start_assessment(actor=request.actor, pipeline=pipeline, **form.values())
    )
    if started:
        messages.success(request, "The assessment is open. Answers given before are in it already.")
    return started
