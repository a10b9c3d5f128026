"""The list of findings and actions: its columns on the page, in CSV and in JSON."""

from __future__ import annotations

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.ui.components.objects import status_badge
from apps.ui.components.tables import row_link
from apps.ui.components.words import person, when
from apps.ui.listing import Column, Listing
from apps.ui.statuses import word_of

from .filters import ItemFilter
from .models import RemediationItem


def _title(row: RemediationItem) -> SafeString:
    kind = format_html('<small class="text-muted">{}</small>', row.get_kind_display())
    return row_link(reverse("remediation:item", args=[row.public_id]), row.title, badge=kind)


ITEMS = Listing(
    name="findings-and-actions",
    noun="findings and actions",
    template="remediation/item_list.html",
    filterset=ItemFilter,
    columns=(
        Column(
            "state", lambda row: word_of(row.status), "State", lambda row: status_badge(row.status)
        ),
        Column("kind", lambda row: row.get_kind_display()),
        Column("title", label="What", cell=_title, names_row=True),
        Column(
            "severity",
            lambda row: row.get_severity_display(),
            "Severity",
            lambda row: status_badge(row.severity),
        ),
        Column("about", lambda row: row.target_label, "About"),
        Column("belongs to", lambda row: row.team or "the organisation"),
        Column(
            "owner",
            lambda row: row.owner_label or "nobody",
            "Owner",
            lambda row: person(row.owner_label),
        ),
        Column(
            "due",
            lambda row: row.due or "no date",
            "Due",
            lambda row: when(row.due, empty="No date"),
        ),
        Column("source", lambda row: row.source_label, "Source"),
        Column("closed by", lambda row: row.closed_by),
        Column("closed at", lambda row: row.closed_at or ""),
        Column("id", lambda row: row.public_id),
    ),
)
