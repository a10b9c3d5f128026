"""Forms of access sources: parsing only; what counts is decided by the services."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.core.files import File

from apps.accounts.models import User
from apps.core import vault
from apps.ui.versioned_form import VersionedForm

from ..models import Source, SourceKind
from .fields import FIELDS
from .matching import Matching
from .reading import CONNECTORS
from .services import SourcePlan


def _lines(label: str, help_text: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=help_text,
    )


class SourceForm(forms.Form):
    """What a source is, and how its accounts, rights and names are understood."""

    name = forms.CharField(
        label="Name",
        max_length=120,
        help_text="As people know the system: Data warehouse, Model registry.",
        error_messages={"required": "Give it the name by which people know it."},
    )
    owner = forms.ModelChoiceField(
        label="Owner",
        queryset=User.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label="Nobody",
        help_text="Who changes access there when a review asks for it.",
    )
    patterns = _lines(
        "Accounts that stand for an address",
        "One a line, a star for what both share: corp\\* = *@example.org. E-mail addresses need "
        "none.",
    )
    external = _lines("Domains of other organisations", "One a line: partner.example")
    shared = _lines("Shared accounts", "One a line, with a star: svc-*")
    privileges = _lines(
        "Rights that this system names otherwise",
        "One a line: PEEK = read. SELECT, OWNER and the like are known.",
    )
    objects = _lines(
        "Names of datasets, models and pipelines there",
        "One a line: dwh.loans = Loans, or scoring = model: Credit score.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["owner"]
        field.queryset = User.objects.filter(is_active=True).order_by("name", "email")

    def plan(self, kind: str) -> SourcePlan:
        """What was typed, once the form is valid; an empty secret leaves the one that is kept."""
        typed = {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in {"public_id", "kind", "version", "secret"}
        }
        return SourcePlan(kind=kind, secret=self.cleaned_data.get("secret") or None, **typed)


_CONNECTION_HELP = (
    "For PostgreSQL postgresql://reader:password@host:5432/database, for AWS an access key and its "
    "secret with a blank between; of an account that only reads. Kept encrypted, never shown again."
)


def _secret_field() -> forms.CharField:
    return forms.CharField(
        label="Connection, where it is no file",
        required=False,
        max_length=2000,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_CONNECTION_HELP,
    )


class NewSourceForm(SourceForm):
    public_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    kind = forms.ChoiceField(label="Read from", widget=forms.RadioSelect, initial=SourceKind.FILE)
    secret = _secret_field()
    field_order = ("name", "kind", "secret", "owner")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        offered = {SourceKind.FILE.value, *CONNECTORS}
        field.choices = [choice for choice in SourceKind.choices if choice[0] in offered]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind, secret = cleaned.get("kind"), cleaned.get("secret")
        if kind and kind != SourceKind.FILE and not secret:
            self.add_error("secret", "Say how to reach the system.")
        return cleaned


class EditSourceForm(SourceForm, VersionedForm):
    secret = _secret_field()

    def __init__(self, *args: Any, source: Source, **kwargs: Any) -> None:
        super().__init__(*args, initial=_initial(source), **kwargs)
        if source.kind == SourceKind.FILE:
            del self.fields["secret"]


def _initial(source: Source) -> dict[str, Any]:
    matching, said = Matching.from_json(source.matching), source.settings
    return {
        "version": source.lock_version,
        "name": source.name,
        "owner": source.owner.public_id if source.owner else None,
        "patterns": "\n".join(f"{left} = {right}" for left, right in matching.patterns),
        "external": "\n".join(matching.external),
        "shared": "\n".join(matching.shared),
        "privileges": _paired(said.get("privileges", {})),
        "objects": _paired(said.get("objects", {})),
    }


def _paired(pairs: dict[str, str]) -> str:
    return "\n".join(f"{left} = {right}" for left, right in pairs.items())


class FileForm(forms.Form):
    file = forms.FileField(
        label="List of access",
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
        help_text="CSV in any common encoding, or XLSX. It is tried first; nothing is kept before "
        "you confirm.",
        error_messages={
            "required": "Choose the file.",
            "empty": "This file is empty. Choose the file again.",
        },
    )

    def clean_file(self) -> File[bytes]:
        file: File[bytes] = self.cleaned_data["file"]
        limit = settings.EVIDENCE_MAX_BYTES
        if (file.size or 0) > limit:
            raise forms.ValidationError(
                f"The file is larger than {limit // 1024**2} MB. Leave columns out, or save it as "
                "XLSX, which is packed."
            )
        return file


class ColumnsForm(VersionedForm):
    """For each thing that a list can tell, the column that holds it."""

    def __init__(self, *args: Any, source: Source, header: tuple[str, ...], **kwargs: Any) -> None:
        initial: dict[str, Any] = {f"column_{key}": name for key, name in source.mapping.items()}
        initial["version"] = source.lock_version
        super().__init__(*args, **kwargs)
        self.initial = initial
        columns = [("", "Not in the list"), *((name, name) for name in header if name)]
        for field in FIELDS:
            self.fields[f"column_{field.key}"] = forms.ChoiceField(
                label=field.label,
                choices=columns,
                required=field.required,
                help_text=field.help,
                error_messages={"required": "Choose the column that says it."},
            )

    @property
    def told(self) -> list[forms.BoundField]:
        """What must be chosen, is chosen, or is wrong; the rest is folded away."""
        return [bound for bound in self.visible_fields() if self._is_told(bound)]

    @property
    def untold(self) -> list[forms.BoundField]:
        return [bound for bound in self.visible_fields() if not self._is_told(bound)]

    def _is_told(self, bound: forms.BoundField) -> bool:
        return bool(bound.field.required or bound.value() or bound.errors)

    def mapping(self) -> dict[str, str]:
        """Field -> column, once the form is valid."""
        return {field.key: self.cleaned_data[f"column_{field.key}"] for field in FIELDS}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Why the shorter list is right",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Your name and this reason stand in the trail.",
    )


def masked(source: Source) -> str:
    """Where a connector reads, without its password."""
    if not source.secret:
        return ""
    whole = vault.decrypt_text(bytes(source.secret))
    if source.kind == SourceKind.POSTGRESQL:
        return whole.rpartition("@")[2]
    return f"key {whole.split()[0]}"
