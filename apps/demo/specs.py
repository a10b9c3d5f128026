"""What the demo registers, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the demo. `team_role` is their role in `team`; `org_role` reaches everywhere."""

    key: str
    name: str
    who: str
    org_role: str = ""
    team: str = ""
    team_role: str = ""

    @property
    def email(self) -> str:
        return f"{self.key.replace('_', '-')}@example.org"


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a dataset or model; `day` counts from the anchor of the calendar.

    `columns` reads "name type, name type"; `made_with` names "object version" parents by relation.
    """

    label: str
    day: int
    rows: int | None = None
    columns: str = ""
    framework: str = ""
    note: str = ""
    made_with: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A dataset or a model of a pipeline."""

    name: str
    purpose: str
    owner: str
    facts: Facts
    versions: tuple[Version, ...]
    description: str = ""


@dataclass(frozen=True, slots=True)
class System:
    """A pipeline with everything in it."""

    key: str
    name: str
    team: str
    lead: str
    purpose: str
    description: str
    owner: str
    repository: str
    commit: str
    day: int
    facts: Facts
    stages: Mapping[str, Facts]
    datasets: tuple[Part, ...]
    models: tuple[Part, ...]
