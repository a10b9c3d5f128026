"""The columns of a kind's CSV: what goes out is what comes in.

Each fact goes out with its source, author and time in three columns of their own. An import knows
these and reads none of them: a file states facts, it cannot say how strong they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from apps.core.facts import NONE_OF_THESE, About, FactKind, FactSpec, source_of, specs_about
from apps.ui.listing import Column

from ..kinds import KINDS


def particulars_of(kind: str) -> tuple[str, ...]:
    """Names of the columns before the facts."""
    return ("id", *KINDS[kind].particulars, "status")


def fact_columns(kind: str) -> list[FactSpec]:
    return specs_about(About(kind), derived=False)


ORIGIN: dict[str, Callable[[str, dict[str, Any]], Any]] = {
    "source": source_of,
    "by": lambda key, entry: entry.get("by") or "",
    "at": lambda key, entry: entry.get("at") or "",
}
"""What is told of a known fact beside its value, by the end of the column's name."""


def origin_columns(kind: str) -> list[str]:
    """Names of the columns that say where facts come from; an import does not read them."""
    return [_origin_name(spec, part) for spec in fact_columns(kind) for part in ORIGIN]


def _origin_name(spec: FactSpec, part: str) -> str:
    return f"{spec.key}.{part}"


def columns_of(kind: str) -> list[Column]:
    """Columns of the export; unknown facts read "unknown", known-empty lists "none_of_these"."""
    readers: dict[str, Callable[[Any], Any]] = {
        "id": lambda row: str(row.public_id),
        "team": lambda row: row.team.name,
        "owner": lambda row: row.owner.email if row.owner else None,
    }
    columns = [Column(name, readers.get(name, _attribute(name))) for name in particulars_of(kind)]
    return columns + [column for spec in fact_columns(kind) for column in _told(spec)]


def _told(spec: FactSpec) -> Iterator[Column]:
    """A fact's value, then its source, author and time; these are empty where it is unknown."""
    yield Column(spec.key, _fact(spec))
    for part, tell in ORIGIN.items():
        yield Column(_origin_name(spec, part), _origin(spec.key, tell))


def _origin(key: str, tell: Callable[[str, dict[str, Any]], Any]) -> Callable[[Any], Any]:
    def read(row: Any) -> Any:
        entry = row.facts.get(key)
        return tell(key, entry) if entry else ""

    return read


def _attribute(name: str) -> Callable[[Any], Any]:
    return lambda row: getattr(row, name)


def _fact(spec: FactSpec) -> Callable[[Any], Any]:
    def read(row: Any) -> Any:
        value = row.facts.get(spec.key, {}).get("v")
        if spec.kind is FactKind.MANY and value is not None:
            return ";".join(value) if value else NONE_OF_THESE
        return value

    return read
