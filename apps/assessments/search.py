"""What of this app the search page finds."""

from __future__ import annotations

from django.urls import reverse

from apps.core.access import Actor
from apps.ui.search import SEARCH_SOURCES, Hit, SearchSource

from .models import Assessment
from .selectors import list_assessments
from .words import period_words


def find_assessments(actor: Actor, text: str, limit: int) -> list[Hit]:
    """Assessments of pipelines whose name holds the words, newest first."""
    rows = list_assessments(actor).filter(pipeline__name__icontains=text)
    return [_hit(row) for row in rows[:limit]]


def _hit(row: Assessment) -> Hit:
    return Hit(
        title=f"{row.pipeline.name}, {period_words(row.period_start, row.period_end)}",
        url=reverse("assessments:assessment", args=[row.public_id]),
        note=row.pipeline.team.name,
        status=row.state,
    )


SEARCH_SOURCES.register(SearchSource("Assessments", find_assessments))
