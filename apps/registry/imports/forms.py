"""The file of an import, and the same text again with the confirmation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing

from apps.core.access import Actor
from apps.core.errors import DomainError

from .table import MOST_BYTES, decode

_SALT = "registry.import"
_AN_HOUR = 3600


class UploadForm(forms.Form):
    file = forms.FileField(
        label="CSV file",
        max_length=200,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
        help_text="UTF-8, at most 1 MB and 1,000 rows. Nothing is written before you confirm.",
    )

    def clean_file(self) -> str:
        """The text of the file."""
        upload: Any = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError("The file is larger than 1 MB. Split it.")
        try:
            return decode(upload.read())
        except DomainError as error:
            raise forms.ValidationError(error.message) from None


def signed_text(actor: Actor, kind: str, text: str) -> str:
    """The text as the preview page carries it: signed, so that what is confirmed is what was
    read, by the same person, within the hour."""
    return signing.dumps(text, salt=_salt(actor, kind), compress=True)


def _salt(actor: Actor, kind: str) -> str:
    return f"{_SALT}.{kind}.{actor.public_id}"


class ConfirmForm(forms.Form):
    text = forms.CharField(widget=forms.HiddenInput, strip=False)
    fingerprint = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: Actor, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._expected = _salt(actor, kind)

    def clean_text(self) -> str:
        try:
            text = signing.loads(self.cleaned_data["text"], salt=self._expected, max_age=_AN_HOUR)
        except signing.BadSignature:
            raise forms.ValidationError(
                "This preview is too old or not yours. Choose the file again."
            ) from None
        return str(text)
