"""The form that records what a version was made with: ids come from visible rows only."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.db.models import QuerySet

from apps.core.access import Actor

from ..kinds import PARTS
from ..models import (
    Dataset,
    DatasetVersion,
    LineageKind,
    ModelVersion,
    TrainedModel,
)
from ..objects.offering import MOST_OFFERED, first
from ..objects.selectors import visible


class LineageForm(forms.Form):
    """A version of this object, how it was made, and the version it was made with.

    Options of the far end are `dataset:<id>` and `model:<id>` of versions the actor may see.
    """

    child: Any = forms.ModelChoiceField(
        label="Version",
        queryset=DatasetVersion.objects.none(),
        to_field_name="public_id",
        empty_label=None,
    )
    kind = forms.ChoiceField(label="Was", choices=LineageKind.choices)
    parent = forms.CharField(label="Made with", widget=forms.Select)

    def __init__(
        self, *args: Any, actor: Actor, obj: Dataset | TrainedModel, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._actor = actor
        child: Any = self.fields["child"]
        child.queryset = obj.versions.all()
        child.label_from_instance = lambda version: version.label
        kinds: Any = self.fields["kind"]
        kinds.choices = _kinds_for(obj)
        widget: Any = self.fields["parent"].widget
        widget.choices = [("", "Choose a version"), *_offered(actor, obj)]

    def clean_parent(self) -> DatasetVersion | ModelVersion:
        """The version behind `dataset:<id>` or `model:<id>`, if the actor sees it."""
        kind, _, ident = self.cleaned_data["parent"].partition(":")
        try:
            rows = _versions(self._actor, kind).filter(public_id=uuid.UUID(ident))
        except (KeyError, ValueError):
            rows = DatasetVersion.objects.none()
        version: DatasetVersion | ModelVersion | None = rows.first()
        if version is None:
            raise forms.ValidationError("Choose a version from the list.")
        return version


def _kinds_for(obj: Dataset | TrainedModel) -> list[tuple[str, str]]:
    if isinstance(obj, Dataset):
        fitting = [LineageKind.DERIVED_FROM]
    else:
        fitting = [LineageKind.TRAINED_ON, LineageKind.VALIDATED_ON, LineageKind.FINE_TUNED_FROM]
    return [(kind.value, str(kind.label)) for kind in fitting]


def _versions(actor: Actor, kind: str) -> QuerySet[Any]:
    """Versions of everything of a kind that the actor may see."""
    part: Any = PARTS[kind]
    rows: QuerySet[Any] = part.versions.objects.select_related(kind)
    return rows.filter(**{f"{kind}__in": visible(actor, part.model)})


def _offered(actor: Actor, obj: Dataset | TrainedModel) -> list[Any]:
    """The newest versions by group, those of the same team first; two queries."""
    groups = []
    for kind, part in PARTS.items():
        same_team = first(**{f"{kind}__team": obj.team_id})
        rows = _versions(actor, kind).order_by(same_team, f"{kind}__name", "-pk")
        offered = rows.values_list("public_id", f"{kind}__name", "label")[:MOST_OFFERED]
        options = [(f"{kind}:{ident}", f"{owner} {label}") for ident, owner, label in offered]
        if options:
            groups.append((part.plural, options))
    return groups


class ReachForm(forms.Form):
    """Which version's reach the list of what was made from an object shows."""

    version = forms.ModelChoiceField(
        DatasetVersion.objects.none(),
        label="From version",
        required=False,
        empty_label="Any",
        to_field_name="public_id",
    )

    def __init__(self, *args: Any, obj: Dataset | TrainedModel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["version"]
        choice.queryset = obj.versions.all()
        choice.label_from_instance = lambda version: version.label
