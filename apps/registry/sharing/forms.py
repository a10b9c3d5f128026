"""The form that shares an object with a person."""

from __future__ import annotations

import datetime as dt

from django import forms

from apps.accounts.models import User
from apps.core import clock


class ShareForm(forms.Form):
    """Sharing with one person, named by the e-mail address they sign in with."""

    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        help_text="The address they sign in with. They need an account here.",
    )
    level = forms.ChoiceField(
        label="They may",
        choices=[("view", "See it"), ("contribute", "See and change it")],
        initial="view",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label="Reason", max_length=300)
    expires_on = forms.DateField(
        label="Until",
        required=False,
        widget=forms.DateInput(),
        help_text="Ends by itself after this day. Empty: until somebody takes it back.",
    )

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if not User.objects.filter(email=email, is_active=True).exists():
            raise forms.ValidationError(
                "Nobody with this address has an account. Ask an administrator to invite them."
            )
        return email

    def found(self) -> User:
        """The person behind the address."""
        return User.objects.get(email=self.cleaned_data["email"])

    def expires_at(self) -> dt.datetime | None:
        """The end of the chosen day."""
        day = self.cleaned_data["expires_on"]
        return None if day is None else clock.end_of(day)
