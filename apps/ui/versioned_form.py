"""A form that somebody else saved first: show what they saved, and let a second try count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import QueryDict

from apps.core.models import VersionedModel


@dataclass(frozen=True, slots=True)
class Theirs:
    """A field whose saved value is not what was typed here."""

    label: str
    saved: str


class VersionedForm(forms.Form):
    """Carries the version that was on the screen; a service refuses any other."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    theirs: tuple[Theirs, ...] = ()

    @property
    def is_stale(self) -> bool:
        """Whether the service said that somebody else saved first."""
        return self.has_error(NON_FIELD_ERRORS, "stale_edit")

    def show_saved(self, row: VersionedModel) -> None:
        """Catch up with a row whose fields are named like those of this form."""
        theirs = []
        for bound in self.visible_fields():
            saved, typed = getattr(row, bound.name), self.cleaned_data.get(bound.name)
            if (saved or None) != (typed or None):
                theirs.append(Theirs(str(bound.label), str(saved or "Empty")))
        self.catch_up(row.lock_version, theirs)

    def catch_up(self, version: int, theirs: Iterable[Theirs] = ()) -> None:
        """Go on from the version that is there now, so that saving again is meant; what differs
        is shown beside the form."""
        data = cast("QueryDict", self.data).copy()
        data["version"] = str(version)
        self.data = data
        self.theirs = tuple(theirs)
