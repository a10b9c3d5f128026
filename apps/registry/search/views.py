from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.ui.guard import PageRequest, page

from ..kinds import KINDS
from ..objects.selectors import SEARCH_ROWS, search
from ..permissions import VIEW
from ..sensitivity import marks_of

_MOST_CHARACTERS = 200


@page(VIEW)
@require_safe
def search_page(request: PageRequest) -> HttpResponse:
    text = request.GET.get("q", "").replace("\x00", "").strip()[:_MOST_CHARACTERS]
    rows_by_kind = search(request.actor, text)
    groups = []
    for kind, rows in rows_by_kind.items():
        for row in rows:
            row.marks = marks_of(row)
        if rows:
            groups.append((kind, KINDS[kind].plural, rows, len(rows) == SEARCH_ROWS))
    context = {"text": text, "groups": groups, "count": sum(map(len, rows_by_kind.values()))}
    return render(request, "registry/search.html", context)
