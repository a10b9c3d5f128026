"""Where an object belongs, for the access engine; pure, so that pure code can say it too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class Scope:
    """Where an object belongs: its team, and the kind and key that a grant may name.

    `team_id` None means the organisation itself: everybody with a current role may see it.
    `readers`, where it is given, narrows both to organisation-wide roles and these people.
    """

    team_id: int | None
    kind: str = ""
    pk: int = 0
    readers: frozenset[int] | None = None


@runtime_checkable
class Scoped(Protocol):
    def access_scope(self) -> Scope: ...
