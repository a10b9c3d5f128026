"""Who stands behind an account of another system, by the rules of its source. Pure."""

from __future__ import annotations

import fnmatch
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

EMAIL, PATTERN = "email", "pattern"


@dataclass(frozen=True, slots=True)
class Matching:
    """How accounts become people.

    `patterns` are pairs of how an account is written and the address that it stands for, a star
    for the part that both share: `corp\\*` and `*@example.org`. They are used for accounts that
    are no address. `external` are domains; `shared` is written with stars as well.
    """

    patterns: tuple[tuple[str, str], ...] = ()
    external: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Matching:
        """What a source keeps."""
        return cls(
            tuple(pairs_of(kept.get("pattern", ""))),
            tuple(kept.get("external", ())),
            tuple(kept.get("shared_words", ())),
        )

    def to_json(self) -> dict[str, Any]:
        """The same for a source; what is shared is kept as typed and as an expression, which is
        what reviews look accounts up with."""
        return {
            "rule": PATTERN if self.patterns else EMAIL,
            "pattern": "\n".join(f"{left} = {right}" for left, right in self.patterns),
            "external": list(self.external),
            "shared_words": list(self.shared),
            "shared": [fnmatch.translate(words) for words in self.shared],
        }

    def address_of(self, principal: str) -> str:
        """The address behind an account, lower case; empty when no rule names one."""
        if "@" in principal:
            return principal.casefold()
        for account, address in self.patterns:
            shared = _star(account, principal)
            if shared is not None:
                return address.replace("*", shared).casefold()
        return ""

    def is_external(self, address: str) -> bool:
        """Whether the address belongs to another organisation."""
        return address.rpartition("@")[2] in self.external


def pairs_of(text: str) -> list[tuple[str, str]]:
    """Lines of `this = that` as pairs; a line without both sides raises `ValueError` with it."""
    pairs = []
    for line in text.splitlines():
        left, _, right = (part.strip() for part in line.partition("="))
        if left and right:
            pairs.append((left, right))
        elif line.strip():
            raise ValueError(line.strip())
    return pairs


def _star(pattern: str, word: str) -> str | None:
    """What the star of a pattern stands for in a word; None where it does not fit."""
    before, star, after = pattern.casefold().partition("*")
    lower = word.casefold()
    if not star:
        return "" if lower == before else None
    long_enough = len(lower) > len(before) + len(after)
    if long_enough and lower.startswith(before) and lower.endswith(after):
        return lower[len(before) : len(lower) - len(after)]
    return None


ObjectName = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Names:
    """Registered objects by what a source calls them.

    `by_name` holds every object of a lower-case name, with its kind; `aliases` are the source's
    own names in lower case, each with the name or the `kind: name` of what is registered.
    """

    by_name: Mapping[str, Sequence[ObjectName]] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)

    def find(self, label: str, kind: str) -> ObjectName | None:
        """The one object that is meant; None when nothing fits, and when several do."""
        named = self.aliases.get(label.casefold(), label)
        before, colon, after = (part.strip() for part in named.partition(":"))
        if colon and before in {"dataset", "model", "pipeline"}:
            kind, named = before, after
        fitting = [name for name in self.by_name.get(named.casefold(), ()) if kind in {"", name[0]}]
        return fitting[0] if len(fitting) == 1 else None
