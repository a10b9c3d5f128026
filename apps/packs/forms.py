"""The upload of a pack to check, and the button that asks for one."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.files.base import File


class RequestForm(forms.Form):
    """Carries the id of the new pack, so that a double click asks once."""

    public_id = forms.UUIDField(required=False, widget=forms.HiddenInput)


class VerifyForm(forms.Form):
    file = forms.FileField(
        label="Pack",
        help_text="The PDF somebody handed you. It is examined and not kept.",
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
        error_messages={
            "required": "Choose the PDF of a pack.",
            "empty": "This file is empty. Choose the file again.",
        },
    )

    def clean_file(self) -> File[bytes]:
        file: File[bytes] = self.cleaned_data["file"]
        limit = settings.EVIDENCE_MAX_BYTES
        if (file.size or 0) > limit:
            raise forms.ValidationError(
                f"This file is larger than {limit // 1024**2} MB. Check it with "
                "manage.py verify_pack on the server.",
                code="file_too_large",
            )
        if file.read(5) != b"%PDF-":
            raise forms.ValidationError("This is not a PDF file.", code="file_content")
        file.seek(0)
        return file
