"""The list of assessments, and starting one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.catalogue.selectors import current_catalogue
from apps.ui.guard import PageRequest, page
from apps.ui.lists import Column, csv_response, list_page

from .filters import AssessmentFilter
from .models import Assessment
from .permissions import VIEW
from .scores.selectors import figures_of
from .selectors import list_assessments
from .words import period_words

ASSESSMENTS_CSV = (
    Column("state", lambda row: row.get_state_display()),
    Column("pipeline", lambda row: row.pipeline.name),
    Column("team", lambda row: row.pipeline.team.name),
    Column("from", lambda row: row.period_start),
    Column("to", lambda row: row.period_end),
    Column("laws", lambda row: "; ".join(row.regimes)),
    Column("started by", lambda row: row.started_by),
    Column("started", lambda row: row.created_at.isoformat()),
    Column("submitted by", lambda row: row.submitted_by or ""),
    Column("decided by", lambda row: row.decided_by or ""),
    Column("id", lambda row: row.public_id),
)


@page(VIEW)
@require_safe
def assessments(request: PageRequest) -> HttpResponseBase:
    rows = list_assessments(request.actor).select_related("decided_by")
    listed = list_page(request, AssessmentFilter, rows)
    if request.GET.get("format") == "csv":
        return csv_response("assessments", ASSESSMENTS_CSV, listed.filterset.qs.iterator())
    context = {"list": listed, "rows": _rows(listed.rows)}
    return render(request, "assessments/assessment_list.html", context)


def _rows(rows: Iterable[Assessment]) -> list[dict[str, Any]]:
    shown = list(rows)
    if not shown:
        return []
    figures = figures_of({row.pipeline_id for row in shown})
    names = {key: each.short for key, each in current_catalogue().regimes.items()}
    return [
        {
            "assessment": row,
            "period": period_words(row.period_start, row.period_end),
            "laws": [
                (names.get(key, key), figures.get(row.pipeline_id, {}).get(key))
                for key in row.regimes
            ],
        }
        for row in shown
    ]
