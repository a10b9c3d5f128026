"""Forms of the review: one answer, then the whole."""

from __future__ import annotations

from django import forms

from apps.ui.versioned_form import VersionedForm

from ..models import Assessment


class DecideForm(forms.Form):
    """A reviewer's decision on one answer."""

    decision = forms.ChoiceField(choices=[("approve", "Approve"), ("ask_back", "Ask back")])
    text = forms.CharField(required=False)


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

    @classmethod
    def of(cls, assessment: Assessment) -> CloseForm:
        return cls(initial={"version": assessment.lock_version})
