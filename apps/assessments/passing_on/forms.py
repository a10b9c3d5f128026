"""Whom a question is passed on to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from apps.accounts.models import User


class PassOnForm(forms.Form):
    """Who knows the answer, and a word to them."""

    person = forms.ModelChoiceField(
        label="Person",
        queryset=User.objects.none(),
        to_field_name="public_id",
        empty_label="Choose",
    )
    note = forms.CharField(label="A word to them", required=False, max_length=300)

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.queryset = people
