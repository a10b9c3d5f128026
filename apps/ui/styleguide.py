"""/styleguide: every component in every state, on one page that a test renders."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from apps.core import clock
from apps.ui.guard import SIGNED_IN, PageRequest, page
from apps.ui.specimens import charts, filters, forms, objects, tables
from apps.ui.statuses import STATUSES


@page(SIGNED_IN)
def styleguide(request: PageRequest) -> HttpResponse:
    """The view kit, for those who build pages."""
    return render(request, "ui/styleguide.html", specimens(clock.now()))


def specimens(now: dt.datetime) -> dict[str, Any]:
    """What the page shows, all made up on the spot; nothing is read from the database."""
    pages = Paginator(range(1, 1241), 50)
    return {
        "now": now,
        "bands": objects.BANDS,
        "verdicts": list(objects.VERDICTS),
        "statuses": list(STATUSES),
        "marks": list(objects.SENSITIVITY),
        "assurances": objects.ASSURANCES,
        "facts": objects.fact_lines(now),
        "clocks": objects.clocks(now),
        "lineage": objects.LINEAGE,
        "trail": objects.trail(now),
        "why": objects.why(now),
        "form": forms.filled_form(),
        "wrong_form": forms.wrong_form(),
        "filter_form": filters.filter_form(request_data={"state": "draft"}),
        "charts": charts.charts(now),
        "columns": tables.COLUMNS,
        "rows": objects.rows(now),
        "first_page": pages.page(1),
        "middle_page": pages.page(7),
    }
