"""Pages of evidence. Files leave the vault as downloads only, never to be shown in place."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from apps.core.access import require
from apps.trail.selectors import history_of
from apps.ui.downloads import download_response
from apps.ui.guard import PageRequest, page
from apps.ui.submit import form_status, try_service

from . import services
from .forms import ContentForm, EvidenceForm, ParticularsForm, RevisionForm, WithdrawForm
from .hooks import uses_of
from .listing import EVIDENCE
from .models import Evidence
from .permissions import EDIT, FILE, VIEW, WITHDRAW
from .selectors import get_evidence, list_evidence, open_revision


@page(VIEW)
@require_safe
def evidence_list(request: PageRequest) -> HttpResponseBase:
    return EVIDENCE.respond(request, list_evidence(request.actor))


@page(FILE)
def create(request: PageRequest) -> HttpResponse:
    form = EvidenceForm(request.POST or None, request.FILES or None, actor=request.actor)
    if form.is_valid():
        filed = try_service(
            form,
            lambda: services.file_evidence(
                actor=request.actor, content=form.content(), **_without_content(form)
            ),
        )
        if filed:
            messages.success(request, f"“{filed.title}” is filed.")
            return redirect("evidence:evidence", filed.public_id)
    return _form(request, "evidence/evidence_form.html", form)


def _without_content(form: ContentForm) -> dict[str, Any]:
    return {key: value for key, value in form.cleaned_data.items() if key not in {"file", "url"}}


def _form(request: PageRequest, template: str, form: forms.Form, **context: object) -> HttpResponse:
    return render(request, template, {"form": form, **context}, status=form_status(form))


@page(VIEW)
@require_safe
def evidence(request: PageRequest, evidence_id: uuid.UUID) -> HttpResponse:
    filed = get_evidence(request.actor, evidence_id)
    context = {
        "evidence": filed,
        "revisions": filed.revisions.all(),
        "uses": uses_of(request.actor, filed),
        "events": history_of(filed.trail_ref()),
    }
    return render(request, "evidence/evidence_detail.html", context)


def _to_change(request: PageRequest, evidence_id: uuid.UUID) -> Evidence:
    evidence = get_evidence(request.actor, evidence_id)
    require(request.actor, EDIT, evidence)
    return evidence


@page(EDIT)
def revise(request: PageRequest, evidence_id: uuid.UUID) -> HttpResponse:
    evidence = _to_change(request, evidence_id)
    initial = {"version": evidence.lock_version}
    form = RevisionForm(request.POST or None, request.FILES or None, initial=initial)
    if form.is_valid():
        done = try_service(
            form,
            lambda: services.add_revision(
                actor=request.actor,
                evidence=evidence,
                content=form.content(),
                counts_until=form.cleaned_data["counts_until"],
                expected_version=form.cleaned_data["version"],
            ),
        )
        if done:
            messages.success(request, "The new revision is filed; the earlier ones stay.")
            return redirect("evidence:evidence", evidence.public_id)
    if form.is_stale:
        form.catch_up(evidence.lock_version)
    return _form(request, "evidence/evidence_revise.html", form, evidence=evidence)


@page(EDIT)
def edit(request: PageRequest, evidence_id: uuid.UUID) -> HttpResponse:
    evidence = _to_change(request, evidence_id)
    initial = {
        "version": evidence.lock_version,
        "title": evidence.title,
        "owner": evidence.owner.public_id if evidence.owner else None,
        "counts_until": evidence.counts_until,
    }
    form = ParticularsForm(request.POST or None, initial=initial, evidence=evidence)
    if form.is_valid():
        done = try_service(
            form,
            lambda: services.edit_evidence(
                actor=request.actor,
                evidence=evidence,
                title=form.cleaned_data["title"],
                owner=form.cleaned_data["owner"],
                counts_until=form.cleaned_data["counts_until"],
                expected_version=form.cleaned_data["version"],
            ),
        )
        if done:
            messages.success(request, "Saved.")
            return redirect("evidence:evidence", evidence.public_id)
    if form.is_stale:
        form.show_saved(evidence)
    return _form(request, "evidence/evidence_edit.html", form, evidence=evidence)


@page(WITHDRAW)
def withdraw(request: PageRequest, evidence_id: uuid.UUID) -> HttpResponse:
    evidence = get_evidence(request.actor, evidence_id)
    require(request.actor, WITHDRAW, evidence)
    initial = {"version": evidence.lock_version}
    form = WithdrawForm(request.POST or None, initial=initial)
    if form.is_valid():
        done = try_service(
            form,
            lambda: services.withdraw_evidence(
                actor=request.actor,
                evidence=evidence,
                reason=form.cleaned_data["reason"],
                expected_version=form.cleaned_data["version"],
            ),
        )
        if done:
            messages.success(request, f"“{evidence.title}” no longer counts.")
            return redirect("evidence:evidence", evidence.public_id)
    if form.is_stale:
        form.catch_up(evidence.lock_version)
    uses = uses_of(request.actor, evidence)
    return _form(request, "evidence/evidence_withdraw.html", form, evidence=evidence, uses=uses)


@page(VIEW)
@require_safe
def download(request: PageRequest, evidence_id: uuid.UUID, number: int) -> FileResponse:
    file = open_revision(request.actor, evidence_id, number)
    return download_response(file, "application/octet-stream")
