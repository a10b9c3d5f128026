"""Filters of the people list; they live in the address."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from apps.accounts.models import User
from apps.ui.guard import PageRequest
from apps.ui.statuses import words_of

from .models import OrgRoleChoice, Team
from .selectors import visible_teams


def teams_to_choose(request: PageRequest) -> QuerySet[Team]:
    """The choices of a filter by team, in the list of whatever app."""
    return visible_teams(request.actor)


def _states() -> list[tuple[str, str]]:
    return [*words_of("active", "closed"), ("no_factor", "No second factor")]


class PeopleFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Search", method="search")
    role = django_filters.ChoiceFilter(
        label="Role", choices=OrgRoleChoice.choices, field_name="organization_roles__role"
    )
    team = django_filters.ModelChoiceFilter(
        label="Team",
        queryset=teams_to_choose,
        field_name="memberships__team",
        to_field_name="public_id",
    )
    state = django_filters.ChoiceFilter(
        label="State",
        choices=_states,
        method="by_state",
    )

    class Meta:
        model = User
        fields = ("q", "role", "team", "state")

    def search(self, people: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        return people.filter(Q(name__icontains=value) | Q(email__icontains=value))

    def by_state(self, people: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == "no_factor":
            return people.filter(is_active=True, has_second_factor=False)
        return people.filter(is_active=value == "active")
