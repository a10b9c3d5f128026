from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from apps.ui.guard import PageRequest, page

from .listing import EVENTS
from .permissions import VERIFY, VIEW
from .selectors import list_events
from .services import seal_pending
from .verification import verify_trail


@page(VIEW)
@require_safe
def events(request: PageRequest) -> HttpResponseBase:
    return EVENTS.respond(request, list_events(request.actor))


@page(VERIFY)
@require_POST
def verify(request: PageRequest) -> HttpResponse:
    seal_pending()
    return render(request, "trail/verification.html", {"result": verify_trail()})
