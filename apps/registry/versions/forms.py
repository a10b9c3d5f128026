"""Forms that record a version."""

from __future__ import annotations

import re
import uuid

from django import forms

_COLUMN = re.compile(r"\s*([^:,\t]+?)\s*(?:[:,\t]\s*(.+?)\s*)?$")


class DatasetVersionForm(forms.Form):
    public_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    label = forms.CharField(label="Version", max_length=80, help_text="Such as v3 or 2026-03-31.")
    rows = forms.IntegerField(
        label="Rows",
        required=False,
        min_value=0,
        max_value=10**15,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    digest = forms.CharField(
        label="SHA-256 digest",
        max_length=64,
        required=False,
        help_text="Of the file, as sha256sum prints it. It ties answers to this very data.",
    )
    schema = forms.CharField(
        label="Columns",
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 6, "placeholder": "age: integer\nincome: number"}),
        help_text="One a line: name, a colon, type. Never a value from the data.",
    )
    note = forms.CharField(label="Note", max_length=300, required=False)

    def clean_schema(self) -> list[dict[str, str]]:
        columns = []
        for number, line in enumerate(self.cleaned_data["schema"].splitlines(), start=1):
            if not line.strip():
                continue
            match = _COLUMN.match(line)
            if match is None:
                raise forms.ValidationError(f"Line {number}: write a name, a colon, a type.")
            columns.append({"name": match[1], "type": match[2] or ""})
        return columns


class ModelVersionForm(forms.Form):
    public_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    label = forms.CharField(label="Version", max_length=80, help_text="Such as 1.4.0.")
    digest = forms.CharField(
        label="SHA-256 digest",
        max_length=64,
        required=False,
        help_text="Of the artefact that is deployed, as sha256sum prints it.",
    )
    framework = forms.CharField(label="Framework", max_length=80, required=False)
    released_on = forms.DateField(label="Released on", required=False, widget=forms.DateInput())
    note = forms.CharField(label="Note", max_length=300, required=False)
