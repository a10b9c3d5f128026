"""A list's filters, as the style guide shows them."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms


class SpecimenFilters(forms.Form):
    q = forms.CharField(required=False)
    state = forms.ChoiceField(
        required=False,
        choices=[("", "Any"), ("draft", "Draft"), ("submitted", "In review")],
        label="State",
    )
    team = forms.ChoiceField(
        required=False, choices=[("", "Any"), ("risk", "Risk Models")], label="Team"
    )


def filter_form(request_data: Mapping[str, str]) -> SpecimenFilters:
    return SpecimenFilters(request_data)
