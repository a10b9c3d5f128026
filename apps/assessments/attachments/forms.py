"""The form that files evidence for an answer."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.db.models import QuerySet

from apps.accounts.models import User
from apps.evidence.forms import ContentForm, owner_field

_FOLDED = ("counts_until", "owner")


class EvidenceForm(ContentForm):
    """Something new that backs an answer; `owners` are the people who could renew it."""

    public_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    title = forms.CharField(
        label="Title", max_length=200, help_text="What it shows, as a reader would look for it."
    )
    owner = owner_field("You")

    field_order = ("title", "file", "url", "counts_until", "owner")

    def __init__(self, *args: Any, owners: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["owner"]
        field.queryset = owners

    @property
    def has_more(self) -> bool:
        """Whether owner or date were filled in or are wrong, so that they show unfolded."""
        return any(self[name].value() or self[name].errors for name in _FOLDED)
