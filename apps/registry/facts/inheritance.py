"""What passes from a version to whatever is made from it. Pure; why it is so: docs/adr/0023.

What a version is known to hold is a set of items: "phi", or "origins=person" for an entry of a
list. An item is always a yes: a no proves nothing about what is made from it. What is stated about
the object itself stands; a bare no does not keep an item from those further on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from .implied import FLAGS, implied

Facts = Mapping[str, Any]

DERIVED = "derived"
# Some source has not said where its data comes from, so that the list is not whole.
UNKNOWN_ORIGIN = "origins=?"
LISTS: Mapping[str, Mapping[str, str]] = {
    "dataset": {
        name: f"dataset_{name}"
        for name in ("special_kinds", "ccpa_sensitive_kinds", "use_limits", "origins")
    },
    "model": {name: f"model_{name}" for name in ("use_limits", "origins")},
}
# 45 CFR 164.514(a), 164.502(d)(2): no PHI any more. Nothing that GDPR or the CCPA ask follows.
_ENDED_BY = {"safe_harbor": ("phi",), "expert_determined": ("phi",)}
# A state that carries a no only with a test on record that people cannot be found in it.
_TESTED = ("aggregated", "claimed_anonymous", "synthetic")


class Held(NamedTuple):
    """Where an item comes from: the version that says so, the parent through which it comes, how
    many links away it is, and the source of the fact there."""

    source: int
    through: int
    links: int
    said_by: str


Items = Mapping[str, Held]


def fact_of(kind: str, item: str) -> str:
    """The fact that an item is about; "" where such objects have none."""
    name = item.partition("=")[0]
    return FLAGS[kind].get(name) or LISTS[kind].get(name, "")


def says(kind: str, facts: Facts, item: str) -> bool | None:
    """What the facts of an object say of an item; None where they say nothing.

    Data said to be derived comes from its sources as well, whatever else the list names.
    """
    name, _, entry = item.partition("=")
    value = facts.get(fact_of(kind, item))
    if value is None or not entry or entry in value:
        return value if value is None or not entry else True
    if name == "origins" and DERIVED in value:
        return False if entry == "?" and value != [DERIVED] else None
    return False


@dataclass(frozen=True)
class Holder:
    """A dataset or model: its stated facts with what they imply, and the source of each."""

    kind: str
    facts: Facts
    sources: Mapping[str, str]

    @cached_property
    def items(self) -> dict[str, str]:
        """What it is itself said to hold, each item with the source of the fact."""
        found: dict[str, str] = {}
        for name, key in FLAGS[self.kind].items():
            if self.facts.get(key) is True:
                found[name] = self.sources.get(key, "")
        for name, key in LISTS[self.kind].items():
            for entry in self.facts.get(key) or ():
                found[f"{name}={entry}"] = self.sources.get(key, "")
        return found

    @cached_property
    def explained(self) -> bool:
        """Whether a no beside a source that says yes comes with its reason."""
        if self.facts.get(f"{self.kind}_left_behind"):
            return True
        tested = self.facts.get("dataset_reid_tested") is True
        return tested and self.facts.get("dataset_deidentification") in _TESTED

    def ends(self, item: str) -> bool:
        """Whether an item that arrives here goes no further, and says nothing about this one."""
        if item in _ENDED_BY.get(self.facts.get("dataset_deidentification", ""), ()):
            return True
        denied = says(self.kind, self.facts, item) is False
        return denied and (self.explained or item == UNKNOWN_ORIGIN)


def holder(kind: str, stored: Mapping[str, Mapping[str, Any]]) -> Holder:
    """A dataset or model from its stored facts."""
    stated = {key: entry["v"] for key, entry in stored.items()}
    sources = {key: entry.get("s", "") for key, entry in stored.items()}
    return Holder(kind, {**stated, **implied(kind, stated)}, sources)


def passed_on(version: int, of: Holder, arriving: Items) -> dict[str, Held]:
    """What a version hands on to whatever is made from it."""
    found = {item: held for item, held in arriving.items() if not of.ends(item)}
    found |= {item: Held(version, version, 0, by) for item, by in of.items.items()}
    if origins(of.kind, of.facts, arriving) is None and UNKNOWN_ORIGIN not in found:
        found[UNKNOWN_ORIGIN] = Held(version, version, 0, "")
    return found


def arriving(parents: Iterable[tuple[int, Items]]) -> dict[str, Held]:
    """What arrives at a version from its parents; of several ways to an item, the nearest."""
    found: dict[str, Held] = {}
    for parent, items in parents:
        for item, held in items.items():
            here = Held(held.source, parent, held.links + 1, held.said_by)
            if item not in found or _way(here) < _way(found[item]):
                found[item] = here
    return found


def _way(held: Held) -> tuple[int, int, int]:
    return held.links, held.source, held.through


def origins(kind: str, facts: Facts, arriving: Iterable[str]) -> list[str] | None:
    """Where the data comes from, that of its sources included; None while a part is unknown."""
    stated = facts.get(LISTS[kind]["origins"])
    entries = {item.partition("=")[2] for item in arriving if item.startswith("origins=")}
    if stated is not None and stated != [DERIVED]:
        return sorted({*stated, *entries} - {"?"}) if DERIVED in stated else list(stated)
    if not entries or "?" in entries:
        return None
    return sorted(entries | {DERIVED} if kind == "dataset" else entries)


def known(kind: str, facts: Facts, items: Iterable[str]) -> dict[str, Any]:
    """Facts that an object has from its sources: what nobody stated of it, and only yes.

    Lists of kinds and limits stay unknown: what arrives says which entries are there, and not
    that there are no others.
    """
    of, names = Holder(kind, facts, {}), list(items)
    flags = FLAGS[kind]
    found: dict[str, Any] = {
        flags[item]: True
        for item in names
        if item in flags and flags[item] not in facts and not of.ends(item)
    }
    from_where = origins(kind, facts, names)
    if from_where is not None:
        found[LISTS[kind]["origins"]] = from_where
    return found


def unexplained(kind: str, facts: Facts, items: Iterable[str]) -> list[str]:
    """Items that a source is known to hold and this object is said, without a reason, not to."""
    of = Holder(kind, facts, {})
    return [item for item in items if says(kind, facts, item) is False and not of.ends(item)]


def flow(
    affected: Iterable[int],
    parents: Mapping[int, Iterable[int]],
    holders: Mapping[int, Holder],
    before: Mapping[int, Items],
) -> dict[int, dict[str, Held]]:
    """What arrives at each affected version; `before` has it for the parents that are not.

    `holders` is by version. A circle of links ends like any other: with what comes in from outside.
    """
    found: dict[int, dict[str, Held]] = {version: {} for version in affected}
    handed: dict[int, Items] = {}

    def hands_on(version: int) -> Items:
        """Kept, because many are made from one."""
        if version not in handed:
            arrived = found[version] if version in found else before[version]
            handed[version] = passed_on(version, holders[version], arrived)
        return handed[version]

    def work_out(version: int) -> bool:
        news = arriving((up, hands_on(up)) for up in parents.get(version, ()))
        if news == found[version]:
            return False
        found[version] = news
        handed.pop(version, None)
        return True

    first, circling = _in_order(found, parents)
    for version in first:
        work_out(version)
    for _ in circling:
        news = [work_out(version) for version in circling]
        if not any(news):
            break
    return found


def _in_order(
    versions: Iterable[int], parents: Mapping[int, Iterable[int]]
) -> tuple[list[int], list[int]]:
    """Versions with parents before children, and those that a circle keeps from any order."""
    waiting = {version: set(parents.get(version, ())) for version in versions}
    waiting = {version: ups & waiting.keys() for version, ups in waiting.items()}
    children: dict[int, list[int]] = {}
    for version, ups in waiting.items():
        for up in ups:
            children.setdefault(up, []).append(version)
    ready = [version for version, ups in waiting.items() if not ups]
    for version in ready:  # grows while it is read
        for child in children.get(version, ()):
            waiting[child].discard(version)
            if not waiting[child]:
                ready.append(child)
    return ready, sorted(waiting.keys() - set(ready))
