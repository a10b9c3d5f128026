"""The form that asks for the figures of a past day."""

from __future__ import annotations

import datetime as dt

from django import forms
from django.utils import timezone

from apps.core import clock

_DATE = {"type": "date"}


class AsOfForm(forms.Form):
    """A day of the past."""

    on = forms.DateField(label="As of", widget=forms.DateInput(attrs=_DATE, format="%Y-%m-%d"))

    def clean_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["on"]
        if day > clock.today():
            raise forms.ValidationError("Choose a day that has begun.")
        return day

    def moment(self) -> dt.datetime:
        """The last moment of that day, or now when the day is today."""
        day: dt.date = self.cleaned_data["on"]
        end = dt.datetime.combine(day, dt.time.max, tzinfo=timezone.get_current_timezone())
        return min(end, clock.now())
