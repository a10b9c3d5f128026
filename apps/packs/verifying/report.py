"""What a check of a pack found, as values that travel between processes; pure."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """One check: what was looked at, whether it holds, and what was found."""

    key: str
    label: str
    holds: bool
    found: str


@dataclass(slots=True)
class Proof:
    """All checks of one file, and what the file says about itself (empty when unreadable)."""

    lines: list[Line] = field(default_factory=list)
    pack_id: str = ""
    number: int = 0
    draft: bool = False
    sha256: str = ""
    fingerprint: str = ""
    snapshot: str = ""
    title: str = ""
    checkpoint: dict[str, Any] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return bool(self.lines) and all(line.holds for line in self.lines)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Proof:
        return cls(**{**data, "lines": [Line(**line) for line in data["lines"]]})
