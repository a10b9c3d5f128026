"""The list of assessments, and starting one."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from apps.catalogue.selectors import current_catalogue, regime_choices
from apps.core import clock
from apps.core.access import require
from apps.registry.models import Pipeline
from apps.registry.selectors.objects import get_pipeline
from apps.ui.guard import PageRequest, page
from apps.ui.lists import Column, csv_response, list_page
from apps.ui.submit import try_service

from ..filters import AssessmentFilter
from ..forms import StartForm
from ..models import Assessment
from ..pages.starting import law_choices
from ..pages.words import period_words
from ..permissions import START, VIEW
from ..selectors import figures_of, list_assessments, startable_pipelines
from ..selectors.starting import material_for
from ..services import start_assessment

ASSESSMENTS_CSV = (
    Column("state", lambda row: row.get_state_display()),
    Column("pipeline", lambda row: row.pipeline.name),
    Column("team", lambda row: row.pipeline.team.name),
    Column("from", lambda row: row.period_start),
    Column("to", lambda row: row.period_end),
    Column("laws", lambda row: "; ".join(row.regimes)),
    Column("started by", lambda row: row.started_by),
    Column("started", lambda row: row.created_at.isoformat()),
    Column("submitted by", lambda row: row.submitted_by or ""),
    Column("decided by", lambda row: row.decided_by or ""),
    Column("id", lambda row: row.public_id),
)


@page(VIEW)
@require_safe
def assessments(request: PageRequest) -> HttpResponseBase:
    rows = list_assessments(request.actor).select_related("decided_by")
    listed = list_page(request, AssessmentFilter, rows)
    if request.GET.get("format") == "csv":
        return csv_response("assessments", ASSESSMENTS_CSV, listed.filterset.qs.iterator())
    context = {"list": listed, "rows": _rows(listed.rows)}
    return render(request, "assessments/assessment_list.html", context)


def _rows(rows: Iterable[Assessment]) -> list[dict[str, Any]]:
    shown = list(rows)
    if not shown:
        return []
    figures = figures_of({row.pipeline_id for row in shown})
    names = {key: each.short for key, each in current_catalogue().regimes.items()}
    return [
        {
            "assessment": row,
            "period": period_words(row.period_start, row.period_end),
            "laws": [
                (names.get(key, key), figures.get(row.pipeline_id, {}).get(key))
                for key in row.regimes
            ],
        }
        for row in shown
    ]


@page(START)
@require_safe
def choose_pipeline(request: PageRequest) -> HttpResponse:
    """Which pipeline: its own page leads here with the choice made."""
    words = request.GET.get("q", "").strip()
    found = startable_pipelines(request.actor).filter(name__icontains=words)
    context = {"pipelines": found[:50], "words": words, "total": found.count()}
    return render(request, "assessments/start_pipelines.html", context)


@page(START)
def start(request: PageRequest, pipeline_id: uuid.UUID) -> HttpResponse:
    pipeline = get_pipeline(request.actor, pipeline_id)
    require(request.actor, START, pipeline)
    offered = regime_choices(clock.today())
    material = material_for(pipeline)
    choices = law_choices(material, [key for key, _ in offered])
    suggested = [each.regime.key for each in choices if each.is_suggested]
    period = next(iter(StartForm(regimes=offered).periods))
    initial = {"regimes": suggested, "period": period}
    form = StartForm(request.POST or None, regimes=offered, initial=initial)
    if form.is_valid():
        started = _start(request, pipeline, form)
        if started:
            return redirect("assessments:assessment", started.public_id)
    chosen = request.GET.getlist("regimes") or suggested
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


def _start(request: PageRequest, pipeline: Pipeline, form: StartForm) -> Assessment | None:
    started = try_service(
        form, lambda: start_assessment(actor=request.actor, pipeline=pipeline, **form.values())
    )
    if started:
        messages.success(request, "The assessment is open. Answers given before are in it already.")
    return started
