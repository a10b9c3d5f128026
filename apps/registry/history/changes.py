"""What a revision remembers of an object, and how two states differ. Plain values only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apps.core.facts import plain

from ..fact_specs.replaced import present_facts

State = Mapping[str, Any]
Changes = dict[str, list[Any]]


def changes_between(before: State, after: State) -> Changes:
    """Changed entries as key -> [before, after]; facts by their key, stages as `stage:fact`."""
    old, new = _flat(before), _flat(after)
    return {
        key: [old.get(key), new.get(key)]
        for key in [*old, *(key for key in new if key not in old)]
        if old.get(key) != new.get(key)
    }


def _flat(state: State) -> dict[str, Any]:
    flat = {key: value for key, value in state.items() if key not in {"facts", "stages"}}
    flat |= plain(present_facts(state.get("facts", {})))
    for stage in state.get("stages", ()):
        flat[stage["kind"]] = True
        flat |= {f"{stage['kind']}:{key}": v for key, v in plain(stage["facts"]).items()}
    return flat
