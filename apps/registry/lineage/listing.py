"""The list of everything made from an object: page, CSV and JSON."""

from __future__ import annotations

from typing import Any

from apps.ui.components.facts import sensitivity
from apps.ui.components.objects import status_badge
from apps.ui.components.tables import row_link
from apps.ui.components.words import figure
from apps.ui.listing import Column, Listing

from .reach import Derived


def _of(name: str) -> Any:
    return lambda row: getattr(row.obj, name)


def _name(row: Derived) -> Any:
    return row_link(row.obj.get_absolute_url(), row.obj.name, small=row.obj.team)


DERIVED = Listing(
    name="derived",
    noun="versions",
    template="registry/derived_list.html",
    columns=(
        Column(label="State", cell=lambda row: status_badge(row.obj.status)),
        Column(label="Made from it", cell=_name, names_row=True),
        Column("kind", label="Kind", cell=lambda row: row.kind.capitalize()),
        Column("id", lambda row: str(row.obj.public_id)),
        Column("name", _of("name")),
        Column("team", lambda row: row.obj.team.name),
        Column("status", _of("status")),
        Column("version", label="Version"),
        Column(label="Data", cell=lambda row: sensitivity(row.obj.marks)),
        Column("marks", _of("marks")),
        Column("steps", label="Links away", cell=lambda row: figure(row.steps), numeric=True),
    ),
)
