"""What a reviewer sends: one decision, or one for several at once."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.datastructures import MultiValueDict

from apps.accounts.models import User

from ..models import ReviewGroup, ReviewItem, Verdict
from .present import left_to
from .services import Word

_LONGEST = 24 * 60 * 60


class DecisionForm(forms.Form):
    """One word on one item. `seconds` and `context_opened` are what a script saw."""

    sent = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    seconds = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    context_opened = forms.BooleanField(widget=forms.HiddenInput, required=False)
    verdict = forms.ChoiceField(
        choices=Verdict.choices, error_messages={"required": "Choose what becomes of it."}
    )
    new_privilege = forms.ChoiceField(label="What is left", required=False)
    new_expiry = forms.DateField(
        label="New last day", required=False, widget=forms.DateInput(format="%Y-%m-%d")
    )
    note = forms.CharField(
        label="Why",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
    )

    def __init__(self, *args: Any, item: ReviewItem, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": f"id_{item.public_id}_%s"} | kwargs)
        field: Any = self.fields["new_privilege"]
        field.choices = [("", "Choose")] + [(right, f"Only to {right}") for right in left_to(item)]

    def word(self, measured: bool) -> Word:
        """What was said; what a script saw is left out where reviewers are not measured."""
        values = self.cleaned_data
        seconds = values["seconds"] if measured else None
        return Word(
            verdict=Verdict(values["verdict"]),
            note=values["note"],
            new_expiry=values["new_expiry"],
            new_privilege=values["new_privilege"],
            seconds=min(seconds, _LONGEST) if seconds is not None else None,
            context_opened=measured and values["context_opened"],
        )


class TogetherForm(forms.Form):
    """Several items of one group, all to be kept."""

    sent = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    seconds = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def word(self, measured: bool) -> Word:
        seconds = self.cleaned_data["seconds"] if measured else None
        return Word(Verdict.KEEP, seconds=seconds)


class PassOnForm(forms.Form):
    """To whom, until when, and which parts; all that wait are chosen to begin with."""

    person = forms.ModelChoiceField(
        label="To whom",
        queryset=User.objects.none(),
        to_field_name="public_id",
        empty_label="Choose",
        error_messages={"required": "Choose to whom."},
    )
    until = forms.DateField(
        label="Until",
        widget=forms.DateInput(format="%Y-%m-%d"),
        help_text="Afterwards it is yours alone again.",
    )
    groups = forms.ModelMultipleChoiceField(
        label="What",
        queryset=ReviewGroup.objects.none(),
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose what you pass on."},
    )
    note = forms.CharField(label="A word to them", required=False, max_length=300)

    def __init__(
        self,
        *args: Any,
        people: QuerySet[User],
        groups: QuerySet[ReviewGroup],
        until: dt.date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["person"].queryset, fields["groups"].queryset = people, groups
        fields["until"].initial = until
        fields["groups"].initial = [group.public_id for group in groups]


def chosen(data: MultiValueDict[str, str]) -> Sequence[uuid.UUID]:
    """The ids that were ticked; what is no id is left out."""
    found = []
    for text in data.getlist("item"):
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return found
