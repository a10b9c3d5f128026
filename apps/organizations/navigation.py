"""What this app brings to the frame: its entries and the team switch."""

from __future__ import annotations

from django.http import HttpRequest

from apps.ui.navigation import ENTRIES, MORE, NavigationEntry, TeamOption, TeamSwitch, knows_teams

from .permissions import VIEW_JOBS, VIEW_ORGANIZATION, VIEW_PEOPLE, VIEW_TEAMS
from .selectors import visible_teams

ENTRIES.register(
    NavigationEntry("People", "users", "organizations:people", 10, MORE, VIEW_PEOPLE),
    NavigationEntry("Teams", "users-group", "organizations:teams", 20, MORE, VIEW_TEAMS),
    NavigationEntry("Organisation", "building", "organizations:facts", 30, MORE, VIEW_ORGANIZATION),
    NavigationEntry("Jobs", "progress", "organizations:jobs", 40, MORE, VIEW_JOBS),
)


def team_switch(request: HttpRequest) -> TeamSwitch | None:
    """The reader's teams; the address, not the session, says which one is chosen."""
    actor = getattr(request, "actor", None)
    if actor is None or (not actor.sees_everything and len(actor.team_roles) < 2):
        return None
    chosen = request.GET.get("team", "")
    options = [
        TeamOption(team.name, str(team.public_id), str(team.public_id) == chosen)
        for team in visible_teams(actor)[:50]
    ]
    current = next((option.label for option in options if option.selected), "All teams")
    everything = TeamOption("All teams", "", not chosen)
    return TeamSwitch(current, _switch_url(request), (everything, *options))


def _switch_url(request: HttpRequest) -> str:
    """Lists know the filter `team` and stay; from anywhere else the switch leads home."""
    match = request.resolver_match
    stays = match is not None and knows_teams(match.view_name)
    return request.path if stays else "/"
