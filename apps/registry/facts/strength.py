"""How strong each known fact is: no stronger than the weakest it was worked out from. Pure.

Levels are those of answers (`core.facts.level_of`). What is implied by other facts or comes along
lineage is declared: whoever stated the other fact stated this one with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from apps.core.facts import CHECKED, DECLARED, Stored, fact_specs, level_of

Levels = Mapping[str, int]


def levels(facts: Iterable[str], stored: Stored, parts: Sequence[Levels] = ()) -> dict[str, int]:
    """The level of each of an object's facts.

    `stored` are its stated facts; `parts` the levels of what it is made of, whose facts its own are
    worked out from.
    """
    own = {key: level_of(entry.get("s", "")) for key, entry in stored.items()}
    return {key: _level(key, own, parts) for key in facts}


def _level(key: str, own: Levels, parts: Sequence[Levels]) -> int:
    if key in own:
        return own[key]
    spec = fact_specs().get(key)
    if spec is None or not spec.derived:
        return DECLARED
    if spec.checked:
        return CHECKED
    read = [held[fact] for fact in spec.made_from for held in (own, *parts) if fact in held]
    return min(read, default=DECLARED)
