"""The form that starts an assessment: which laws, which period."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms

from apps.core import clock

from ..models import Assessment
from .periods import CUSTOM, preset_periods, quarter_after

_DATE = {"type": "date"}


class StartForm(forms.Form):
    """Which laws, which period; `public_id` makes a double submit find the first."""

    public_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    regimes = forms.MultipleChoiceField(
        label="Laws",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one law."},
    )
    period = forms.ChoiceField(
        label="Period", widget=forms.RadioSelect(attrs={"class": "form-check-input"})
    )
    period_start = forms.DateField(
        label="From", required=False, widget=forms.DateInput(attrs=_DATE, format="%Y-%m-%d")
    )
    period_end = forms.DateField(
        label="To", required=False, widget=forms.DateInput(attrs=_DATE, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, regimes: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.periods = {preset.key: preset for preset in preset_periods(clock.today())}
        laws: Any = self.fields["regimes"]
        laws.choices = regimes
        period: Any = self.fields["period"]
        period.choices = [
            *((key, preset.label) for key, preset in self.periods.items()),
            (CUSTOM, "Other dates"),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = self.periods.get(cleaned.get("period", ""))
        if chosen is not None:
            cleaned["period_start"], cleaned["period_end"] = chosen.start, chosen.end
            return cleaned
        if cleaned.get("period") == CUSTOM:
            for name in ("period_start", "period_end"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, "Choose a date.")
        return cleaned

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        names = ("public_id", "regimes", "period_start", "period_end")
        return {name: self.cleaned_data[name] for name in names}


def first_values(
    suggested: Sequence[str], offered: Sequence[str], before: Assessment | None
) -> dict[str, Any]:
    """What the form opens with: the facts' suggestion, or the laws of an earlier assessment and
    the quarter after it."""
    presets = preset_periods(clock.today())
    if before is None:
        return {"regimes": list(suggested), "period": presets[0].key}
    regimes = [key for key in before.regimes if key in offered]
    period = quarter_after(before.period_end)
    if period.key in {preset.key for preset in presets}:
        return {"regimes": regimes, "period": period.key}
    dates = {"period_start": period.start, "period_end": period.end}
    return {"regimes": regimes, "period": CUSTOM, **dates}
