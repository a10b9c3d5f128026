"""Forms of evidence: parsing only; what counts as a file or a link is decided by the services."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.db.models import QuerySet

from apps.accounts.models import User
from apps.core.access import Actor
from apps.organizations.forms import offer_teams, team_field
from apps.ui.versioned_form import VersionedForm

from .file_types import ACCEPT, TAKEN
from .models import Evidence
from .permissions import FILE
from .selectors import possible_owners
from .services import Content, FileContent, LinkContent

_NAME_IT = "Give it a title."


def _date() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d")


def owner_field(nobody: str) -> forms.ModelChoiceField[User]:
    """Who answers for a piece of evidence; `nobody` says what choosing none means. The form that
    holds it knows the people."""
    return forms.ModelChoiceField(
        label="Owner",
        queryset=User.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label=nobody,
        help_text="Who renews it before it lapses.",
    )


class ContentForm(forms.Form):
    """A file or the address of something kept elsewhere: one of the two."""

    file = forms.FileField(
        label="File",
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=f"{TAKEN}. Kept encrypted, handed out only as a download.",
    )
    url = forms.CharField(
        label="Or a link",
        required=False,
        max_length=2000,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text="To a wiki page or a ticket. It is recorded, never opened by MLSecure.",
    )
    counts_until = forms.DateField(
        label="Counts until",
        required=False,
        widget=_date(),
        help_text="After this day answers that rest on it are open again.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file, url = cleaned.get("file"), cleaned.get("url")
        if "file" in self.errors or "url" in self.errors:
            return cleaned
        if file and url:
            self.add_error("url", "Give a file or a link, not both. Take one of them out.")
        elif not file and not url:
            self.add_error("file", "Choose a file, or write a link below.")
        return cleaned

    def content(self) -> Content:
        """The file or the link, once the form is valid."""
        file = self.cleaned_data["file"]
        if file:
            return FileContent(name=file.name, file=file.file, size=file.size)
        return LinkContent(url=self.cleaned_data["url"])


class EvidenceForm(ContentForm):
    """Something new, for a team or for the organisation."""

    public_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    title = forms.CharField(
        label="Title",
        max_length=200,
        help_text="What it shows, as a reader would look for it.",
        error_messages={"required": _NAME_IT},
    )
    team = team_field()

    field_order = ("title", "file", "url", "counts_until", "team")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_teams(self, actor, FILE)


class RevisionForm(ContentForm, VersionedForm):
    """A newer content of the same evidence."""


class ParticularsForm(VersionedForm):
    """Title, owner and date."""

    title = forms.CharField(label="Title", max_length=200, error_messages={"required": _NAME_IT})
    owner = owner_field("Nobody")
    counts_until = forms.DateField(label="Counts until", required=False, widget=_date())

    def __init__(self, *args: Any, evidence: Evidence, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["owner"]
        owners: QuerySet[User] = possible_owners(evidence.team_id)
        field.queryset = owners


class WithdrawForm(VersionedForm):
    """Why it no longer counts."""

    reason = forms.CharField(
        label="Why it no longer counts",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it no longer counts."},
    )
