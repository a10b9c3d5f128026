"""Conflicting duties: what one person must not hold together.

A pair is two duties: privileges such as train and deploy, or acts such as request and approve. The
pairs an organisation begins with are the product's own choice: NIST SP 800-53 AC-5 and ISO/IEC
27001 A.5.3 ask for duties to be separated, and name no pairs. What a duty implies, as whoever
administers may train, is said by whoever lists the duties.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from apps.core.errors import DomainError


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Two duties that conflict, in either order. `together`: only where both are about the same
    object; otherwise they conflict wherever they are held.

    Raises `DomainError` for a pair that is none.
    """

    first: str
    second: str
    together: bool = True

    def __post_init__(self) -> None:
        if not self.first or not self.second or self.first == self.second:
            raise DomainError(
                "Choose two different duties: a pair says what one person must not hold together.",
                code="pair",
                field="pairs",
            )
        low, high = sorted((self.first, self.second))
        object.__setattr__(self, "first", low)
        object.__setattr__(self, "second", high)


DEFAULT_PAIRS = (Pair("train", "deploy"), Pair("request", "approve", together=False))


@dataclass(frozen=True, slots=True, order=True)
class Duty:
    """Somebody holds a duty about an object. `holder` is whoever it is, matched to a user or not;
    `key` is the entitlement that gives it."""

    holder: str
    duty: str
    about: str
    key: str


@dataclass(frozen=True, slots=True, order=True)
class Conflict:
    """A pair that one holder has, and the entitlements that give it, in order."""

    holder: str
    pair: Pair
    keys: tuple[str, ...]


def conflicts(held: Iterable[Duty], pairs: Iterable[Pair]) -> tuple[Conflict, ...]:
    """Every conflict, in order: one for each holder, pair and object; one for each holder and
    pair where it conflicts anywhere."""
    wanted = sorted(set(pairs))
    by_holder: dict[str, list[Duty]] = defaultdict(list)
    for duty in set(held):
        by_holder[duty.holder].append(duty)
    found = (
        Conflict(holder, pair, keys)
        for holder, duties in by_holder.items()
        for pair in wanted
        for keys in _meetings(duties, pair)
    )
    return tuple(sorted(found))


def conflicting_keys(found: Iterable[Conflict]) -> frozenset[str]:
    """The entitlements to flag."""
    return frozenset(key for conflict in found for key in conflict.keys)


def _meetings(duties: Iterable[Duty], pair: Pair) -> Iterator[tuple[str, ...]]:
    """The entitlements of each place where both duties of a pair meet."""
    places: Mapping[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for duty in duties:
        place = duty.about if pair.together else ""
        places[place][duty.duty].add(duty.key)
    for keys in places.values():
        if pair.first in keys and pair.second in keys:
            yield tuple(sorted(keys[pair.first] | keys[pair.second]))
