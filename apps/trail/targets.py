"""What actions are done to: each kind of object, registered by the app that has it.

An app's actions.py says `TARGETS.register(Target("pipeline", page="registry:pipeline"))`. The
trail knows no other app, only names of kinds and pages. A kind that nobody registers is recorded
all the same: it has no page, and only those who see everything meet it in a summary.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from apps.core.hooks import Registry


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of object as the trail shows it.

    `page` is reversed with the object's id. `open_to_team` says that everybody of a team may know
    what happens to the team's objects of this kind. `short` makes the label shorter for a summary.
    """

    kind: str
    page: str = ""
    open_to_team: bool = False
    short: Callable[[str], str] = str


TARGETS = Registry[Target](
    "targets", "What the trail knows of a kind of object.", key=lambda target: target.kind
)


def kinds_open_to_team() -> list[str]:
    """The kinds of objects whose history everybody of their team may know."""
    return sorted(kind for kind, target in TARGETS.items() if target.open_to_team)


def short_label(kind: str, label: str) -> str:
    """What an object of this kind is called where there is little room."""
    return TARGETS[kind].short(label) if kind in TARGETS else label


def page_of(kind: str, target_id: str) -> str:
    """The address of the object's page; empty for what has none.

    The object may be gone or hidden from the reader since: its page then says so.
    """
    page = TARGETS[kind].page if kind in TARGETS else ""
    try:
        return reverse(page, args=[target_id]) if page else ""
    except NoReverseMatch:  # recorded with an id that is no id of a row, such as "many"
        return ""
