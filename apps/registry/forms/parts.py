"""Stages, links, versions and lineage: ids in these forms come from visible rows only."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import Case, QuerySet, Value, When

from apps.core.access import Actor

from ..models import (
    Dataset,
    DatasetVersion,
    LineageKind,
    ModelVersion,
    Pipeline,
    StageKind,
    TrainedModel,
)
from ..selectors.objects import may_contribute, visible

# A list longer than this helps nobody; ids beyond it are accepted all the same.
_MOST_OFFERED = 120
_COLUMN = re.compile(r"\s*([^:,\t]+?)\s*(?:[:,\t]\s*(.+?)\s*)?$")


class StageForm(forms.Form):
    kind = forms.ChoiceField(label="Stage", choices=StageKind.choices)

    def __init__(self, *args: Any, taken: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        field.choices = [choice for choice in StageKind.choices if choice[0] not in taken]


class LinkForm(forms.Form):
    """Datasets or models that the actor may attach to a pipeline."""

    part: Any = forms.ModelChoiceField(
        queryset=Dataset.objects.none(),
        to_field_name="public_id",
        label="",
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(
        self,
        *args: Any,
        actor: Actor,
        pipeline: Pipeline,
        model: type[Dataset] | type[TrainedModel],
        **kwargs: Any,
    ) -> None:
        kwargs["prefix"] = model.kind
        super().__init__(*args, **kwargs)
        field: Any = self.fields["part"]
        rows: QuerySet[Any] = may_contribute(actor, visible(actor, model))
        field.queryset = rows.exclude(pipelines=pipeline)
        field.label = f"Add a {model.kind}"
        near = field.queryset.order_by(_first(team=pipeline.team_id), "name")
        offered = near.values_list("public_id", "name", "team", "team__name")[:_MOST_OFFERED]
        field.widget.choices = [
            ("", f"Choose a {model.kind}"),
            *(
                (str(public_id), name if team == pipeline.team_id else f"{name} ({team_name})")
                for public_id, name, team, team_name in offered
            ),
        ]


def _first(**match: Any) -> Case:
    """Sorts the rows that match before the rest."""
    return Case(When(**match, then=Value(0)), default=Value(1))


class DatasetVersionForm(forms.Form):
    public_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    label = forms.CharField(label="Version", max_length=80, help_text="Such as v3 or 2026-03-31.")
    rows = forms.IntegerField(
        label="Rows", required=False, min_value=0, max_value=10**15,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    digest = forms.CharField(
        label="SHA-256 digest",
        max_length=64,
        required=False,
        help_text="Of the file, as sha256sum prints it. It ties answers to this very data.",
    )
    schema = forms.CharField(
        label="Columns",
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 6, "placeholder": "age: integer\nincome: number"}),
        help_text="One a line: name, a colon, type. Never a value from the data.",
    )
    note = forms.CharField(label="Note", max_length=300, required=False)

    def clean_schema(self) -> list[dict[str, str]]:
        columns = []
        for number, line in enumerate(self.cleaned_data["schema"].splitlines(), start=1):
            if not line.strip():
                continue
            match = _COLUMN.match(line)
            if match is None:
                raise forms.ValidationError(f"Line {number}: write a name, a colon, a type.")
            columns.append({"name": match[1], "type": match[2] or ""})
        return columns


class ModelVersionForm(forms.Form):
    public_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    label = forms.CharField(label="Version", max_length=80, help_text="Such as 1.4.0.")
    digest = forms.CharField(
        label="SHA-256 digest",
        max_length=64,
        required=False,
        help_text="Of the artefact that is deployed, as sha256sum prints it.",
    )
    framework = forms.CharField(label="Framework", max_length=80, required=False)
    released_on = forms.DateField(label="Released on", required=False, widget=forms.DateInput())
    note = forms.CharField(label="Note", max_length=300, required=False)


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
        found: DatasetVersion | ModelVersion | None = rows.first()
        if found is None:
            raise forms.ValidationError("Choose a version from the list.")
        return found


def _kinds_for(obj: Dataset | TrainedModel) -> list[tuple[str, str]]:
    if isinstance(obj, Dataset):
        fitting = [LineageKind.DERIVED_FROM]
    else:
        fitting = [LineageKind.TRAINED_ON, LineageKind.VALIDATED_ON, LineageKind.FINE_TUNED_FROM]
    return [(kind.value, str(kind.label)) for kind in fitting]


def _versions(actor: Actor, kind: str) -> QuerySet[Any]:
    """Versions of everything of a kind that the actor may see."""
    queries: dict[str, Callable[[], QuerySet[Any]]] = {
        "dataset": lambda: DatasetVersion.objects.filter(dataset__in=visible(actor, Dataset)),
        "model": lambda: ModelVersion.objects.filter(model__in=visible(actor, TrainedModel)),
    }
    return queries[kind]().select_related(kind)


def _offered(actor: Actor, obj: Dataset | TrainedModel) -> list[Any]:
    """The newest versions by group, those of the same team first; two queries."""
    groups = []
    for kind, name in (("dataset", "Datasets"), ("model", "Models")):
        same_team = _first(**{f"{kind}__team": obj.team_id})
        rows = _versions(actor, kind).order_by(same_team, f"{kind}__name", "-pk")
        offered = rows.values_list("public_id", f"{kind}__name", "label")[:_MOST_OFFERED]
        options = [(f"{kind}:{ident}", f"{owner} {label}") for ident, owner, label in offered]
        if options:
            groups.append((name, options))
    return groups
