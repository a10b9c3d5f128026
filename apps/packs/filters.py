"""Filters of the packs list; they live in the address."""

from __future__ import annotations

import django_filters
from django.db.models import Q, QuerySet

from apps.core.jobs import JobState
from apps.organizations.filters import teams_to_choose
from apps.ui.statuses import word_of, words_of

from .models import Pack

_KINDS = (("final", "Final"), ("draft", "Draft"))
_ASKED = {
    "ready": Q(state=JobState.SUCCEEDED, superseded_by=None),
    "making": Q(state__in=[JobState.QUEUED, JobState.RUNNING]),
    "failed": Q(state=JobState.FAILED),
    "superseded": Q(state=JobState.SUCCEEDED, superseded_by__isnull=False),
}


def _states() -> list[tuple[str, str]]:
    return [
        ("ready", f"{word_of('ready')}, newest of its assessment"),
        *words_of("making", "failed", "superseded"),
    ]


class PackFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Search", method="search")
    state = django_filters.ChoiceFilter(label="State", choices=_states, method="by_state")
    kind = django_filters.ChoiceFilter(label="Kind", choices=_KINDS, field_name="snapshot__kind")
    team = django_filters.ModelChoiceFilter(
        label="Team",
        queryset=teams_to_choose,
        field_name="assessment__pipeline__team",
        to_field_name="public_id",
    )

    class Meta:
        model = Pack
        fields = ("q", "state", "kind", "team")

    def search(self, rows: QuerySet[Pack], name: str, value: str) -> QuerySet[Pack]:
        words = value.strip()
        matching = Q(assessment__pipeline__name__icontains=words)
        if words.isdecimal() and len(words) < 10:
            matching |= Q(number=int(words))
        if len(words) >= 8:
            plain = "".join(words.split()).lower()
            matching |= Q(digest__startswith=plain) | Q(snapshot__digest__startswith=plain)
        return rows.filter(matching)

    def by_state(self, rows: QuerySet[Pack], name: str, value: str) -> QuerySet[Pack]:
        return rows.filter(_ASKED[value])
