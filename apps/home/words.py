"""Acts of the trail in plain words, and many alike gathered into one line; no database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from django.utils import timezone

from apps.trail.actions import Action, action_of
from apps.trail.targets import page_of, short_label


@dataclass(frozen=True, slots=True)
class Happened:
    """One event of the trail, as read."""

    at: dt.datetime
    who: str
    action: str
    kind: str
    uid: str
    label: str


@dataclass(frozen=True, slots=True)
class Change:
    """One line: who did what to what; `count` acts of one day are summed up in it."""

    at: dt.datetime
    who: str
    did: str
    target: str
    url: str = ""
    count: int = 1


def gathered(events: Iterable[Happened], most: int) -> list[Change]:
    """At most so many lines, in the order of the newest act behind each.

    Quiet actions, and those that this version does not know, are left out.
    """
    alike: dict[tuple[Action, str, str, str], list[Happened]] = {}
    for event in events:
        action = action_of(event.action)
        if action is None or action.quiet:
            continue
        about = "" if action.counted else event.uid
        day = f"{timezone.localtime(event.at):%Y-%m-%d}"
        alike.setdefault((action, event.who, about, day), []).append(event)
    return [_line(key[0], acts) for key, acts in islice(alike.items(), most)]


def _line(action: Action, acts: list[Happened]) -> Change:
    newest, count = acts[0], len(acts)
    if action.counted:
        one, many = action.counted
        target, url = f"{count} {one if count == 1 else many}", ""
    else:
        target, url = short_label(newest.kind, newest.label), page_of(newest.kind, newest.uid)
    return Change(newest.at, newest.who, action.words, target, url, count)
