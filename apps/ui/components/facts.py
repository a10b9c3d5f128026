"""Fact chips and sensitivity marks: what we know about an object, and from where."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.template import Library
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from apps.core.facts import FactKind, FactSpec
from apps.core.words import date_words

from .icons import icon
from .scores import Tone

register = Library()

SOURCES: dict[str, tuple[str, str]] = {
    "person": ("user", "said by a person"),
    "file": ("file-text", "stated in a file"),
    "import": ("table-import", "imported"),
    "computed": ("calculator", "computed by a tool, and supplied"),
    "check": ("robot", "checked by machine"),
    "records": ("database", "checked by machine: this installation's own records"),
    "derived": ("math-function", "worked out from other facts"),
}

SENSITIVITY: dict[str, Tone] = {
    "personal": Tone("Personal data", "user", "info"),
    "special": Tone("Special category", "shield-lock", "bad"),
    "phi": Tone("PHI", "heartbeat", "bad"),
    "children": Tone("Children", "mood-kid", "warn"),
    "criminal": Tone("Criminal records", "gavel", "bad"),
    "ccpa_sensitive": Tone("CCPA sensitive", "eye-off", "warn"),
    "none": Tone("No personal data", "circle-check", "none"),
    "unknown": Tone("Sensitivity unknown", "help-circle", "open"),
}


def _moment(at: dt.date | str | None) -> dt.date | None:
    return parse_datetime(at) if isinstance(at, str) else at


def _state(value: object) -> Tone:
    if value is None:
        return Tone("Unknown", "help-circle", "open")
    if value is True:
        return Tone("Yes", "check", "yes")
    if value is False:
        return Tone("No", "x", "no")
    return Tone(str(value), "", "value")


@register.inclusion_tag("components/fact_chip.html")
def fact_chip(
    label: str,
    value: object = None,
    source: str = "",
    by: str = "",
    at: dt.date | str | None = None,
    href: str = "",
    told: bool = False,
) -> dict[str, object]:
    """One fact: True, False, words, or None for unknown; where it came from, who, when.

    An unknown fact with `href` invites an answer there. `told` prints the origin beside it.
    """
    moment = _moment(at)
    source_icon, source_words = SOURCES.get(str(source), ("", ""))
    who = f"by {by}" if by else ""
    if source == "person" and by:
        source_words, who = f"said by {by}", ""
    parts = [source_words, who, date_words(moment) if moment else ""]
    return {
        "label": label,
        "state": _state(value),
        "unknown": value is None,
        "source_icon": source_icon,
        "origin": ", ".join(part for part in parts if part),
        "href": href,
        "told": told,
    }


@register.inclusion_tag("components/fact_chip.html")
def fact(spec: FactSpec, stored: Mapping[str, Any] | None, href: str = "") -> dict[str, object]:
    """The same chip from a spec and the entry an object stores ({"v", "s", "by", "at"}) or None."""
    entry = stored or {}
    value = entry.get("v")
    shown = value if value is None or spec.kind is FactKind.YES_NO else spec.words(value)
    chip: dict[str, object] = fact_chip(
        spec.label, shown, entry.get("s", ""), entry.get("by", ""), entry.get("at"), href
    )
    return chip


@register.simple_tag
def sensitivity(keys: Iterable[str] | str, compact: bool = False) -> SafeString:
    """Sensitivity marks by key: personal, special, phi, children, criminal, ccpa_sensitive."""
    return _marks(tuple(keys.split() if isinstance(keys, str) else keys), compact)


@lru_cache(maxsize=256)
def _marks(keys: tuple[str, ...], compact: bool) -> SafeString:
    """There are few combinations, and lists show one on each row."""
    words = "visually-hidden" if compact else ""
    return format_html(
        '<span class="ms-marks">{}</span>',
        format_html_join(
            "",
            '<span class="ms-mark ms-tone-{}" title="{}">{}<span class="{}">{}</span></span>',
            (
                (
                    tone.tone,
                    tone.label,
                    icon(tone.icon, size="sm", paint=tone.tone),
                    words,
                    tone.label,
                )
                for tone in (SENSITIVITY[key] for key in keys)
            ),
        ),
    )
