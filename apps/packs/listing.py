"""The list of packs: its columns on the page, in CSV and in JSON."""

from __future__ import annotations

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.ui.components.objects import status_badge
from apps.ui.components.tables import row_link
from apps.ui.components.words import figure, identifier, person, when
from apps.ui.listing import Column, Listing
from apps.ui.statuses import word_of

from .filters import PackFilter
from .models import Pack


def _state(pack: Pack) -> SafeString:
    draft = status_badge("draft") if pack.is_draft else ""
    return format_html("{} {}", status_badge(pack.status), draft)


def _name(pack: Pack) -> SafeString:
    return row_link(reverse("packs:pack", args=[pack.public_id]), pack)


def _pipeline(pack: Pack) -> SafeString:
    pipeline = pack.assessment.pipeline
    return row_link(pipeline.get_absolute_url(), pipeline.name)


def _period(pack: Pack) -> SafeString:
    covered = pack.assessment
    return format_html(
        "<span>{} to {}</span>", when(covered.period_start), when(covered.period_end)
    )


def _asked_for(pack: Pack) -> SafeString:
    return format_html("{} {}", person(pack.requested_by), when(pack.created_at))


def _snapshot(pack: Pack) -> SafeString:
    return identifier(pack.snapshot.digest, "digest of the snapshot", short=True)


PACKS = Listing(
    name="packs",
    noun="packs",
    template="packs/pack_list.html",
    filterset=PackFilter,
    columns=(
        Column("state", lambda pack: word_of(pack.status), "State", _state),
        Column("number", label="Pack", cell=_name),
        Column("pipeline", lambda pack: pack.assessment.pipeline.name, "Pipeline", _pipeline),
        Column("team", lambda pack: pack.assessment.pipeline.team.name, "Team"),
        Column("period from", lambda pack: pack.assessment.period_start),
        Column("period to", lambda pack: pack.assessment.period_end),
        Column(label="Period", cell=_period),
        Column("kind", lambda pack: pack.snapshot.kind),
        Column("asked for by", lambda pack: pack.requested_by or "a command"),
        Column("asked for at", lambda pack: pack.created_at.isoformat()),
        Column(label="Asked for", cell=_asked_for),
        Column(
            "pages",
            lambda pack: pack.pages or "",
            "Pages",
            lambda pack: figure(pack.pages),
            numeric=True,
        ),
        Column("SHA-256 of the file", lambda pack: pack.digest),
        Column("SHA-256 of the snapshot", lambda pack: pack.snapshot.digest, "Snapshot", _snapshot),
        Column("id", lambda pack: pack.public_id),
    ),
)
