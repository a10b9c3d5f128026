"""What of this app the search page finds."""

from __future__ import annotations

from django.db.models import F
from django.urls import reverse

from apps.core.access import Actor
from apps.ui.search import SEARCH_SOURCES, Hit, SearchSource

from .models import Evidence
from .selectors import visible_evidence


def find_evidence(actor: Actor, text: str, limit: int) -> list[Hit]:
    """Evidence whose title holds the words, that which still counts first."""
    rows = visible_evidence(actor).select_related("team", "owner").filter(title__icontains=text)
    counting_first = F("withdrawn_at").desc(nulls_first=True)
    return [_hit(row) for row in rows.order_by(counting_first, "title")[:limit]]


def _hit(row: Evidence) -> Hit:
    team = row.team.name if row.team else "The organisation"
    return Hit(
        title=row.title,
        url=reverse("evidence:evidence", args=[row.public_id]),
        note=f"{team} · {row.get_kind_display()}",
        status=row.status,
    )


SEARCH_SOURCES.register(SearchSource("Evidence", find_evidence))
