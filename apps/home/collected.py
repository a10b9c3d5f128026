"""What the apps have to say on home: see apps/ui/home_sources.py."""

from __future__ import annotations

from dataclasses import dataclass

from apps.ui.home_sources import NEEDS, PANELS, Need

from .reader import Reader

MOST_NEEDS = 40


def needs_of(reader: Reader) -> list[Need]:
    """The first of everything that needs the reader, in the order of `Need.place`."""
    needs = [
        need
        for source in NEEDS.values()
        for need in source(reader.actor, reader.team_id, MOST_NEEDS)
    ]
    return sorted(needs, key=lambda need: need.place)[:MOST_NEEDS]


@dataclass(frozen=True, slots=True)
class ShownPanel:
    """A panel of the side column with what it shows to this reader."""

    order: int
    name: str
    template: str
    content: object


def panels_of(reader: Reader) -> list[ShownPanel]:
    """The panels that have something to show."""
    asked = [
        ShownPanel(
            panel.order,
            panel.name,
            panel.template,
            panel.content(reader.actor, reader.team_id),
        )
        for panel in PANELS.values()
    ]
    return [panel for panel in asked if panel.content is not None]
