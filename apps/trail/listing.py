"""The list of events: its columns on the page, in CSV and in JSON."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import SafeString

from apps.ui.components.objects import status_badge
from apps.ui.components.words import person, when
from apps.ui.guard import PageRequest
from apps.ui.listing import Column, Listing

from .filters import TrailFilter
from .models import TrailEvent
from .selectors import chain_head, last_checkpoint


def _seal(event: TrailEvent) -> str:
    return event.seal.seal if hasattr(event, "seal") else "not linked yet"


def _link_of_the_chain(event: TrailEvent) -> SafeString:
    if not hasattr(event, "seal"):
        return status_badge("queued", label="Next")
    return status_badge("current", label=str(event.seal.position), glyph="link")


def _beside(request: PageRequest) -> dict[str, Any]:
    return {"head": chain_head(), "checkpoint": last_checkpoint()}


EVENTS = Listing(
    name="trail",
    noun="events",
    template="trail/event_list.html",
    filterset=TrailFilter,
    beside=_beside,
    columns=(
        Column(label="Link", cell=_link_of_the_chain),
        Column(
            "when",
            lambda event: event.at.isoformat(),
            "When",
            lambda event: when(event.at, time=True),
        ),
        Column(
            "who", lambda event: event.actor_label, "Who", lambda event: person(event.actor_label)
        ),
        Column("did", lambda event: event.words, "Did"),
        Column("action"),
        Column(
            "what", lambda event: event.target_label, "To what", template="trail/_target_cell.html"
        ),
        Column("type", lambda event: event.target_type),
        Column("id", lambda event: event.target_id),
        Column("from", lambda event: event.address, "From", lambda event: event.address or "–"),
        Column("seal", _seal),
        Column(label="Detail", template="trail/_detail_cell.html"),
    ),
)
