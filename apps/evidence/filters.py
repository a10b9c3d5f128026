"""Filters of the evidence list; they live in the address."""

from __future__ import annotations

import django_filters
from django.db.models import Q, QuerySet

from apps.organizations.filters import teams_to_choose
from apps.ui.statuses import words_of

from .models import Evidence, EvidenceKind


def _states() -> list[tuple[str, str]]:
    return words_of("expired", "expiring", "counts", "withdrawn")


class EvidenceFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Search", method="search")
    state = django_filters.ChoiceFilter(label="State", choices=_states, method="by_state")
    kind = django_filters.ChoiceFilter(label="Kind", choices=EvidenceKind.choices)
    team = django_filters.ModelChoiceFilter(
        label="Team", queryset=teams_to_choose, to_field_name="public_id"
    )

    class Meta:
        model = Evidence
        fields = ("q", "state", "kind", "team")

    def search(self, rows: QuerySet[Evidence], name: str, value: str) -> QuerySet[Evidence]:
        words = value.strip()
        digest = Q(revisions__digest__startswith=words.lower()) if len(words) >= 8 else Q()
        matches = Q(title__icontains=words) | Q(owner__name__icontains=words)
        matches |= Q(revisions__file_name__icontains=words) | digest
        return rows.filter(pk__in=Evidence.objects.filter(matches).values("pk"))

    def by_state(self, rows: QuerySet[Evidence], name: str, value: str) -> QuerySet[Evidence]:
        known = Evidence.objects.all()
        chosen = {
            "expired": known.overdue,
            "expiring": known.expiring,
            "counts": known.current,
            "withdrawn": known.withdrawn,
        }
        return rows.filter(pk__in=chosen[value]().values("pk"))
