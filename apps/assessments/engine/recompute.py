"""Figures of a snapshot: what is stored, and the same worked out again from its items.

Pure. Anybody with a pack can run this on the document inside it; nothing else is needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from . import scoring
from .scoring import Band, Control, Item, RegimeResult, Scorecard, State
from .shown import digest_of

TOLERANCE = 1e-9


def figures(card: Scorecard) -> dict[str, Any]:
    """All figures of a scorecard as JSON values; a band is None where no control applies."""
    return {
        "overall": _regime(card.overall),
        "regimes": {key: _regime(result) for key, result in card.regimes.items()},
        "controls": {
            key: {**_band(result.band), "verdict": result.verdict.value}
            for key, result in card.controls.items()
        },
        "provisions": {key: verdict.value for key, verdict in card.provisions.items()},
    }


def _regime(result: RegimeResult) -> dict[str, Any]:
    return {
        **_band(result.band),
        "ready": result.ready,
        "blockers": list(result.blockers),
        "assurance": list(result.assurance),
    }


def _band(band: Band | None) -> dict[str, float | None]:
    if band is None:
        return {"low": None, "high": None, "coverage": None}
    return {"low": band.low, "high": band.high, "coverage": band.coverage}


def shown_when_approved(document: Mapping[str, Any]) -> str:
    """The digest of what the items of a snapshot show, to hold against the one that was approved.

    Empty for snapshots of the first two formats, which kept no mark of each item.
    """
    items = document["items"]
    if not all("mark" in item for item in items):
        return ""
    return digest_of({(item["question"], item["subject"]): item["mark"] for item in items})


def recompute(document: Mapping[str, Any]) -> dict[str, Any]:
    """The figures worked out again from the items and controls of a snapshot's document.

    Raises `KeyError` or `ValueError` when the document is not one.
    """
    controls = [
        Control(
            key=control["key"],
            weight=control["criticality"],
            regimes=tuple(control["regimes"]),
            provisions=tuple(control["provisions"]),
        )
        for control in document["controls"]
    ]
    found = figures(scoring.score([_item(item) for item in document["items"]], controls))
    return _as_first_written(found) if document.get("format", 1) == 1 else found


def _as_first_written(found: dict[str, Any]) -> dict[str, Any]:
    """Under the first format a gate that nobody knew did not stand in the way of being ready."""
    for figure in (found["overall"], *found["regimes"].values()):
        low = figure["low"]
        reached = low is not None and low >= scoring.READY_AT - scoring.EPSILON
        figure["ready"] = reached and not figure["blockers"]
    return found


def _item(entry: Mapping[str, Any]) -> Item:
    return Item(
        question=entry["question"],
        subject=entry["subject"],
        control=entry["control"],
        state=State(entry["state"]),
        points=entry["points"],
        weight=entry["weight"],
        gate=entry["gate"],
        assurance=entry["assurance"],
        effort=entry["effort"],
        owner=entry["owner"],
        later=entry.get("later", False),
    )


def disagreements(document: Mapping[str, Any]) -> list[str]:
    """Every stored figure that its own items do not give, as a path; empty when all hold."""
    return list(_compare("figures", document["figures"], recompute(document)))


def _compare(path: str, stored: Any, computed: Any) -> Iterator[str]:
    if isinstance(stored, Mapping) and isinstance(computed, Mapping):
        for key in sorted(stored.keys() | computed.keys()):
            yield from _compare(f"{path}.{key}", stored.get(key), computed.get(key))
    elif isinstance(stored, list) and isinstance(computed, list) and len(stored) == len(computed):
        for place, (one, other) in enumerate(zip(stored, computed, strict=True)):
            yield from _compare(f"{path}.{place}", one, other)
    elif not _equal(stored, computed):
        yield path


def _equal(stored: Any, computed: Any) -> bool:
    numbers = (int, float)
    if isinstance(stored, bool) or isinstance(computed, bool):
        return stored is computed
    if isinstance(stored, numbers) and isinstance(computed, numbers):
        return abs(stored - computed) <= TOLERANCE
    return bool(stored == computed)
