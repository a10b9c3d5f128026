"""Filters of the list of reviews; they live in the address."""

from __future__ import annotations

import django_filters
from django.db.models import Q, QuerySet

from apps.core import clock
from apps.organizations.filters import teams_to_choose
from apps.ui.statuses import words_of

from ..models import Campaign, CampaignState, Remedy, ReviewItem
from ..rules.flags import MINOR, Flag

_STATES = (("running", "Running"), ("overdue", "Overdue"), *CampaignState.choices)


class CampaignFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Search", method="search")
    state = django_filters.ChoiceFilter(label="State", choices=_STATES, method="by_state")
    team = django_filters.ModelChoiceFilter(
        label="Team", queryset=teams_to_choose, to_field_name="public_id"
    )

    class Meta:
        model = Campaign
        fields = ("q", "state", "team")

    def search(self, rows: QuerySet[Campaign], name: str, value: str) -> QuerySet[Campaign]:
        words = value.strip()
        return rows.filter(Q(name__icontains=words) | Q(owner_label__icontains=words))

    def by_state(self, rows: QuerySet[Campaign], name: str, value: str) -> QuerySet[Campaign]:
        if value == "running":
            return rows.filter(state__in=[CampaignState.FREEZING, CampaignState.OPEN])
        if value == "overdue":
            return rows.filter(state=CampaignState.OPEN, due__lt=clock.today())
        return rows.filter(state=value)


def _outcomes() -> list[tuple[str, str]]:
    decided = ("keep", "reduce", "revoke", "change_expiry", "cannot_tell", "not_decided")
    return words_of("undecided", *decided)


class ItemFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Search", method="search")
    outcome = django_filters.ChoiceFilter(label="Outcome", choices=_outcomes, method="by_outcome")
    flagged = django_filters.ChoiceFilter(
        label="Flags", choices=(("yes", "Something speaks against it"),), method="by_flag"
    )
    remedy = django_filters.ChoiceFilter(
        label="Done about it", choices=[pair for pair in Remedy.choices if pair[0]]
    )

    class Meta:
        model = ReviewItem
        fields = ("q", "outcome", "flagged", "remedy")

    def search(self, rows: QuerySet[ReviewItem], name: str, value: str) -> QuerySet[ReviewItem]:
        words = value.strip()
        return rows.filter(Q(principal__icontains=words) | Q(object_label__icontains=words))

    def by_outcome(self, rows: QuerySet[ReviewItem], name: str, value: str) -> QuerySet[ReviewItem]:
        return rows.filter(outcome="" if value == "undecided" else value)

    def by_flag(self, rows: QuerySet[ReviewItem], name: str, value: str) -> QuerySet[ReviewItem]:
        weighty = Q()
        for flag in Flag:
            if flag not in MINOR:
                weighty |= Q(flags__contains=flag.value)
        return rows.filter(weighty)
