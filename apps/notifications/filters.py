"""Filters of the list of notifications; they live in the address."""

from __future__ import annotations

import django_filters

from apps.ui.statuses import words_of

from .kinds import KINDS
from .models import Notification, NotificationQuerySet


def _kinds() -> list[tuple[str, str]]:
    return [(key, kind.label) for key, kind in KINDS.items()]


class NotificationFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(
        label="State", choices=words_of("unread", "read"), method="by_state"
    )
    kind = django_filters.ChoiceFilter(label="About", choices=_kinds)

    class Meta:
        model = Notification
        fields = ("state", "kind")

    def by_state(self, rows: NotificationQuerySet, name: str, value: str) -> NotificationQuerySet:
        return rows.filter(read_at__isnull=value == "unread")
