"""Forms of the task list: who takes a section, handing in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from apps.accounts.models import User
from apps.ui.versioned_form import VersionedForm

from ..models import Assessment

_DATE = {"type": "date"}


class AssignForm(forms.Form):
    """Who answers a section, by when."""

    person = forms.ModelChoiceField(
        label="Person",
        queryset=User.objects.none(),
        to_field_name="public_id",
        empty_label="Choose",
    )
    due = forms.DateField(
        label="By", required=False, widget=forms.DateInput(attrs=_DATE, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.queryset = people


class SubmitForm(VersionedForm):
    """Handing in: the version the person looked at, and why something is not registered."""

    gap_reason = forms.CharField(
        label="Why is it handed in without?",
        required=False,
        max_length=300,
        help_text="The reviewer and the pack read this.",
    )

    @classmethod
    def of(cls, assessment: Assessment) -> SubmitForm:
        initial = {"version": assessment.lock_version, "gap_reason": assessment.gap_reason}
        return cls(initial=initial)
