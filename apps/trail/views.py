from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from apps.ui.guard import PageRequest, page
from apps.ui.lists import Column, csv_response, list_page

from .filters import TrailFilter
from .models import TrailEvent
from .permissions import VERIFY, VIEW
from .selectors import chain_head, last_checkpoint, list_events
from .services import seal_pending
from .verification import verify_trail


def _seal(event: TrailEvent) -> str:
    return event.seal.seal if hasattr(event, "seal") else "not linked yet"


TRAIL_CSV = (
    Column("when", lambda event: event.at.isoformat()),
    Column("who", lambda event: event.actor_label),
    Column("did", lambda event: event.words),
    Column("action", lambda event: event.action),
    Column("what", lambda event: event.target_label),
    Column("type", lambda event: event.target_type),
    Column("id", lambda event: event.target_id),
    Column("from", lambda event: event.address),
    Column("seal", _seal),
)


@page(VIEW)
@require_safe
def events(request: PageRequest) -> HttpResponseBase:
    listed = list_page(request, TrailFilter, list_events(request.actor))
    if request.GET.get("format") == "csv":
        return csv_response("trail", TRAIL_CSV, listed.filterset.qs.iterator(chunk_size=2000))
    context = {"list": listed, "head": chain_head(), "checkpoint": last_checkpoint()}
    return render(request, "trail/event_list.html", context)


@page(VERIFY)
@require_POST
def verify(request: PageRequest) -> HttpResponse:
    seal_pending()
    return render(request, "trail/verification.html", {"found": verify_trail()})
