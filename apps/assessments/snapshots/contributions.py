"""What other apps put into every snapshot, and the section of the pack that prints it.

An app above assessments says in its packing.py what it freezes and how a pack prints it:
`CONTRIBUTIONS.register(Contribution("visits", freeze, Section(...)))`. Neither assessments nor
packs then knows that app. What was frozen stays in the document under the app's name, and its
digest covers it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from apps.core.hooks import Registry

if TYPE_CHECKING:
    from ..models import Assessment

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Section:
    """How a pack prints a contribution.

    `place` orders the sections: packs' own are at 100 (where do we stand), 200 (to do), 300
    (scope), 400 (left out), 500 (laws), 600 (controls), 700 (evidence), 800 (sign-offs), 900
    (trail), 1000 (method). `fill` gets what was frozen, nothing else, and gives the template its
    values; beside them are `title`, `number`, `of` and `is_draft`.
    """

    title: str
    template: str
    place: int
    fill: Callable[[Json], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Contribution:
    """`freeze` gives plain JSON values about one assessment, in a fixed number of queries."""

    name: str
    freeze: Callable[[Assessment], dict[str, Any]]
    section: Section | None = None


CONTRIBUTIONS = Registry[Contribution](
    "CONTRIBUTIONS", "What an app freezes in every snapshot", key=lambda one: one.name
)


def contributed(assessment: Assessment) -> dict[str, Any]:
    """What every app contributes about this assessment, by its name."""
    return {name: one.freeze(assessment) for name, one in CONTRIBUTIONS.items()}


def sections_of(document: Json) -> list[tuple[Section, Json]]:
    """The sections that print what this document holds; older documents may hold less."""
    contributed = document.get("contributions", {})
    return [
        (one.section, contributed[name])
        for name, one in CONTRIBUTIONS.items()
        if one.section is not None and name in contributed
    ]
