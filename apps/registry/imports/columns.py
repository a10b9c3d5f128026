"""The columns of a kind's CSV: what goes out is what comes in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from apps.core.facts import NONE_OF_THESE, About, FactKind, FactSpec, specs_about
from apps.ui.listing import Column

from ..kinds import KINDS


def particulars_of(kind: str) -> tuple[str, ...]:
    """Names of the columns before the facts."""
    return ("id", *KINDS[kind].particulars, "status")


def fact_columns(kind: str) -> list[FactSpec]:
    return specs_about(About(kind), derived=False)


def columns_of(kind: str) -> list[Column]:
    """Columns of the export; unknown facts read "unknown", known-empty lists "none_of_these"."""
    readers: dict[str, Callable[[Any], Any]] = {
        "id": lambda row: str(row.public_id),
        "team": lambda row: row.team.name,
        "owner": lambda row: row.owner.email if row.owner else None,
    }
    columns = [Column(name, readers.get(name, _attribute(name))) for name in particulars_of(kind)]
    return columns + [Column(spec.key, _fact(spec)) for spec in fact_columns(kind)]


def _attribute(name: str) -> Callable[[Any], Any]:
    return lambda row: getattr(row, name)


def _fact(spec: FactSpec) -> Callable[[Any], Any]:
    def read(row: Any) -> Any:
        value = row.facts.get(spec.key, {}).get("v")
        if spec.kind is FactKind.MANY and value is not None:
            return ";".join(value) if value else NONE_OF_THESE
        return value

    return read
