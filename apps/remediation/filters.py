"""Filters of the list of findings and actions; they live in the address."""

from __future__ import annotations

import django_filters
from django.db.models import Q, QuerySet

from apps.organizations.filters import teams_to_choose

from .models import ItemKind, ItemState, RemediationItem, RemediationItemQuerySet, Severity

_STATES = (("not_closed", "Not closed"), ("overdue", "Overdue"), *ItemState.choices)
_OWNERS = (("me", "Me"), ("nobody", "Nobody"))


def _sources() -> list[tuple[str, str]]:
    """The kinds of things that have reported or asked for something so far."""
    kinds = RemediationItem.objects.order_by("source_kind").values_list("source_kind", flat=True)
    words = {"user": "A person", "remediation": "A finding"}
    return [
        (kind, words.get(kind, kind.replace("_", " ").capitalize())) for kind in kinds.distinct()
    ]


class ItemFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Search", method="search")
    state = django_filters.ChoiceFilter(label="State", choices=_STATES, method="by_state")
    kind = django_filters.ChoiceFilter(label="Kind", choices=ItemKind.choices)
    severity = django_filters.ChoiceFilter(label="Severity", choices=Severity.choices)
    owner = django_filters.ChoiceFilter(label="Owner", choices=_OWNERS, method="by_owner")
    team = django_filters.ModelChoiceFilter(
        label="Team", queryset=teams_to_choose, to_field_name="public_id"
    )
    source = django_filters.ChoiceFilter(label="Source", choices=_sources, field_name="source_kind")

    class Meta:
        model = RemediationItem
        fields = ("q", "state", "kind", "severity", "owner", "team", "source")

    def search(
        self, rows: QuerySet[RemediationItem], name: str, value: str
    ) -> QuerySet[RemediationItem]:
        words = value.strip()
        found = Q(title__icontains=words) | Q(target_label__icontains=words)
        return rows.filter(
            found | Q(source_label__icontains=words) | Q(owner_label__icontains=words)
        )

    def by_state(
        self, rows: RemediationItemQuerySet, name: str, value: str
    ) -> QuerySet[RemediationItem]:
        chosen = {"not_closed": rows.not_closed, "overdue": rows.overdue}
        return chosen[value]() if value in chosen else rows.filter(state=value)

    def by_owner(
        self, rows: QuerySet[RemediationItem], name: str, value: str
    ) -> QuerySet[RemediationItem]:
        if value == "nobody":
            return rows.filter(owner=None)
        return rows.filter(owner_id=self.request.actor.user_id or 0)
