"""Filters of the three lists; they live in the address."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from apps.accounts.models import User
from apps.organizations.filters import teams_to_choose
from apps.ui.statuses import words_of

from ..fact_specs.words import EXPOSURES
from ..models import Dataset, Pipeline, RegisteredObject, Status, TrainedModel
from ..objects.selectors import visible
from ..sensitivity import marked

SENSITIVITIES = [
    ("personal", "Personal data"),
    ("special", "Special category"),
    ("phi", "PHI"),
    ("children", "Children"),
    ("criminal", "Criminal records"),
    ("ccpa_sensitive", "CCPA sensitive"),
    ("none", "No personal data"),
    ("unknown", "Unknown"),
]


def _states() -> list[tuple[str, str]]:
    return words_of(*Status.values)


class _RegistryFilter(django_filters.FilterSet):
    """What the three lists have in common."""

    q = django_filters.CharFilter(label="Search", method="search")
    team = django_filters.ModelChoiceFilter(
        label="Team", queryset=teams_to_choose, to_field_name="public_id"
    )
    status = django_filters.ChoiceFilter(label="Status", choices=_states)
    owner = django_filters.ChoiceFilter(label="Owner", method="by_owner", choices=())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = visible(self.request.actor, self._meta.model).order_by()
        owners = User.objects.filter(pk__in=rows.values("owner")).order_by("name")
        people = owners.values_list("public_id", "name")
        self.filters["owner"].extra["choices"] = [
            ("me", "Me"),
            ("nobody", "Nobody yet"),
            *((str(public_id), name) for public_id, name in people),
        ]

    def search(
        self, rows: QuerySet[RegisteredObject], name: str, value: str
    ) -> QuerySet[RegisteredObject]:
        return rows.filter(Q(name__icontains=value) | Q(purpose__icontains=value))

    def by_owner(
        self, rows: QuerySet[RegisteredObject], name: str, value: str
    ) -> QuerySet[RegisteredObject]:
        if value == "me":
            return rows.filter(owner_id=self.request.actor.user_id)
        if value == "nobody":
            return rows.filter(owner__isnull=True)
        return rows.filter(owner__public_id=value)


class PipelineFilter(_RegistryFilter):
    sensitivity = django_filters.ChoiceFilter(
        label="Data", choices=SENSITIVITIES, method="by_sensitivity"
    )

    class Meta:
        model = Pipeline
        fields = ("q", "team", "status", "sensitivity", "owner")

    def by_sensitivity(self, rows: QuerySet[Pipeline], name: str, value: str) -> QuerySet[Pipeline]:
        parts = Dataset.objects.filter(status=Status.ACTIVE, pipelines__isnull=False)
        chosen = rows.filter(pk__in=parts.filter(marked(value)).values("pipelines"))
        if value == "none":
            # Nothing is known to be free of personal data while one part may hold some.
            chosen = chosen.exclude(pk__in=parts.exclude(marked("none")).values("pipelines"))
        return chosen


class DatasetFilter(_RegistryFilter):
    sensitivity = django_filters.ChoiceFilter(
        label="Data", choices=SENSITIVITIES, method="by_sensitivity"
    )

    class Meta:
        model = Dataset
        fields = ("q", "team", "status", "sensitivity", "owner")

    def by_sensitivity(self, rows: QuerySet[Dataset], name: str, value: str) -> QuerySet[Dataset]:
        return rows.filter(marked(value))


class ModelFilter(_RegistryFilter):
    exposure = django_filters.ChoiceFilter(
        label="Reached by", choices=EXPOSURES, field_name="facts__model_exposure__v"
    )
    trained_on = django_filters.ChoiceFilter(
        label="Training data",
        choices=SENSITIVITIES,
        method="by_training",
    )

    class Meta:
        model = TrainedModel
        fields = ("q", "team", "status", "exposure", "trained_on", "owner")

    def by_training(
        self, rows: QuerySet[TrainedModel], name: str, value: str
    ) -> QuerySet[TrainedModel]:
        return rows.filter(marked(value))
