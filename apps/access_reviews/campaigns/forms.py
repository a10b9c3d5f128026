"""Forms of a review that runs: more time, giving up, letting a source pass, the signature."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.http import QueryDict

from apps.ui.versioned_form import VersionedForm

from .selectors import Consequences


def _why(label: str, required: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": required},
    )


class CloseForm(VersionedForm):
    """The version that was on the screen, and what the button said would happen."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, effect: Consequences, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.effect = effect

    def clean(self) -> None:
        """Decisions that came meanwhile change what the button does: it is read again first."""
        if self.cleaned_data.get("seen") == self.effect.seen:
            return
        data = cast("QueryDict", self.data).copy()
        data["seen"] = self.effect.seen
        self.data = data
        raise forms.ValidationError(
            "Somebody decided while this page was open. Read again what closing does now."
        )


class ExtendForm(VersionedForm):
    due = forms.DateField(
        label="New last day", widget=forms.DateInput(format="%Y-%m-%d"), help_text="Once only."
    )
    why = _why("Why there is more time", "Say why there is more time.")


class CancelForm(VersionedForm):
    why = _why("Why it is given up", "Say why the review is given up.")


class LetPassForm(VersionedForm):
    """Which source, and why the review may end without what it holds."""

    source = forms.ChoiceField(label="Source")
    why = _why(
        "Why the review may end without it",
        "Say why the review may end without it.",
        "The reason stands in the certificate of the review.",
    )

    def __init__(self, *args: Any, sources: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["source"]
        field.choices = sources


class SignOffForm(VersionedForm):
    note = forms.CharField(
        label="What you looked at",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It stands beside your name in the report.",
    )
