"""Pages of reviews: the list, one review, and what is done to it as a whole."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from apps.core.access import Permission, require
from apps.core.errors import Refused
from apps.ui.guard import PageRequest, page
from apps.ui.submit import form_status, try_service
from apps.ui.versioned_form import VersionedForm

from ..models import Campaign, CampaignState
from ..permissions import GIVE_UP, LET_PASS, RUN, SIGN_OFF, VIEW
from . import changes, closing, services
from .context import campaign_page, failed_choices, rules_of
from .forms import CancelForm, CloseForm, ExtendForm, LetPassForm, SignOffForm
from .listing import CAMPAIGNS, ITEMS
from .selectors import bar_to_sign, consequences, get_campaign, list_campaigns, seen_items


@page(VIEW)
@require_safe
def campaign_list(request: PageRequest) -> HttpResponseBase:
    return CAMPAIGNS.respond(request, list_campaigns(request.actor))


@page(VIEW)
@require_safe
def campaign(request: PageRequest, campaign_id: uuid.UUID) -> HttpResponse:
    """The page; while access is collected, htmx asks for its progress alone."""
    shown = get_campaign(request.actor, campaign_id)
    about = campaign_page(request.actor, shown, request.GET.get("page"))
    if request.htmx and request.htmx.target == "freeze-progress":
        if shown.state != CampaignState.FREEZING or about.is_failed:
            answer = HttpResponse(status=204)
            answer["HX-Refresh"] = "true"
            return answer
        return render(request, "access_reviews/_freezing.html", {"about": about})
    context = {"campaign": shown, "about": about, "rules": rules_of(shown)}
    return render(request, "access_reviews/campaign.html", context)


@page(VIEW)
@require_safe
def items(request: PageRequest, campaign_id: uuid.UUID) -> HttpResponseBase:
    """Every access right of a review that the reader sees, with what became of it."""
    shown = get_campaign(request.actor, campaign_id)
    rows = seen_items(request.actor, shown)
    if shown.state == CampaignState.FREEZING:
        rows = rows.none()
    of_this = replace(ITEMS, beside=lambda request: {"campaign": shown})
    return of_this.respond(request, rows.select_related("campaign", "group"))


@page(GIVE_UP)
@require_POST
def freeze_again(request: PageRequest, campaign_id: uuid.UUID) -> HttpResponse:
    held = get_campaign(request.actor, campaign_id)
    services.freeze_again(actor=request.actor, campaign=held)
    messages.success(request, "The access is being collected again.")
    return redirect(held)


@page(RUN)
def close(request: PageRequest, campaign_id: uuid.UUID) -> HttpResponse:
    held = _to_change(request, campaign_id, RUN)
    effect = consequences(held)
    change = changes.closing(held, effect)
    initial = {"version": held.lock_version, "seen": effect.seen}
    form = CloseForm(request.POST or None, initial=initial, effect=effect)
    return _change(request, change, held, form, lambda common: closing.close_campaign(**common))


@page(RUN)
def extend(request: PageRequest, campaign_id: uuid.UUID) -> HttpResponse:
    held = _to_change(request, campaign_id, RUN)
    form = ExtendForm(request.POST or None, initial={"version": held.lock_version})

    def save(common: dict[str, Any]) -> Campaign:
        values = {key: form.cleaned_data[key] for key in ("due", "why")}
        return services.extend_campaign(**common, **values)

    return _change(request, changes.EXTEND, held, form, save)


@page(GIVE_UP)
def cancel(request: PageRequest, campaign_id: uuid.UUID) -> HttpResponse:
    held = _to_change(request, campaign_id, GIVE_UP)
    form = CancelForm(request.POST or None, initial={"version": held.lock_version})

    def save(common: dict[str, Any]) -> Campaign:
        return services.cancel_campaign(**common, why=form.cleaned_data["why"])

    return _change(request, changes.CANCEL, held, form, save)


@page(LET_PASS)
def let_pass(request: PageRequest, campaign_id: uuid.UUID) -> HttpResponse:
    held = _to_change(request, campaign_id, LET_PASS)
    sources = failed_choices(held)
    if not sources:
        raise Refused("Every source of this review was read, or was let pass already.")
    initial = {"version": held.lock_version, "source": sources[0][0]}
    form = LetPassForm(request.POST or None, initial=initial, sources=sources)

    def save(common: dict[str, Any]) -> Campaign:
        values = {key: form.cleaned_data[key] for key in ("source", "why")}
        return closing.let_source_pass(actor=request.actor, campaign=held, **values)

    return _change(request, changes.LET_PASS, held, form, save)


@page(SIGN_OFF)
def sign_off(request: PageRequest, campaign_id: uuid.UUID) -> HttpResponse:
    held = _to_change(request, campaign_id, SIGN_OFF)
    barred = bar_to_sign(request.actor, held)
    if barred:
        raise Refused(barred)
    form = SignOffForm(request.POST or None, initial={"version": held.lock_version})

    def save(common: dict[str, Any]) -> Campaign:
        return closing.sign_off(**common, note=form.cleaned_data["note"])

    return _change(request, changes.SIGN_OFF, held, form, save)


def _to_change(request: PageRequest, campaign_id: uuid.UUID, declared: Permission) -> Campaign:
    held = get_campaign(request.actor, campaign_id)
    require(request.actor, declared, held)
    return held


def _change(
    request: PageRequest,
    change: changes.Change,
    held: Campaign,
    form: VersionedForm,
    save: Callable[[dict[str, Any]], Campaign],
) -> HttpResponse:
    """The page of one change: made and back at the review, or shown with what is wrong."""
    if form.is_valid():
        version = form.cleaned_data["version"]
        common = {"actor": request.actor, "campaign": held, "expected_version": version}
        if try_service(form, lambda: save(common)) is not None:
            messages.success(request, change.done)
            return redirect(held)
    if form.is_stale:
        form.catch_up(held.lock_version)
    context = {"form": form, "campaign": held, "change": change}
    return render(request, "access_reviews/campaign_change.html", context, status=form_status(form))
