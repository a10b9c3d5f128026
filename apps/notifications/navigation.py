"""The bell in the top bar, and the reader's own entry in the menu of the account."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from apps.ui.guard import actor_of
from apps.ui.navigation import ACCOUNT, ENTRIES, Bell, NavigationEntry

from .selectors import BELL_COUNTS_TO, count_unread

ENTRIES.register(
    NavigationEntry("Mail and time zone", "mail-cog", "notifications:preferences", 50, ACCOUNT)
)


def bell_of(request: HttpRequest) -> Bell | None:
    """How much waits for the reader: one query. Who has no role at present has no bell."""
    actor = actor_of(request)
    if actor is None or not actor.has_role:
        return None
    count = count_unread(actor)
    shown = f"{BELL_COUNTS_TO}+" if count > BELL_COUNTS_TO else str(count)
    return Bell(count, shown, reverse("notifications:list"))
