"""The list of evidence: its columns on the page, in CSV and in JSON."""

from __future__ import annotations

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.ui.components.objects import status_badge
from apps.ui.components.tables import row_link
from apps.ui.components.words import identifier, person, when
from apps.ui.listing import Column, Listing
from apps.ui.statuses import word_of

from .filters import EvidenceFilter
from .models import Evidence


def _title(row: Evidence) -> SafeString:
    badge = status_badge("demo") if row.is_demo else ""
    return row_link(reverse("evidence:evidence", args=[row.public_id]), row.title, badge=badge)


def _kind(row: Evidence) -> SafeString:
    file_name = getattr(row, "file_name", None)  # of the latest revision, read by list_evidence
    if not file_name:
        return format_html("{}", row.get_kind_display())
    return format_html('{} <small class="text-muted">{}</small>', row.get_kind_display(), file_name)


EVIDENCE = Listing(
    name="evidence",
    noun="pieces",
    template="evidence/evidence_list.html",
    filterset=EvidenceFilter,
    columns=(
        Column(
            "state", lambda row: word_of(row.status), "State", lambda row: status_badge(row.status)
        ),
        Column("title", label="Title", cell=_title),
        Column("kind", lambda row: row.get_kind_display(), "Kind", _kind),
        Column(
            "belongs to",
            lambda row: row.team or "the organisation",
            "Belongs to",
            lambda row: row.team or "The organisation",
        ),
        Column("owner", lambda row: row.owner or "nobody", "Owner", lambda row: person(row.owner)),
        Column(
            "counts until",
            lambda row: row.counts_until or "no end",
            "Counts until",
            lambda row: when(row.counts_until, empty="No end"),
        ),
        Column("file", lambda row: row.file_name or ""),
        Column("link", lambda row: row.url or ""),
        Column(
            "SHA-256",
            lambda row: row.digest,
            "SHA-256",
            lambda row: identifier(row.digest, "digest", short=True),
        ),
        Column("id", lambda row: row.public_id),
    ),
)
