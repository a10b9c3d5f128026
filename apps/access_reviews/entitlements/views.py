from __future__ import annotations

import uuid
from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.models import User
from apps.core.access import require
from apps.core.errors import Refused
from apps.organizations.person_frame import person_tabs
from apps.organizations.selectors import get_person, visible_people
from apps.registry.objects.frame import object_page
from apps.ui.guard import PageRequest, page
from apps.ui.submit import form_status, try_service

from ..permissions import VIEW_ACCESS
from .filters import WaysFilter
from .forms import EndForm
from .listing import ALL, OF_PERSON, TO_OBJECT
from .selectors import get_ending, list_ways, ways_of, ways_to
from .services import end_way


@page(VIEW_ACCESS)
@require_safe
def access(request: PageRequest) -> HttpResponseBase:
    """Every way in, riskiest first."""
    form = WaysFilter(request.GET)
    return ALL.respond(request, form.narrow(list_ways(request.actor)), form)


@page(VIEW_ACCESS)
@require_safe
def object_reach(request: PageRequest, /, kind: str, **ids: uuid.UUID) -> HttpResponseBase:
    """Who can reach one dataset, model or pipeline."""
    framed = object_page(request.actor, kind, ids, "reach")
    require(request.actor, VIEW_ACCESS, framed.obj)
    ways, form = ways_to(request.actor, framed.obj), WaysFilter(request.GET)
    people = len({way.person.pk for way in ways})
    beside = {"page": framed, "object": framed.obj, "people": people}
    listing = replace(TO_OBJECT, beside=lambda _: beside)
    return listing.respond(request, form.narrow(ways), form)


@page(VIEW_ACCESS)
@require_safe
def person_reach(request: PageRequest, person_id: uuid.UUID) -> HttpResponseBase:
    """What one person can reach."""
    person = get_person(request.actor, person_id)
    beside = {"person": person, "tabs": person_tabs(request.actor, person, "reach")}
    ways, form = ways_of(request.actor, person), WaysFilter(request.GET)
    listing = replace(OF_PERSON, beside=lambda _: beside)
    return listing.respond(request, form.narrow(ways), form)


@page(VIEW_ACCESS)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: PageRequest, person_id: uuid.UUID, way_source: str, way_ref: str) -> HttpResponse:
    """Ends one way in; says before and after what stays open by another."""
    ending = get_ending(request.actor, person_id, way_source, way_ref)
    if not ending.way.end_url:
        raise Refused("Your role does not allow you to end this access.")
    form, way = EndForm(request.POST or None), ending.way
    if form.is_valid():
        ended = try_service(
            form,
            lambda: end_way(
                actor=request.actor, source=way_source, ref=way_ref, **form.cleaned_data
            ),
        )
        if ended:
            said = f"{way.person} no longer reaches {way.access.object_label} {way.access.way}."
            messages.success(request, f"{said} {ending.left}".strip())
            return redirect(_back(request, way.person))
    context = {"ending": ending, "way": way, "form": form, "back": _back(request, way.person)}
    return render(request, "access_reviews/way_end.html", context, status=form_status(form))


def _back(request: PageRequest, person: User) -> str:
    """Where the reader came from, unless what has ended was how they saw that person."""
    every = reverse("access_reviews:access")
    back = request.GET.get("back", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return every
    gone = reverse("access_reviews:person_reach", args=[person.public_id]) == back
    seen = not gone or visible_people(request.actor).filter(pk=person.pk).exists()
    return back if seen else every
