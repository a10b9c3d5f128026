"""Pages of findings and actions."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from apps.core.access import Permission, require
from apps.organizations.models import Team
from apps.organizations.selectors import organization
from apps.trail.refs import TrailRef
from apps.trail.selectors import history_of
from apps.ui.guard import PageRequest, page
from apps.ui.submit import form_status, try_service
from apps.ui.versioned_form import VersionedForm

from . import services
from .context import CHANGES, Change
from .forms import AssignForm, CloseForm, EditForm, NewActionForm, PlanForm, ReasonForm
from .hooks import evidence_of
from .listing import ITEMS
from .models import RemediationItem
from .permissions import DISMISS, PLAN, REOPEN, VIEW, WORK
from .selectors import get_item, list_items, planned_for


@page(VIEW)
@require_safe
def item_list(request: PageRequest) -> HttpResponseBase:
    return ITEMS.respond(request, list_items(request.actor))


@page(VIEW)
@require_safe
def item(request: PageRequest, item_id: uuid.UUID) -> HttpResponse:
    item = get_item(request.actor, item_id)
    context = {
        "item": item,
        "planned": planned_for(request.actor, item),
        "events": history_of(item.trail_ref()),
    }
    return render(request, "remediation/item_detail.html", context)


@page(PLAN)
def plan(request: PageRequest) -> HttpResponse:
    """An action of one's own, about a team or the organisation."""
    form = NewActionForm(request.POST or None, actor=request.actor)
    if form.is_valid():
        values = dict(form.cleaned_data)
        team: Team | None = values.pop("team")
        target = (team or organization()).trail_ref()
        done = try_service(
            form,
            lambda: services.plan_action(actor=request.actor, target=target, **values),
        )
        if done:
            messages.success(request, f"“{done.title}” is planned.")
            return redirect("remediation:item", done.public_id)
    context = {"form": form, "about": None}
    return render(request, "remediation/item_plan.html", context, status=form_status(form))


@page(PLAN)
def plan_for(request: PageRequest, item_id: uuid.UUID) -> HttpResponse:
    """An action about what a finding found."""
    finding = get_item(request.actor, item_id)
    require(request.actor, PLAN, finding)
    initial = {"title": finding.title, "severity": finding.severity, "due": finding.due}
    form = PlanForm(request.POST or None, initial=initial, team_id=finding.team_id)
    if form.is_valid():
        done = try_service(
            form,
            lambda: services.plan_action(
                actor=request.actor,
                target=_target(finding),
                source=finding.trail_ref(),
                **form.cleaned_data,
            ),
        )
        if done:
            messages.success(request, f"“{done.title}” is planned.")
            return redirect("remediation:item", done.public_id)
    context = {"form": form, "about": finding}
    return render(request, "remediation/item_plan.html", context, status=form_status(form))


def _target(item: RemediationItem) -> TrailRef:
    return TrailRef(item.target_kind, item.target_id, item.target_label, item.team_id)


@page(WORK)
def edit(request: PageRequest, item_id: uuid.UUID) -> HttpResponse:
    item = _to_change(request, item_id, WORK)
    shown = ("title", "why", "severity", "due")
    initial = {key: getattr(item, key) for key in shown} | {"version": item.lock_version}
    form = EditForm(request.POST or None, initial=initial)

    def save() -> RemediationItem:
        values = {key: form.cleaned_data[key] for key in shown}
        return services.edit_item(**_common(request, item, form), **values)

    return _change(request, CHANGES["edit"], item, form, save)


@page(WORK)
def assign(request: PageRequest, item_id: uuid.UUID) -> HttpResponse:
    item = _to_change(request, item_id, WORK)
    owner = item.owner.public_id if item.owner else None
    initial = {"version": item.lock_version, "owner": owner}
    form = AssignForm(request.POST or None, initial=initial, team_id=item.team_id)

    def save() -> RemediationItem:
        return services.assign_item(
            **_common(request, item, form), owner=form.cleaned_data["owner"]
        )

    return _change(request, CHANGES["assign"], item, form, save)


@page(WORK)
@require_POST
def start(request: PageRequest, item_id: uuid.UUID) -> HttpResponse:
    item = _to_change(request, item_id, WORK)
    services.start_item(actor=request.actor, item=item)
    messages.success(request, "Work on it has begun.")
    return redirect("remediation:item", item.public_id)


@page(WORK)
def close(request: PageRequest, item_id: uuid.UUID) -> HttpResponse:
    item = _to_change(request, item_id, WORK)
    offered = evidence_of(request.actor, item.team_id)
    initial = {"version": item.lock_version}
    form = CloseForm(request.POST or None, initial=initial, evidence=offered)

    def save() -> RemediationItem:
        return services.close_item(
            **_common(request, item, form),
            note=form.cleaned_data["note"],
            evidence=form.chosen(),
        )

    return _change(request, CHANGES["close"], item, form, save)


@page(DISMISS)
def dismiss(request: PageRequest, item_id: uuid.UUID) -> HttpResponse:
    item = _to_change(request, item_id, DISMISS)
    form = ReasonForm(request.POST or None, initial={"version": item.lock_version})

    def save() -> RemediationItem:
        return services.dismiss_item(
            **_common(request, item, form), reason=form.cleaned_data["reason"]
        )

    return _change(request, CHANGES["dismiss"], item, form, save)


@page(REOPEN)
def reopen(request: PageRequest, item_id: uuid.UUID) -> HttpResponse:
    item = _to_change(request, item_id, REOPEN)
    form = ReasonForm(request.POST or None, initial={"version": item.lock_version})

    def save() -> RemediationItem:
        return services.reopen_item(
            **_common(request, item, form), reason=form.cleaned_data["reason"]
        )

    return _change(request, CHANGES["reopen"], item, form, save)


def _to_change(request: PageRequest, item_id: uuid.UUID, declared: Permission) -> RemediationItem:
    item = get_item(request.actor, item_id)
    require(request.actor, declared, item)
    return item


def _common(request: PageRequest, item: RemediationItem, form: forms.Form) -> dict[str, Any]:
    version = form.cleaned_data["version"]
    return {"actor": request.actor, "item": item, "expected_version": version}


def _change(
    request: PageRequest,
    change: Change,
    item: RemediationItem,
    form: VersionedForm,
    save: Callable[[], RemediationItem],
) -> HttpResponse:
    """The page of one change: saved and back at the item, or shown with what is wrong."""
    if form.is_valid() and try_service(form, save) is not None:
        messages.success(request, change.done)
        return redirect("remediation:item", item.public_id)
    if form.is_stale and isinstance(form, EditForm | AssignForm):
        form.show_saved(item)
    elif form.is_stale:
        form.catch_up(item.lock_version)
    context = {"form": form, "item": item, "change": change}
    return render(request, "remediation/item_change.html", context, status=form_status(form))
