"""A form that somebody else overtook: show what they saved, and let a second try count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django import forms
from django.http import QueryDict


@dataclass(frozen=True, slots=True)
class Theirs:
    """A field whose saved value is not what was typed here."""

    label: str
    saved: str


class VersionedForm(forms.Form):
    """Carries the version that was on the screen; a service refuses any other."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    theirs: tuple[Theirs, ...] = ()

    def overtaken(self, version: int, theirs: list[Theirs]) -> None:
        """Go on from the version that is there now, with what differs shown beside the form."""
        data = cast("QueryDict", self.data).copy()
        data["version"] = str(version)
        self.data = data
        self.theirs = tuple(theirs)
