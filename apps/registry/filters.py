"""Filters of the three lists; they live in the address."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.accounts.models import User
from apps.organizations.models import Team
from apps.organizations.selectors import visible_teams

from .facts.words import EXPOSURES
from .models import Dataset, Pipeline, RegisteredObject, Status, TrainedModel
from .selectors.objects import visible

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
_KINDS = ("special", "phi", "children", "criminal", "ccpa_sensitive")


def _is(kind: str) -> Q:
    """A dataset that is said to hold this kind of data, in so many words or by its list."""
    said = Q(**{f"facts__dataset_{kind}__v": True})
    if kind in {"special", "ccpa_sensitive"}:
        said |= Q(**{f"facts__dataset_{kind}_kinds__v__0__isnull": False})
    return said


def datasets_of(sensitivity: str) -> Q:
    """Datasets with this mark, by the rules of `derive.dataset_facts`."""
    if sensitivity in _KINDS:
        return _is(sensitivity)
    personal = Q(facts__dataset_personal__v=True)
    for kind in _KINDS:
        personal |= _is(kind)
    if sensitivity == "personal":
        return personal
    denied = Q(facts__dataset_personal__v=False)
    if sensitivity == "none":
        return denied
    # Not ~personal: in SQL, the negation of an absent key is neither true nor false.
    return ~Q(pk__in=Dataset.objects.filter(personal | denied).values("pk"))


def _teams(request: Any) -> QuerySet[Team]:
    return visible_teams(request.actor).order_by("name")


class _RegistryFilter(django_filters.FilterSet):
    """What the three lists have in common."""

    q = django_filters.CharFilter(label="Search", method="search")
    team = django_filters.ModelChoiceFilter(
        label="Team", queryset=_teams, to_field_name="public_id"
    )
    status = django_filters.ChoiceFilter(label="Status", choices=Status.choices)
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
        parts = Dataset.objects.filter(pipelines=OuterRef("pk"), status=Status.ACTIVE)
        found = rows.filter(Exists(parts.filter(datasets_of(value))))
        if value == "none":
            # Nothing is known to be free of personal data while one part may hold some.
            free = Dataset.objects.filter(datasets_of("none")).values("pk")
            found = found.exclude(Exists(parts.exclude(pk__in=free)))
        return found


class DatasetFilter(_RegistryFilter):
    sensitivity = django_filters.ChoiceFilter(
        label="Data", choices=SENSITIVITIES, method="by_sensitivity"
    )

    class Meta:
        model = Dataset
        fields = ("q", "team", "status", "sensitivity", "owner")

    def by_sensitivity(self, rows: QuerySet[Dataset], name: str, value: str) -> QuerySet[Dataset]:
        return rows.filter(datasets_of(value))


class ModelFilter(_RegistryFilter):
    exposure = django_filters.ChoiceFilter(
        label="Reached by", choices=EXPOSURES, field_name="facts__model_exposure__v"
    )
    trained_on = django_filters.ChoiceFilter(
        label="Training data",
        choices=[("personal", "Personal"), ("none", "Not personal"), ("unknown", "Unknown")],
        method="by_training",
    )

    class Meta:
        model = TrainedModel
        fields = ("q", "team", "status", "exposure", "trained_on", "owner")

    def by_training(
        self, rows: QuerySet[TrainedModel], name: str, value: str
    ) -> QuerySet[TrainedModel]:
        if value == "unknown":
            return rows.filter(facts__model_personal_training__isnull=True)
        return rows.filter(facts__model_personal_training__v=value == "personal")
