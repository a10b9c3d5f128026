from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.core.access import Actor
from apps.ui.guard import SIGNED_IN, PageRequest, page
from apps.ui.search import SEARCH_SOURCES, Hit

_MOST_CHARACTERS = 200
_MOST_HITS = 20


@dataclass(frozen=True, slots=True)
class Group:
    """What one source found; `more` when there may be others."""

    label: str
    hits: list[Hit]

    @property
    def more(self) -> bool:
        return len(self.hits) == _MOST_HITS


@page(SIGNED_IN)
@require_safe
def search(request: PageRequest) -> HttpResponse:
    """What of everything registered, filed and assessed holds the words."""
    text = request.GET.get("q", "").replace("\x00", "").strip()[:_MOST_CHARACTERS]
    groups = _found(request.actor, text) if text else []
    return render(request, "home/search.html", {"text": text, "groups": groups})


def _found(actor: Actor, text: str) -> list[Group]:
    every = (
        Group(source.label, list(source.find(actor, text, _MOST_HITS)))
        for source in SEARCH_SOURCES.values()
    )
    return [group for group in every if group.hits]
