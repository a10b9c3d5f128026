"""What changed this week: the trail in words, repeated acts gathered into one line."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from apps.core import clock
from apps.core.access import visible_rows
from apps.trail.models import TrailEvent
from apps.trail.targets import kinds_open_to_team

from ..reader import Reader
from ..words import Change, Happened, gathered

_DAYS = dt.timedelta(days=7)
_READ = 300
_SHOWN = 7


def this_week(reader: Reader) -> list[Change]:
    """The newest changes the reader may know of; one query."""
    events = TrailEvent.objects.filter(_visible(reader), at__gte=clock.now() - _DAYS)
    if reader.team_id:
        events = events.filter(team_id__in=reader.chosen_team().values("pk"))
    rows = events.order_by("-at", "-pk").values_list(
        "at", "actor_label", "action", "target_type", "target_id", "target_label"
    )
    return gathered((Happened(*row) for row in rows[:_READ]), _SHOWN)


def _visible(reader: Reader) -> Q:
    if reader.actor.sees_everything:
        return Q()
    return visible_rows(reader.actor, team="team_id") & Q(target_type__in=kinds_open_to_team())
