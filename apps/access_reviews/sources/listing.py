"""Lists of access sources, and of what was wrong with the rows of a load."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import SafeString

from apps.ui.components.tables import row_link
from apps.ui.components.words import figure, person, when
from apps.ui.listing import Column, Listing


def _name(source: Any) -> SafeString:
    return row_link(source.get_absolute_url(), source.name)


SOURCES = Listing(
    name="access-sources",
    noun="sources",
    template="access_reviews/source_list.html",
    columns=(
        Column("name", label="Source", cell=_name, names_row=True),
        Column("read from", lambda row: row.get_kind_display(), "Read from"),
        Column("owner", lambda row: row.owner, "Owner", lambda row: person(row.owner)),
        Column(
            "access rights",
            lambda row: row.brings,
            "Access rights",
            lambda row: figure(row.brings),
            numeric=True,
        ),
        Column(
            "orphans",
            lambda row: row.orphans,
            "Orphans",
            lambda row: figure(row.orphans),
            numeric=True,
        ),
        Column(
            "read at",
            lambda row: row.read_at.isoformat() if row.read_at else "never",
            "Last read",
            lambda row: when(row.read_at, time=True, empty="Never"),
        ),
        Column("id", lambda row: row.public_id),
    ),
)

PROBLEMS = Listing(
    name="rows-left-out",
    noun="rows left out",
    template="access_reviews/load_problems.html",
    columns=(
        Column("row", label="Row", numeric=True),
        Column("column", label="Column"),
        Column("value", label="Value"),
        Column("message", label="What to do"),
    ),
)
