"""The list of reviews: its columns on the page, in CSV and in JSON."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from apps.ui.components.objects import status_badge
from apps.ui.components.scores import progress
from apps.ui.components.tables import row_link
from apps.ui.components.words import person, when
from apps.ui.guard import PageRequest
from apps.ui.listing import Column, Listing
from apps.ui.statuses import word_of

from ..models import Campaign, ReviewItem
from ..reviewing.selectors import groups_waiting
from ..rules.effort import effort_words
from ..rules.flags import WORDS, Flag
from .filters import CampaignFilter, ItemFilter

_SHOWN = 8


def _waiting(request: PageRequest) -> dict[str, Any]:
    """What waits for this reader: the first few, and what all of it comes to."""
    found = list(groups_waiting(request.actor))
    return {
        "waiting": [(group, effort_words(group.waiting)) for group in found[:_SHOWN]],
        "more_waiting": len(found) - _SHOWN,
        "effort": effort_words(sum(group.waiting for group in found)),
    }


def _name(row: Campaign) -> Any:
    return row_link(row.get_absolute_url(), row.name, row.team or "The whole organisation")


CAMPAIGNS = Listing(
    name="access-reviews",
    noun="reviews",
    template="access_reviews/campaign_list.html",
    filterset=CampaignFilter,
    beside=_waiting,
    columns=(
        Column(
            "state",
            label="State",
            cell=lambda row: status_badge("overdue" if row.is_overdue else row.state),
        ),
        Column("name", label="Review", cell=_name, names_row=True),
        Column("team", lambda row: str(row.team) if row.team else ""),
        Column("due", lambda row: row.due.isoformat(), "Due", lambda row: when(row.due)),
        Column("run by", lambda row: row.owner_label, "Run by", lambda row: person(row.owner)),
        Column("access rights", lambda row: row.item_count),
        Column(
            "decided",
            lambda row: row.settled_count,
            "Decided",
            lambda row: progress(row.settled_count, row.item_count, "decided"),
        ),
        Column("id", lambda row: row.public_id),
    ),
)


def _flags(row: ReviewItem) -> str:
    return ", ".join(WORDS[Flag(flag)][0] for flag in row.flag_list)


def _who(row: ReviewItem) -> Any:
    url = reverse("access_reviews:review", args=[row.campaign.public_id, row.group.public_id])
    return row_link(f"{url}#item-{row.public_id}", row.principal, row.meaning)


ITEMS = Listing(
    name="reviewed-access",
    noun="access rights",
    template="access_reviews/item_list.html",
    filterset=ItemFilter,
    columns=(
        Column(
            "outcome",
            lambda row: word_of(row.outcome or "undecided"),
            "Outcome",
            lambda row: status_badge(row.outcome or "undecided"),
        ),
        Column("principal", label="Who", cell=_who, names_row=True),
        Column("meaning"),
        Column("object", lambda row: row.object_label, "What"),
        Column("privilege", lambda row: row.get_privilege_display(), "Right"),
        Column("risk", label="Risk", numeric=True),
        Column("flags", _flags, "Flags", template="access_reviews/_flags_cell.html"),
        Column("why", label="Said"),
        Column("remedy", lambda row: row.remedy_words, "Done about it"),
        Column("id", lambda row: row.public_id),
    ),
)
