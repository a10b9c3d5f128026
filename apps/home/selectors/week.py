"""What changed this week: the trail in words, repeated acts gathered into one line."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.db.models import Q
from django.urls import reverse

from apps.core import clock
from apps.trail.models import TrailEvent

from ..reader import Reader
from ..words import Change, Happened, gathered

_DAYS = dt.timedelta(days=7)
_READ = 300
_SHOWN = 7
# Objects that everybody in a team sees with their history.
_SHARED_TYPES = ("pipeline", "dataset", "model", "assessment", "pack", "evidence", "answer")

_PAGES = {
    "pipeline": "registry:pipeline",
    "dataset": "registry:dataset",
    "model": "registry:model",
    "assessment": "assessments:assessment",
    "evidence": "evidence:evidence",
    "pack": "packs:pack",
    "team": "organizations:team",
    "user": "organizations:person",
}


def this_week(reader: Reader) -> list[Change]:
    """The newest changes the reader may know of; one query."""
    events = TrailEvent.objects.filter(_visible(reader), at__gte=clock.now() - _DAYS)
    if reader.team_id:
        events = events.filter(team_id__in=reader.chosen_team().values("pk"))
    rows = events.order_by("-at", "-pk").values_list(
        "at", "actor_label", "action", "target_type", "target_id", "target_label"
    )
    lines = gathered(Happened(*row) for row in rows[:_READ])[:_SHOWN]
    return [replace(line, url=_place(line)) for line in lines]


def _place(line: Change) -> str:
    """Where the object of a change is looked at, if there is such a page."""
    name = _PAGES.get(line.kind)
    return reverse(name, args=[line.uid]) if name and line.uid else ""


def _visible(reader: Reader) -> Q:
    if reader.actor.sees_everything:
        return Q()
    return Q(team_id__in=list(reader.actor.team_roles), target_type__in=_SHARED_TYPES)
