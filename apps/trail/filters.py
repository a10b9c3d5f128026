from __future__ import annotations

import django_filters
from django.db.models import Q, QuerySet

from .actions import areas, choices, codes_saying
from .models import TrailEvent


class TrailFilter(django_filters.FilterSet):
    """Who, what, when; the address keeps it."""

    q = django_filters.CharFilter(label="Search", method="search")
    area = django_filters.ChoiceFilter(label="Area", choices=areas, method="by_area")
    did = django_filters.ChoiceFilter(label="Did", field_name="action", choices=choices)
    actor = django_filters.CharFilter(label="Who", field_name="actor_label", lookup_expr="iexact")
    since = django_filters.DateFilter(label="Since", field_name="at", lookup_expr="date__gte")
    until = django_filters.DateFilter(label="Until", field_name="at", lookup_expr="date__lte")

    class Meta:
        model = TrailEvent
        fields = ("q", "area", "did", "actor", "since", "until")

    def search(self, events: QuerySet[TrailEvent], name: str, value: str) -> QuerySet[TrailEvent]:
        return events.filter(
            Q(target_label__icontains=value)
            | Q(action__icontains=value)
            | Q(action__in=codes_saying(value))
            | Q(target_id=value)
            | Q(actor_label__icontains=value)
        )

    def by_area(self, events: QuerySet[TrailEvent], name: str, value: str) -> QuerySet[TrailEvent]:
        return events.filter(action__startswith=value)
