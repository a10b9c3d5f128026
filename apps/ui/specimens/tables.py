"""The columns of the specimen list."""

from __future__ import annotations

from apps.ui.components.facts import sensitivity
from apps.ui.components.objects import status_badge
from apps.ui.components.scores import score_band
from apps.ui.components.tables import row_link
from apps.ui.components.words import when
from apps.ui.listing import Column

COLUMNS = (
    Column(label="State", cell=lambda row: status_badge(row.status)),
    Column(label="Name", cell=lambda row: row_link("#lists", row.name, row.team), names_row=True),
    Column(label="Sensitivity", cell=lambda row: sensitivity(row.marks)),
    Column(label="Score", cell=lambda row: score_band(*(row.band or (None, None, None)))),
    Column("rows", label="Rows", numeric=True),
    Column("owner", lambda row: None, "Owner"),
    Column(label="Changed", cell=lambda row: when(row.changed)),
)
