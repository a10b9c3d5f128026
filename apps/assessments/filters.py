"""Filters of the assessments list; they live in the address."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from apps.catalogue.selectors import current_catalogue
from apps.core.errors import DomainError
from apps.organizations.filters import teams_to_choose
from apps.ui.statuses import words_of

from .models import Assessment, AssessmentState

OPEN = "open"


def _states() -> list[tuple[str, str]]:
    return [(OPEN, "Open, any state"), *words_of(*AssessmentState.values)]


def _laws() -> list[tuple[str, str]]:
    try:
        return [(regime.key, regime.short) for regime in current_catalogue().regimes.values()]
    except DomainError:
        return []


class AssessmentFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Search", method="search")
    state = django_filters.ChoiceFilter(label="State", choices=_states, method="by_state")
    team = django_filters.ModelChoiceFilter(
        label="Team",
        queryset=teams_to_choose,
        field_name="pipeline__team",
        to_field_name="public_id",
    )
    regime = django_filters.ChoiceFilter(label="Law", method="by_regime")

    class Meta:
        model = Assessment
        fields = ("q", "state", "team", "regime")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["regime"].extra["choices"] = _laws()

    def search(self, rows: QuerySet[Assessment], name: str, value: str) -> QuerySet[Assessment]:
        return rows.filter(
            Q(pipeline__name__icontains=value) | Q(pipeline__purpose__icontains=value)
        )

    def by_state(self, rows: QuerySet[Assessment], name: str, value: str) -> QuerySet[Assessment]:
        if value == OPEN:
            return rows.exclude(state=AssessmentState.APPROVED)
        return rows.filter(state=value)

    def by_regime(self, rows: QuerySet[Assessment], name: str, value: str) -> QuerySet[Assessment]:
        # Containment in a JSON list reads differently in SQLite and PostgreSQL; text does not.
        listed = rows.annotate(listed_regimes=Cast("regimes", TextField()))
        return listed.filter(listed_regimes__contains=f'"{value}"')
