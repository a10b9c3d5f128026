"""Starting a review: one page, with what it comes to beside it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from apps.core import clock
from apps.core.errors import DomainError
from apps.ui.guard import PageRequest, page
from apps.ui.submit import form_status, try_service

from ..campaigns.services import start_campaign
from ..models import CampaignTemplate
from ..permissions import START
from .forms import OBJECT, PERSON, StartForm
from .prefills import initial_for
from .selectors import Preview
from .selectors import preview as read_preview

_BUTTONS = [choice for choice in CampaignTemplate if choice is not CampaignTemplate.QUICK]


@page(START)
def start(request: PageRequest) -> HttpResponse:
    """The form; without a script its first button shows what it comes to, then it starts."""
    initial = _initial(request.GET)
    form = StartForm(request.POST or None, actor=request.actor, initial=initial)
    shown: Preview | None = None
    if form.is_valid():
        if request.POST.get("step") == "preview":
            shown = try_service(form, lambda: read_preview(request.actor, form.plan()))
        else:
            made = try_service(
                form,
                lambda: start_campaign(
                    actor=request.actor,
                    plan=form.plan(),
                    public_id=form.cleaned_data["public_id"],
                ),
            )
            if made:
                messages.success(request, f"“{made.name}” is started.")
                return redirect(made)
    context = {"form": form, "preview": shown, "templates": _BUTTONS}
    return render(request, "access_reviews/start.html", context, status=form_status(form))


@page(START)
@require_POST
def preview(request: PageRequest) -> HttpResponse:
    """What the form comes to as it stands; of one that is not complete yet, what is missing."""
    form = StartForm(request.POST, actor=request.actor)
    context: dict[str, Any] = {"form": form, "preview": None}
    if form.is_valid():
        try:
            context["preview"] = read_preview(request.actor, form.plan())
        except DomainError as error:
            context["missing"] = [error.message]
    else:
        context["missing"] = [str(faults[0]) for faults in form.errors.values()]
    return render(request, "access_reviews/_preview.html", context)


def _initial(query: QueryDict) -> dict[str, Any]:
    """What an address fills in: a template, an object, a person."""
    chosen = query.get("template", "")
    known = chosen in CampaignTemplate.values
    template = CampaignTemplate(chosen) if known else CampaignTemplate.QUICK
    initial = initial_for(template, clock.today())
    for key in (OBJECT, PERSON):
        if query.get(key):
            initial |= {key: query[key], "about": key}
    return initial
