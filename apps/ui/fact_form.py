"""The facts of one object as a form: one control for each, empty always means unknown."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.dateparse import parse_datetime

from apps.core.errors import DomainError
from apps.core.facts import (
    NONE_OF_THESE,
    About,
    FactKind,
    FactSpec,
    Stored,
    parse_value,
    specs_about,
)
from apps.core.words import date_words

from .components.facts import SOURCES
from .versioned_form import Theirs, VersionedForm

_THREE = [("yes", "Yes"), ("no", "No"), ("unknown", "Unknown")]


def _field(spec: FactSpec) -> forms.Field:
    words: dict[str, Any] = {"label": spec.label, "help_text": spec.help, "required": False}
    if spec.kind is FactKind.YES_NO:
        return forms.ChoiceField(choices=_THREE, widget=forms.RadioSelect, **words)
    if spec.kind is FactKind.CHOICE:
        return forms.ChoiceField(choices=[("", "Unknown"), *spec.choices], **words)
    if spec.kind is FactKind.MANY and spec.choices:
        choices = [*spec.choices, (NONE_OF_THESE, "None of these")]
        return forms.MultipleChoiceField(
            choices=choices, widget=forms.CheckboxSelectMultiple, **words
        )
    attrs = {"placeholder": "Unknown"}
    if spec.kind is FactKind.NUMBER:
        attrs["inputmode"] = "numeric"
    return forms.CharField(widget=forms.TextInput(attrs=attrs), **words)


def _shown(spec: FactSpec, value: Any) -> Any:
    """A stored value as its control shows it."""
    if spec.kind is FactKind.YES_NO:
        return {True: "yes", False: "no"}.get(value, "unknown")
    if value == []:
        return [NONE_OF_THESE]
    return "" if value is None else value


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact on the page: its control and who said it."""

    bound: forms.BoundField
    entry: Mapping[str, Any]

    @property
    def icon(self) -> str:
        return SOURCES[self.entry["s"]][0]

    @property
    def origin(self) -> str:
        """Where a known fact comes from: "Sam Okafor, 14 Mar 2026", "imported, Sam Okafor, …"."""
        source, at = self.entry["s"], parse_datetime(self.entry.get("at") or "")
        how = "" if source == "person" else SOURCES[source][1]
        return ", ".join(filter(None, [how, self.entry.get("by"), date_words(at) if at else ""]))


@dataclass(frozen=True, slots=True)
class FactSection:
    name: str
    anchor: str
    lines: list[FactLine]

    @property
    def known(self) -> int:
        return sum(1 for line in self.lines if line.entry)


class FactsForm(VersionedForm):
    """Stated facts about one kind of object, all of them or `only` some; `values` are raw, as the
    service reads them."""

    def __init__(
        self,
        *args: Any,
        about: About,
        stored: Stored,
        version: int,
        only: Collection[str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        specs = specs_about(about, derived=False)
        self.specs = [spec for spec in specs if only is None or spec.key in only]
        self.stored = stored
        self.initial["version"] = version
        for spec in self.specs:
            self.fields[spec.key] = _field(spec)
            self.initial[spec.key] = _shown(spec, stored.get(spec.key, {}).get("v"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for spec in self.specs:
            if spec.key in cleaned:
                try:
                    parse_value(spec, cleaned[spec.key])
                except DomainError as error:
                    # The label is shown beside the message already.
                    message = error.message.removeprefix(f"{spec.label}: ")
                    self.add_error(spec.key, message[:1].upper() + message[1:])
        return cleaned

    def values(self) -> dict[str, Any]:
        """What was sent; a fact that the page did not send is left as it is."""
        return {
            spec.key: self.cleaned_data[spec.key]
            for spec in self.specs
            if spec.key in self.cleaned_data and self._was_sent(spec)
        }

    def show_saved_facts(self, version: int) -> None:
        """After somebody else saved first: what is saved now."""
        theirs = []
        for spec in self.specs:
            saved = self.stored.get(spec.key, {}).get("v")
            if spec.key in self.cleaned_data and saved != self._typed(spec):
                theirs.append(Theirs(spec.label, spec.words(saved)))
        self.catch_up(version, theirs)

    def _typed(self, spec: FactSpec) -> Any:
        return parse_value(spec, self.cleaned_data[spec.key])

    def _was_sent(self, spec: FactSpec) -> bool:
        """Unticked boxes send nothing, and mean unknown; other controls always send."""
        return spec.key in self.data or (spec.kind is FactKind.MANY and bool(spec.choices))

    def sections(self) -> list[FactSection]:
        names = list(dict.fromkeys(spec.group for spec in self.specs))
        return [
            FactSection(
                name,
                f"facts-{number}",
                [
                    FactLine(self[spec.key], self.stored.get(spec.key, {}))
                    for spec in self.specs
                    if spec.group == name
                ],
            )
            for number, name in enumerate(names, start=1)
        ]
