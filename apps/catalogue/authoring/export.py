"""A catalogue as plain values for other programs, with citations beside every id."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

from ..content_types import Catalogue, Control, Question
from ..expressions import Expression


def export_catalogue(catalogue: Catalogue) -> dict[str, Any]:
    """Everything in a version as JSON values; expressions are their source text."""
    return {
        "digest": catalogue.digest,
        "regimes": [_plain(regime) for regime in catalogue.regimes.values()],
        "provisions": [_plain(provision) for provision in catalogue.provisions.values()],
        "sections": [_plain(section) for section in catalogue.sections.values()],
        "controls": [_control(catalogue, control) for control in catalogue.controls.values()],
        "time_limits": [_plain(limit) for limit in catalogue.time_limits.values()],
    }


def _control(catalogue: Catalogue, control: Control) -> dict[str, Any]:
    entry: dict[str, Any] = _plain(control)
    entry["citations"] = [catalogue.provisions[key].citation for key in control.provisions]
    entry["questions"] = [_question(catalogue, question) for question in control.questions]
    return entry


def _question(catalogue: Catalogue, question: Question) -> dict[str, Any]:
    entry: dict[str, Any] = _plain(question)
    entry["citations"] = list(catalogue.citations(question))
    return entry


def _plain(value: Any) -> Any:
    if isinstance(value, Expression):
        return value.source
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        entries = ((field.name, getattr(value, field.name)) for field in dataclasses.fields(value))
        return {("id" if name == "key" else name): _plain(item) for name, item in entries}
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
