"""Forms of the review: one answer, then the whole."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from apps.accounts.models import User
from apps.ui.versioned_form import VersionedForm

from ..engine.scoring import ItemId
from ..models import WHOLE


class DecideForm(forms.Form):
    """A reviewer's decision on one answer; `seen` is the digest of what was shown of it."""

    decision = forms.ChoiceField(choices=[("approve", "Approve"), ("ask_back", "Ask back")])
    text = forms.CharField(required=False)
    seen = forms.CharField(required=False)


class ClaimsForm(forms.Form):
    """The claims that were ticked, each with the digest of what was shown of it."""

    claim = forms.MultipleChoiceField(required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        sent = data.getlist("claim")
        field: Any = self.fields["claim"]
        field.choices = [(value, value) for value in sent if value.count("|") == 2]

    def clean_claim(self) -> dict[ItemId, str]:
        """Digests by item."""
        parts = [value.split("|") for value in self.cleaned_data["claim"]]
        return {(question, subject): seen for question, subject, seen in parts}


class CloseForm(VersionedForm):
    """A reviewer's decision on the whole assessment."""

    decision = forms.ChoiceField(
        choices=[("approve", "Approve and freeze"), ("changes", "Request changes")],
        widget=forms.HiddenInput,
    )
    note = forms.CharField(
        label="Note",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kept with the decision and printed in the pack.",
    )

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    looked_at_gone = forms.BooleanField(label="I looked at what is no longer asked", required=False)
    acceptance = forms.CharField(
        label="Why this is accepted as it is",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Printed in the pack, with the name of who accepts it.",
    )
    accepted_by = forms.ModelChoiceField(
        label="Accepted by",
        queryset=User.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label="Choose",
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["accepted_by"]
        field.queryset = people


class SampleForm(forms.Form):
    """How many of the answers are read beside those that always are."""

    share = forms.TypedChoiceField(
        label="Read",
        coerce=int,
        choices=[
            (WHOLE, "every answer"),
            (50, "what matters, and half of the rest"),
            (25, "what matters, and a quarter of the rest"),
            (10, "what matters, and a tenth of the rest"),
        ],
    )
