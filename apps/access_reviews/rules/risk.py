"""How much an access puts at risk: what is held x what may be done x how little it is used.

The weights and their thresholds are the product's own choice; no law or standard sets them. Flags
stand beside the rank and are no part of it, so that the arithmetic stays three factors long.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from .privileges import WEIGHTS

RISKY = 16
"""From this rank on an access is looked at each time: administering health data that is in use."""
HIGHEST = 48
IN_USE = dt.timedelta(days=30)
DORMANT = dt.timedelta(days=90)

_PARTICULAR = {
    "special": "special-category data",
    "phi": "PHI",
    "children": "data of children",
    "criminal": "criminal records",
    "ccpa_sensitive": "CCPA sensitive data",
}
_DOING = {
    "read": "reading",
    "export": "exporting",
    "write": "changing",
    "train": "training on it",
    "decrypt": "decrypting",
    "deploy": "deploying",
    "administer": "administering",
}


@dataclass(frozen=True, slots=True)
class Factor:
    """One of the three numbers that are multiplied, and what it stands for."""

    name: str
    value: int
    words: str


@dataclass(frozen=True, slots=True)
class Risk:
    """The rank of one access, with its arithmetic."""

    sensitivity: Factor
    privilege: Factor
    disuse: Factor

    @property
    def factors(self) -> tuple[Factor, ...]:
        return self.sensitivity, self.privilege, self.disuse

    @property
    def rank(self) -> int:
        return self.sensitivity.value * self.privilege.value * self.disuse.value

    @property
    def is_high(self) -> bool:
        return self.rank >= RISKY


@dataclass(frozen=True, slots=True)
class Use:
    """When an access was used last. `known` is false where its source does not tell; a known use
    without a moment is "never". `of` completes "last ...", as in "last sign-in"."""

    last: dt.datetime | None
    known: bool = True
    of: str = "use"

    def is_never(self) -> bool:
        return self.known and self.last is None

    def is_dormant(self, now: dt.datetime) -> bool:
        """Used once, and not for long."""
        return self.last is not None and now - self.last > DORMANT


def risk(
    marks: Collection[str],
    privilege: str,
    use: Use,
    now: dt.datetime,
    *,
    deidentified: bool = False,
) -> Risk:
    """The rank of an access to something with these sensitivity marks."""
    return Risk(
        sensitivity(marks, deidentified=deidentified), privilege_weight(privilege), disuse(use, now)
    )


def sensitivity(marks: Collection[str], *, deidentified: bool = False) -> Factor:
    """1 to 4 by the marks as they flow along lineage. What is not known to be harmless is not.

    `deidentified`: nothing personal is stated to be left in what was made of personal data.
    """
    particular = [words for mark, words in _PARTICULAR.items() if mark in marks]
    if particular:
        listed = " and ".join(filter(None, (", ".join(particular[:-1]), particular[-1])))
        return Factor("What it holds", 4, listed)
    if "personal" in marks:
        return Factor("What it holds", 3, "personal data")
    if "none" not in marks:
        return Factor("What it holds", 3, "not known to be free of personal data")
    if deidentified:
        return Factor("What it holds", 2, "de-identified data")
    return Factor("What it holds", 1, "no personal data")


def privilege_weight(privilege: str) -> Factor:
    """1 to 4 by what may be done."""
    return Factor("What may be done", WEIGHTS[privilege], _DOING[privilege])


def disuse(use: Use, now: dt.datetime) -> Factor:
    """1 to 3 by how long it was not used; what nobody needs is the first to take back."""
    if not use.known:
        return Factor("How it is used", 2, f"last {use.of} not known")
    if use.last is None:
        return Factor("How it is used", 3, f"no {use.of} ever")
    days = (now - use.last).days
    value = 1 if now - use.last <= IN_USE else 2 if now - use.last <= DORMANT else 3
    return Factor("How it is used", value, f"last {use.of} {_ago(days)}")


def _ago(days: int) -> str:
    if days <= 0:
        return "today"
    return "1 day ago" if days == 1 else f"{days:,} days ago"
