"""Pages of access sources: what they are, how their lists are read, and loads."""

from __future__ import annotations

import uuid
from dataclasses import replace

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.core.access import require
from apps.trail.selectors import history_of
from apps.ui.guard import PageRequest, page
from apps.ui.submit import form_status, try_service

from ..models import Load, Source, SourceKind
from ..permissions import MANAGE_SOURCES, VIEW_SOURCES
from . import services
from .fields import faults
from .forms import ColumnsForm, EditSourceForm, FileForm, NewSourceForm, ReasonForm, masked
from .listing import PROBLEMS, SOURCES
from .selectors import (
    brought_by,
    example_of,
    get_load,
    get_source,
    list_sources,
    loads_of,
    problems_of,
)

_LOADS_SHOWN, _PROBLEMS_SHOWN = 20, 50


@page(VIEW_SOURCES)
@require_safe
def source_list(request: PageRequest) -> HttpResponseBase:
    return SOURCES.respond(request, list_sources(request.actor))


@page(MANAGE_SOURCES)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PageRequest) -> HttpResponse:
    form = NewSourceForm(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        plan, public_id = form.plan(data["kind"]), data["public_id"]
        added = try_service(
            form,
            lambda: services.add_source(actor=request.actor, plan=plan, public_id=public_id),
        )
        if added:
            is_file = added.kind == SourceKind.FILE
            return redirect(
                f"access_reviews:{'source_file' if is_file else 'source'}", added.public_id
            )
    return _form(request, "access_reviews/source_form.html", form)


def _form(request: PageRequest, template: str, form: forms.Form, **context: object) -> HttpResponse:
    return render(request, template, {"form": form, **context}, status=form_status(form))


@page(VIEW_SOURCES)
@require_safe
def source(request: PageRequest, source_id: uuid.UUID) -> HttpResponse:
    """One source: what it brings, who is behind it, and its loads."""
    shown = get_source(request.actor, source_id)
    context = {
        "source": shown,
        "brought": brought_by(request.actor, shown),
        "loads": loads_of(request.actor, shown)[:_LOADS_SHOWN],
        "place": masked(shown),
        "events": history_of(shown.trail_ref()),
    }
    return render(request, "access_reviews/source_detail.html", context)


def _to_change(request: PageRequest, source_id: uuid.UUID) -> Source:
    found = get_source(request.actor, source_id)
    require(request.actor, MANAGE_SOURCES, found)
    return found


@page(MANAGE_SOURCES)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PageRequest, source_id: uuid.UUID) -> HttpResponse:
    changed = _to_change(request, source_id)
    form = EditSourceForm(request.POST or None, source=changed)
    if form.is_valid():
        plan = form.plan(changed.kind)
        # What a connector keeps beside the words of the form stays.
        plan = replace(plan, settings=changed.settings)
        done = try_service(
            form,
            lambda: services.edit_source(
                actor=request.actor,
                source=changed,
                plan=plan,
                expected_version=form.cleaned_data["version"],
            ),
        )
        if done:
            messages.success(request, "Saved. The next load follows it.")
            return redirect("access_reviews:source", changed.public_id)
    if form.is_stale:
        form.catch_up(changed.lock_version)
    return _form(request, "access_reviews/source_form.html", form, source=changed)


@page(MANAGE_SOURCES)
@require_http_methods(["GET", "HEAD", "POST"])
def choose_file(request: PageRequest, source_id: uuid.UUID) -> HttpResponse:
    """Brings a file; where its columns are known already, the dry run begins at once."""
    chosen = _to_change(request, source_id)
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file, known = form.cleaned_data["file"], dict(chosen.mapping)
        brought = try_service(
            form,
            lambda: services.bring_file(
                actor=request.actor, source=chosen, name=file.name, file=file.file
            ),
        )
        if brought and known and brought.mapping == known:
            return redirect(services.try_load(actor=request.actor, source=brought))
        if brought:
            return redirect("access_reviews:source_columns", chosen.public_id)
    return _form(request, "access_reviews/source_file.html", form, source=chosen)


@page(MANAGE_SOURCES)
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: PageRequest, source_id: uuid.UUID) -> HttpResponse:
    """Says which column holds what, beside the first rows; then tries the file."""
    mapped = _to_change(request, source_id)
    example = example_of(request.actor, mapped)
    form = ColumnsForm(request.POST or None, source=mapped, header=example.header)
    if not example.problem and form.is_valid():
        done = try_service(
            form,
            lambda: services.set_mapping(
                actor=request.actor,
                source=mapped,
                mapping=form.mapping(),
                expected_version=form.cleaned_data["version"],
            ),
        )
        if done:
            return redirect(services.try_load(actor=request.actor, source=done))
    if form.is_stale:
        form.catch_up(mapped.lock_version)
    context = {"source": mapped, "example": example, "missing": faults(mapped.mapping, ())}
    return _form(request, "access_reviews/source_columns.html", form, **context)


@page(MANAGE_SOURCES)
@require_POST
def read(request: PageRequest, source_id: uuid.UUID) -> HttpResponse:
    """Tries what the source tells now."""
    tried = _to_change(request, source_id)
    return redirect(services.try_load(actor=request.actor, source=tried))


# ---- Loads --------------------------------------------------------------------------------------
@page(VIEW_SOURCES)
@require_safe
def load(request: PageRequest, load_id: uuid.UUID) -> HttpResponse:
    """One load; while it runs, the part that shows the progress asks for itself again."""
    shown = get_load(request.actor, load_id)
    if request.htmx and shown.is_open:
        return render(request, "access_reviews/_load_progress.html", {"load": shown})
    if request.htmx:
        response = HttpResponse(status=200)
        response["HX-Refresh"] = "true"
        return response
    return _load_page(request, shown, ReasonForm())


def _load_page(request: PageRequest, shown: Load, form: ReasonForm) -> HttpResponse:
    found = problems_of(request.actor, shown)
    context = {
        "load": shown,
        "source": shown.source,
        "problems": found[:_PROBLEMS_SHOWN],
        "is_newest": loads_of(request.actor, shown.source).first() == shown,
        "form": form,
    }
    return render(request, "access_reviews/load_detail.html", context, status=form_status(form))


@page(VIEW_SOURCES)
@require_safe
def problems(request: PageRequest, load_id: uuid.UUID) -> HttpResponseBase:
    """Every row that was left out; page, CSV and JSON."""
    shown = get_load(request.actor, load_id)
    listing = replace(PROBLEMS, beside=lambda _: {"load": shown})
    return listing.respond(request, problems_of(request.actor, shown))


@page(MANAGE_SOURCES)
@require_POST
def confirm(request: PageRequest, load_id: uuid.UUID) -> HttpResponse:
    """Orders the load that this dry run has shown."""
    shown, form = get_load(request.actor, load_id), ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    real = try_service(
        form,
        lambda: services.confirm_load(actor=request.actor, load=shown, reason=reason),
    )
    return redirect(real) if real else _load_page(request, shown, form)


@page(MANAGE_SOURCES)
@require_POST
def accept(request: PageRequest, load_id: uuid.UUID) -> HttpResponse:
    """Answers the question of a load that stopped."""
    shown, form = get_load(request.actor, load_id), ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    went_on = try_service(
        form,
        lambda: services.accept_shrunk(actor=request.actor, load=shown, reason=reason),
    )
    return redirect(went_on) if went_on else _load_page(request, shown, form)
