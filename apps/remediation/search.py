"""What of this app the search page finds."""

from __future__ import annotations

from django.urls import reverse

from apps.core.access import Actor
from apps.ui.search import SEARCH_SOURCES, Hit, SearchSource

from .models import RemediationItem
from .selectors import list_items


def find_items(actor: Actor, text: str, limit: int) -> list[Hit]:
    """Findings and actions whose title holds the words, in the order of their list."""
    return [_hit(item) for item in list_items(actor).filter(title__icontains=text)[:limit]]


def _hit(item: RemediationItem) -> Hit:
    return Hit(
        title=item.title,
        url=reverse("remediation:item", args=[item.public_id]),
        note=f"{item.get_kind_display()} about {item.target_label}",
        status=item.status,
    )


SEARCH_SOURCES.register(SearchSource("Findings and actions", find_items))
