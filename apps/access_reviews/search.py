"""What of this app the search page finds."""

from __future__ import annotations

from apps.core.access import Actor
from apps.core.words import date_words
from apps.ui.search import SEARCH_SOURCES, Hit, SearchSource

from .campaigns.selectors import list_campaigns


def find_campaigns(actor: Actor, text: str, limit: int) -> list[Hit]:
    """Reviews whose name holds the words, running ones first."""
    rows = list_campaigns(actor).filter(name__icontains=text)
    return [
        Hit(row.name, row.get_absolute_url(), f"Due {date_words(row.due)}", row.state)
        for row in rows[:limit]
    ]


SEARCH_SOURCES.register(SearchSource("Access reviews", find_campaigns))
