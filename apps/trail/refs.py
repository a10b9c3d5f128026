"""How other apps name what a trail event is about: values, never foreign keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class TrailRef:
    """An object as the trail remembers it: values only."""

    type: str
    id: str
    label: str
    team_id: int | None = None


class Recorded(Protocol):
    def trail_ref(self) -> TrailRef: ...
