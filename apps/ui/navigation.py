"""What the frame shows around every page: the navigation, the teams to switch between.

The view kit is low and may know no other app. Each app registers its entries in its navigation.py,
and the organisation app says which teams there are.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from apps.core.access import Actor, Permission, check
from apps.core.hooks import Provider, Registry
from apps.ui.guard import actor_of

MAIN, MORE, ACCOUNT = "main", "more", "account"


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """One entry: `group` is main (a domain, at most eight), more (below) or account (user menu).

    Shown to actors who may use `permission`, and to everybody signed in when it is None.
    `team_lists` names the pages under it that know the filter `team`: the team switch stays there.
    """

    label: str
    icon: str
    url_name: str
    order: int
    group: str = MAIN
    permission: Permission | None = None
    team_lists: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as one reader sees it."""

    label: str
    icon: str
    url: str
    active: bool


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab of a page, as one reader sees it."""

    label: str
    url: str
    active: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class OfferedTab:
    """A tab that a higher app adds to the pages of an object of a lower one.

    `page` is what the app calls it; shown to whom `permission` allows it on the object. The
    address is that of `url_name`, in which `{kind}` stands for the kind of object, with its id.
    """

    page: str
    label: str
    url_name: str
    permission: Permission

    def tab(self, kind: str, public_id: uuid.UUID, here: str) -> Tab:
        url = reverse(self.url_name.format(kind=kind), args=[public_id])
        return Tab(self.label, url, here == self.page)


@dataclass(frozen=True, slots=True)
class TeamOption:
    label: str
    value: str
    selected: bool


@dataclass(frozen=True, slots=True)
class TeamSwitch:
    """The team switch: a GET of `team` to `action`; value "" means all my teams."""

    current: str
    action: str
    options: tuple[TeamOption, ...]


@dataclass(frozen=True, slots=True)
class Bell:
    """How many notifications are unread, as the top bar shows it, and where they are."""

    count: int
    shown: str
    url: str


ENTRIES = Registry[NavigationEntry](
    "navigation", "The entries of the frame.", key=lambda entry: entry.url_name
)


@Provider
def team_switch(request: HttpRequest) -> TeamSwitch | None:
    """The teams of this reader, or None when there is nothing to switch."""
    return None


@Provider
def bell(request: HttpRequest) -> Bell | None:
    """What waits unread for this reader, or None for somebody who is told nothing."""
    return None


def _allows(entry: NavigationEntry, actor: Actor | None) -> bool:
    if entry.permission is None:
        return True
    return actor is not None and check(actor, entry.permission).allowed


def links(request: HttpRequest, group: str) -> list[Link]:
    """The entries of one group that this reader may open, in order."""
    actor = actor_of(request)
    shown = sorted((e for e in ENTRIES.values() if e.group == group), key=lambda e: e.order)
    here = _current(request)
    return [
        Link(entry.label, entry.icon, reverse(entry.url_name), entry.url_name == here)
        for entry in shown
        if _allows(entry, actor)
    ]


def knows_teams(url_name: str) -> bool:
    """Whether this page is a list with the filter `team`."""
    return any(url_name in entry.team_lists for entry in ENTRIES.values())


def _current(request: HttpRequest) -> str:
    """The entry a page belongs to: by its address, else as the only entry of its app."""
    match = request.resolver_match
    app = match.namespace if match else ""
    urls = {
        reverse(page): name
        for name, entry in ENTRIES.items()
        for page in (*entry.team_lists, entry.url_name)
    }
    above = [url for url in urls if _contains(url, request.path)]
    if above:
        return urls[max(above, key=len)]
    same_app = [name for name in ENTRIES if app and name.split(":")[0] == app]
    return same_app[0] if len(same_app) == 1 else ""


def _contains(url: str, path: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))
