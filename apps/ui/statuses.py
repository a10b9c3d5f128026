"""How objects and their states look: one word, icon and colour for a state, wherever it shows.

An app registers what it has in its statuses.py, imported from its `apps.py`. Chips, the style
guide, filters and CSV read it here. Two apps may share a state that means the same in both.
"""

from __future__ import annotations

from dataclasses import dataclass

from apps.core.hooks import Registry


@dataclass(frozen=True, slots=True)
class Status:
    """A state as people see it: word, icon and status colour, always the three together."""

    key: str
    word: str
    icon: str
    tone: str


@dataclass(frozen=True, slots=True)
class ObjectIcon:
    """The icon of one kind of object, as in the lineage strip."""

    kind: str
    icon: str


STATUSES = Registry[Status](
    "statuses", "A state by its key: word, icon, colour.", key=lambda status: status.key
)
OBJECT_ICONS = Registry[ObjectIcon](
    "object icons", "The icon of each kind of object.", key=lambda entry: entry.kind
)


def status_of(key: str) -> Status:
    """The state with this key; one that nobody registered shows its key, without colour."""
    return STATUSES.get(key) or Status(key, key.replace("_", " ").capitalize(), "point", "none")


def word_of(key: str) -> str:
    """The word of a registered state."""
    return STATUSES[key].word


def words_of(*keys: str) -> list[tuple[str, str]]:
    """Keys with their words, as the choices of a filter."""
    return [(key, word_of(key)) for key in keys]


def icon_of(kind: str) -> str:
    """The icon of a kind of object; a point while nobody registered one."""
    entry = OBJECT_ICONS.get(kind)
    return entry.icon if entry else "point"


# What every app may need, and the states of a job.
STATUSES.register(
    Status("draft", "Draft", "pencil", "none"),
    Status("active", "Active", "circle-check", "good"),
    Status("inactive", "Inactive", "user-off", "none"),
    Status("current", "Current", "circle-check", "good"),
    Status("superseded", "Superseded", "versions", "none"),
    Status("expired", "Expired", "calendar-x", "bad"),
    Status("expiring", "Expires soon", "calendar-exclamation", "warn"),
    Status("todo", "To do", "circle-dashed", "open"),
    Status("done", "Done", "circle-check", "good"),
    Status("blocker", "Blocker", "ban", "bad"),
    Status("critical", "Critical", "flame", "bad"),
    Status("demo", "Demo", "flask", "info"),
    Status("queued", "Waiting", "hourglass", "none"),
    Status("running", "Running", "loader", "info"),
    Status("succeeded", "Done", "circle-check", "good"),
    Status("failed", "Failed", "alert-triangle", "bad"),
    Status("cancelled", "Cancelled", "circle-minus", "none"),
)
