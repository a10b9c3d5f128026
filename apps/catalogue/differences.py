"""What changed from one version of the catalogue to another, and which answers that reopens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from .content_types import Catalogue, Question

_KINDS = (
    "regimes",
    "provisions",
    "sections",
    "controls",
    "questions",
    "time_limits",
    "disagreements",
)
_DERIVED = frozenset({"reads", "bound", "decisive", "regimes", "questions", "wording"})


@dataclass(frozen=True, slots=True)
class Change:
    """One entry that both versions have; `fields` are the attributes that differ."""

    key: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KindChanges:
    """What happened to one kind of entry: "provisions", "controls", "questions", ..."""

    kind: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[Change, ...]

    @property
    def kind_words(self) -> str:
        return self.kind.replace("_", " ").capitalize()

    @property
    def count(self) -> int:
        return len(self.added) + len(self.removed) + len(self.changed)


@dataclass(frozen=True, slots=True)
class Differences:
    """`reopened` are keys of questions whose answers no longer answer what is asked."""

    kinds: tuple[KindChanges, ...]
    reopened: tuple[str, ...]

    @property
    def count(self) -> int:
        return sum(kind.count for kind in self.kinds)


def differences(old: Catalogue, new: Catalogue) -> Differences:
    """What one must know before moving from `old` to `new`."""
    return Differences(
        kinds=tuple(_kind(name, getattr(old, name), getattr(new, name)) for name in _KINDS),
        reopened=tuple(reopened(old.questions, new.questions)),
    )


def reopened(old: Mapping[str, Question], new: Mapping[str, Question]) -> Iterable[str]:
    """The questions of both versions that ask something else now, or offer other answers.

    New points for the same words do not reopen: the answer stays, and the score says that the
    catalogue moved it.
    """
    for key, before in old.items():
        after = new.get(key)
        if after is not None and before.wording != after.wording:
            yield key


def _kind(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> KindChanges:
    changes = (_change(key, old[key], new[key]) for key in new if key in old)
    return KindChanges(
        kind=name,
        added=tuple(key for key in new if key not in old),
        removed=tuple(key for key in old if key not in new),
        changed=tuple(change for change in changes if change.fields),
    )


def _change(key: str, old: Any, new: Any) -> Change:
    names = (field.name for field in fields(old) if field.name not in _DERIVED)
    return Change(key, tuple(name for name in names if getattr(old, name) != getattr(new, name)))
