"""What the search page looks through: each app registers its sources in its search.py."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from apps.core.access import Actor
from apps.core.hooks import Registry

Find = Callable[[Actor, str, int], Sequence["Hit"]]


@dataclass(frozen=True, slots=True)
class Hit:
    """One object that holds the words; `note` says in a few words what it is."""

    title: str
    url: str
    note: str = ""
    status: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchSource:
    """One kind of object: `find(actor, text, limit)` returns what of it the actor may see.

    `text` is never empty; best hits first, at most `limit` of them.
    """

    label: str
    find: Find


SEARCH_SOURCES = Registry[SearchSource](
    "search sources", "What the search page looks through.", key=lambda source: source.label
)
