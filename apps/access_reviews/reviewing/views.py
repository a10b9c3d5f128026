"""The reviewer's page: one object or person, decided item by item or several at once."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from apps.core.access import require
from apps.core.errors import DomainError, NotVisible
from apps.ui.guard import PageRequest, page
from apps.ui.submit import form_status, try_service

from ..campaigns.selectors import get_campaign
from ..models import ReviewGroup, ReviewItem
from ..permissions import DECIDE, VIEW
from ..starting.selectors import people_to_review
from . import passing_on
from .context import group_page, group_url, lines_of, standing
from .forms import DecisionForm, PassOnForm, TogetherForm, chosen
from .passing_on import groups_to_pass_on
from .rights import require_open
from .selectors import get_group, get_item, items_of, passed_on_by
from .services import decide, decide_together


@page(VIEW)
@require_safe
def review(request: PageRequest, campaign_id: uuid.UUID, group_id: uuid.UUID) -> HttpResponse:
    group = _group(request, campaign_id, group_id)
    about = group_page(request.actor, group, request.GET.get("page"))
    context = {"campaign": group.campaign, "group": group, "about": about, "form": TogetherForm()}
    return render(request, "access_reviews/review.html", context)


@page(DECIDE)
@require_POST
def decide_item(
    request: PageRequest, campaign_id: uuid.UUID, group_id: uuid.UUID, reviewed_id: uuid.UUID
) -> HttpResponse:
    """One decision: the item comes back as it stands now, or with what was wrong."""
    group = _group(request, campaign_id, group_id)
    require(request.actor, DECIDE, group.campaign)
    item = get_item(group, reviewed_id)
    form = DecisionForm(request.POST, item=item)
    decided: ReviewItem | None = None
    if form.is_valid():
        word, sent = form.word(group.campaign.measures_reviewers), form.cleaned_data["sent"]
        decided = try_service(
            form, lambda: decide(actor=request.actor, item=item, word=word, sent=sent)
        )
    if decided and not request.htmx:
        messages.success(request, f"Saved: {item.principal}.")
        return redirect(f"{group_url(group)}#item-{item.public_id}")
    return _item(request, group, decided or item, None if decided else form)


def _item(
    request: PageRequest, group: ReviewGroup, item: ReviewItem, wrong: DecisionForm | None
) -> HttpResponse:
    """One item alone for htmx, with the progress; without a script in the page of its group."""
    sent = {item.pk: wrong} if wrong else None
    (line,) = lines_of(request.actor, group, [item], sent, saved=wrong is None)
    context = {
        "campaign": group.campaign,
        "group": group,
        "line": line,
        "standing": standing(request.actor, group),
    }
    status = 422 if wrong else 200
    name = "_decided" if request.htmx else "review_item"
    return render(request, f"access_reviews/{name}.html", context, status=status)


@page(DECIDE)
@require_POST
def keep_together(
    request: PageRequest, campaign_id: uuid.UUID, group_id: uuid.UUID
) -> HttpResponse:
    """Keep the chosen ones of this group; a flagged one among them refuses all."""
    group = _group(request, campaign_id, group_id)
    require(request.actor, DECIDE, group.campaign)
    form = TogetherForm(request.POST)
    items = list(items_of(group).filter(public_id__in=chosen(request.POST)))
    if not form.is_valid() or not items:
        raise DomainError("Choose at least one to keep.", code="nothing_chosen")
    kept = decide_together(
        actor=request.actor,
        group=group,
        items=items,
        word=form.word(group.campaign.measures_reviewers),
        sent=form.cleaned_data["sent"],
    )
    messages.success(request, f"Saved: {len(kept)} kept.")
    return redirect(group_url(group))


@page(DECIDE)
def pass_on(request: PageRequest, campaign_id: uuid.UUID) -> HttpResponse:
    """Let somebody else decide in one's place for a while; and take it back."""
    campaign = get_campaign(request.actor, campaign_id)
    require(request.actor, DECIDE, campaign)
    require_open(campaign)
    form = PassOnForm(
        request.POST or None,
        people=people_to_review(request.actor).exclude(pk=request.actor.user_id or 0),
        groups=groups_to_pass_on(request.actor, campaign),
        until=campaign.due,
    )
    if form.is_valid():
        given = try_service(
            form,
            lambda: passing_on.pass_on(actor=request.actor, campaign=campaign, **form.cleaned_data),
        )
        if given:
            messages.success(request, f"Passed on to {given[0].reviewer}, who is told.")
            return redirect(campaign)
    passed = list(passed_on_by(request.actor, campaign))
    context = {"campaign": campaign, "form": form, "passed": passed}
    return render(request, "access_reviews/pass_on.html", context, status=form_status(form))


@page(DECIDE)
@require_POST
def take_back(request: PageRequest, campaign_id: uuid.UUID) -> HttpResponse:
    campaign = get_campaign(request.actor, campaign_id)
    passing_on.take_back(actor=request.actor, campaign=campaign)
    messages.success(request, "It is yours alone again.")
    return redirect(campaign)


def _group(request: PageRequest, campaign_id: uuid.UUID, group_id: uuid.UUID) -> ReviewGroup:
    group = get_group(request.actor, group_id)
    if group.campaign.public_id != campaign_id or group.campaign.frozen_at is None:
        raise NotVisible("We could not find that part of a review.")
    return group
