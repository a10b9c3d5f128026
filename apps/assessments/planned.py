"""How an action that was planned about a question names it: the same in every assessment."""

from __future__ import annotations

from .engine.scoring import ItemId

# The kind of source of these actions: the assessment whose result asked for them.
PLANNED_BY = "assessment"


def planning_key(item: ItemId) -> str:
    """The key of a question about a subject. A new assessment asks under the same key."""
    return "~".join(item)
