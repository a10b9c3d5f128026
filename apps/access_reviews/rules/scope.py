"""What a campaign reviews, as a value that is kept, shown and asked. Pure."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .access import OWN, Access


class Only(enum.StrEnum):
    """How much of what is in scope is reviewed, against the last signed list."""

    ALL = "all"
    DIFFERENT = "different"
    """New or changed since then, or risky."""


@dataclass(frozen=True, slots=True)
class PopulationScope:
    """Empty means every: all teams, all objects, all sources, all privileges.

    `objects` are pairs of kind and key. `person` is the key of one user, 0 for everybody.
    `sensitive` leaves only what reaches personal data of a particular kind.
    """

    teams: tuple[int, ...] = ()
    objects: tuple[tuple[str, int], ...] = ()
    sources: tuple[str, ...] = ()
    privileges: tuple[str, ...] = ()
    person: int = 0
    sensitive: bool = False
    only: Only = Only.ALL

    def to_json(self) -> dict[str, Any]:
        return dataclasses.asdict(self)

    @classmethod
    def from_json(cls, held: Mapping[str, Any]) -> PopulationScope:
        """The scope a campaign keeps."""
        return cls(
            teams=tuple(held.get("teams", ())),
            objects=tuple((kind, pk) for kind, pk in held.get("objects", ())),
            sources=tuple(held.get("sources", ())),
            privileges=tuple(held.get("privileges", ())),
            person=held.get("person", 0),
            sensitive=held.get("sensitive", False),
            only=Only(held.get("only", Only.ALL)),
        )

    def same_ground(self, other: PopulationScope) -> bool:
        """Whether two lists can be compared: they look at the same, of which one may show less."""
        return dataclasses.replace(self, only=Only.ALL) == dataclasses.replace(other, only=Only.ALL)

    def asks_source(self, source: str) -> bool:
        return not self.sources or source in self.sources

    @property
    def asks_own(self) -> bool:
        return self.asks_source(OWN)

    def holds(self, access: Access, teams_of_objects: frozenset[int] = frozenset()) -> bool:
        """Whether this way in is reviewed.

        `teams_of_objects` are the teams of the chosen objects: a role in one of them is a way to
        the object. A role across the organisation is one to everything, but no team's to judge:
        a review of teams leaves it to one of everything.
        """
        if self.person and access.user_id != self.person:
            return False
        if self.privileges and access.privilege not in self.privileges:
            return False
        if access.object_kind == "organization":
            return not self.teams
        if self.teams and access.team_id not in self.teams:
            return False
        if not self.objects:
            return True
        if access.object_kind == "team":
            return access.object_pk in teams_of_objects
        return (access.object_kind, access.object_pk) in self.objects
