"""The list of assessments: its columns on the page, in CSV and in JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from apps.catalogue.selectors import current_catalogue
from apps.ui.components.objects import status_badge
from apps.ui.components.tables import row_link
from apps.ui.listing import Column, Listing

from .filters import AssessmentFilter
from .models import Assessment, AssessmentState, ReviewRound
from .scores.selectors import figures_of
from .words import period_words, reviewed_words


def _with_figures(rows: Sequence[Any]) -> Sequence[Any]:
    """Each row with `laws`: the short name and today's figure of every law it answers to,
    and `coverage`: how much of it was read."""
    if not rows:
        return rows
    figures = figures_of({row.pipeline_id for row in rows})
    regimes = current_catalogue().regimes
    names = {key: regime.short for key, regime in regimes.items()}
    read = _coverage([row.pk for row in rows if row.state == AssessmentState.APPROVED])
    for row in rows:
        row.coverage = read.get(row.pk, "")
        known = figures.get(row.pipeline_id, {})
        row.laws = [(names.get(key, key), known.get(key)) for key in row.regimes]
    return rows


def _coverage(assessments: Sequence[int]) -> dict[int, str]:
    """How much of each approved assessment was read: "reviewed 41 of 56"; one query."""
    if not assessments:
        return {}
    rounds = ReviewRound.objects.filter(assessment__in=assessments, reviewed__isnull=False)
    rows = rounds.order_by("pk").values_list("assessment", "reviewed", "total")
    return {pk: reviewed_words(reviewed, total) for pk, reviewed, total in rows}


def _pipeline(row: Assessment) -> SafeString:
    address = reverse("assessments:assessment", args=[row.public_id])
    return row_link(address, row.pipeline.name, small=row.pipeline.team.name)


ASSESSMENTS = Listing(
    name="assessments",
    noun="assessments",
    template="assessments/assessment_list.html",
    filterset=AssessmentFilter,
    page_rows=_with_figures,
    columns=(
        Column(
            "state",
            lambda row: row.get_state_display(),
            "State",
            lambda row: status_badge(row.state),
        ),
        Column("pipeline", lambda row: row.pipeline.name, "Pipeline", _pipeline, names_row=True),
        Column("team", lambda row: row.pipeline.team.name),
        Column("from", lambda row: row.period_start),
        Column("to", lambda row: row.period_end),
        Column(label="Period", cell=lambda row: period_words(row.period_start, row.period_end)),
        Column("laws", lambda row: "; ".join(row.regimes)),
        Column(label="Stands now", template="assessments/_laws_cell.html"),
        Column("started by", lambda row: row.started_by),
        Column("started", lambda row: row.created_at.isoformat()),
        Column("submitted by", lambda row: row.submitted_by or ""),
        Column("decided by", lambda row: row.decided_by or ""),
        Column(label="Last step", template="assessments/_last_step.html"),
        Column("id", lambda row: row.public_id),
    ),
)
