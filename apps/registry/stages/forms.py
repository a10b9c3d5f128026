"""Forms of a pipeline's stages and of what it uses: ids come from visible rows only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from apps.core.access import Actor

from ..models import (
    Dataset,
    Pipeline,
    StageKind,
    TrainedModel,
)
from ..objects.offering import MOST_OFFERED, first
from ..objects.selectors import may_contribute, visible


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
        near = field.queryset.order_by(first(team=pipeline.team_id), "name")
        offered = near.values_list("public_id", "name", "team", "team__name")[:MOST_OFFERED]
        field.widget.choices = [
            ("", f"Choose a {model.kind}"),
            *(
                (str(public_id), name if team == pipeline.team_id else f"{name} ({team_name})")
                for public_id, name, team, team_name in offered
            ),
        ]
