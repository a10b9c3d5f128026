"""Filters of the list of all ways in; they live in the address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from apps.organizations.entitlements import OWN_SOURCES, Privilege

from ..rules.access import OWN
from ..rules.flags import WORDS, Flag
from .selectors import Way

_ANY = ("", "Any")
_FLAGS = [_ANY, ("any", "With any flag"), *((flag.value, WORDS[flag][0]) for flag in Flag)]


def _sources() -> list[tuple[str, str]]:
    return [_ANY, *((f"{OWN}:{key}", source.title) for key, source in OWN_SOURCES.items())]


class WaysFilter(forms.Form):
    """Narrows ways in that are read already; a value that is no choice filters nothing."""

    q = forms.CharField(label="Search", required=False, max_length=200)
    way = forms.ChoiceField(label="Way in", choices=_sources, required=False)
    privilege = forms.ChoiceField(label="May", choices=[_ANY, *Privilege.choices], required=False)
    flag = forms.ChoiceField(label="Flag", choices=_FLAGS, required=False)
    risk = forms.ChoiceField(label="Risk", choices=[_ANY, ("high", "High")], required=False)

    def narrow(self, ways: Sequence[Way]) -> list[Way]:
        self.full_clean()
        chosen = {name: self.cleaned_data.get(name, "") for name in self.fields}
        return [way for way in ways if _fits(way, chosen)]


def _fits(way: Way, chosen: dict[str, Any]) -> bool:
    access, flag = way.access, chosen["flag"]
    asked = (
        (chosen["q"], _says(way, chosen["q"])),
        (chosen["way"], access.source == chosen["way"]),
        (chosen["privilege"], access.privilege == chosen["privilege"]),
        (flag, bool(way.flags) if flag == "any" else flag in way.flags),
        (chosen["risk"], way.risk.is_high),
    )
    return all(holds for wanted, holds in asked if wanted)


def _says(way: Way, text: str) -> bool:
    said = (way.access.principal, way.person.email, way.access.object_label, way.access.why)
    return any(text.casefold() in one.casefold() for one in said)
