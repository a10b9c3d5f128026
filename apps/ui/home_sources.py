"""What apps bring to home: things that need somebody, and panels beside them.

An app writes a module home.py with functions that each ask one plain query of their own, and
registers them there. A source decides itself whom it concerns, by asking the access engine, and
says nothing to anybody else. Home calls them, sorts what they say and cuts it. The actor is always
a person: the one who looks at the page.
"""

from __future__ import annotations

import datetime as dt
import enum
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q

from apps.core import clock
from apps.core.access import Actor
from apps.core.hooks import Registry

NEAR = dt.timedelta(days=7)


class Urgency(enum.IntEnum):
    """How much else depends on it, the most first."""

    STANDSTILL = 1  # nobody's work goes on
    GRAVE = 2  # keeps something from being ready
    NORMAL = 3


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that needs the reader: what it is, by when, and the page where it is done.

    `day` is when it is (or was) due; `since` marks a day in the past that is no deadline.
    """

    icon: str
    title: str
    detail: str
    url: str = ""
    action: str = ""
    day: dt.date | None = None
    since: bool = False
    urgency: Urgency = Urgency.NORMAL

    @property
    def is_over(self) -> bool:
        return self.day is not None and not self.since and self.day < clock.today()

    @property
    def tone(self) -> str:
        if self.is_over or self.urgency < Urgency.NORMAL:
            return "bad"
        near = self.day is not None and self.day <= clock.today() + NEAR
        return "warn" if near and not self.since else "none"

    @property
    def place(self) -> tuple[bool, bool, dt.date, str]:
        """Sorts by day; without a day what is severe comes before what is not."""
        no_day = self.day is None
        return (
            self.urgency is not Urgency.STANDSTILL,
            no_day and self.urgency is Urgency.NORMAL,
            self.day or dt.date.max,
            self.title,
        )


NeedSource = Callable[[Actor, uuid.UUID | None, int], list[Need]]
"""What needs this actor, in one team or (None) in all: at most so many, the first due first."""

NEEDS = Registry[NeedSource](
    "needs",
    "What needs the person who looks at home.",
    key=lambda source: f"{source.__module__}.{source.__name__}",
)


@dataclass(frozen=True, slots=True)
class Panel:
    """A section in home's side column.

    `content` is asked with the actor and the chosen team; None shows nothing. The template finds
    it as `panel`.
    """

    name: str
    order: int
    template: str
    content: Callable[[Actor, uuid.UUID | None], object | None]


PANELS = Registry[Panel](
    "panels", "Sections in the side column of home.", key=lambda panel: panel.name
)


def in_team(path: str, team_id: uuid.UUID | None) -> Q:
    """The condition that rows belong to the chosen team; `path` leads to the team."""
    return Q(**{f"{path}__public_id": team_id}) if team_id else Q()
