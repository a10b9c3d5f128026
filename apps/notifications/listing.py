"""The list of one's notifications: its columns on the page, in CSV and in JSON."""

from __future__ import annotations

from django.urls import reverse
from django.utils.safestring import SafeString

from apps.ui.components.objects import status_badge
from apps.ui.components.tables import row_link
from apps.ui.components.words import relative
from apps.ui.listing import Column, Listing
from apps.ui.statuses import word_of

from .filters import NotificationFilter
from .models import Notification


def _state(row: Notification) -> str:
    return "read" if row.read_at else "unread"


def _words(row: Notification) -> SafeString:
    address = reverse("notifications:open", args=[row.public_id])
    return row_link(address, row.words, small=row.kind_label)


NOTIFICATIONS = Listing(
    name="notifications",
    noun="notifications",
    template="notifications/notification_list.html",
    filterset=NotificationFilter,
    columns=(
        Column(
            "state",
            lambda row: word_of(_state(row)),
            "State",
            lambda row: status_badge(_state(row)),
        ),
        Column("what", lambda row: row.words, "What", _words, names_row=True),
        Column("about", lambda row: row.kind_label),
        Column(
            "when",
            lambda row: row.created_at.isoformat(),
            "When",
            lambda row: relative(row.created_at),
        ),
        Column("id", lambda row: row.public_id),
        Column(
            label="Mark as read", template="notifications/_mark_read_cell.html", label_hidden=True
        ),
    ),
)
