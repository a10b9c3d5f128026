"""What this app brings to the frame: its entries and the team switch."""

from __future__ import annotations

from django.http import HttpRequest

from apps.ui.navigation import TeamOption, TeamSwitch, register_entry, register_teams

from .permissions import VIEW_ORGANIZATION, VIEW_PEOPLE, VIEW_TEAMS
from .selectors import visible_teams

_LISTS = {
    "registry:pipelines",
    "registry:datasets",
    "registry:models",
    "assessments:list",
    "packs:list",
    "trail:events",
}


def team_switch(request: HttpRequest) -> TeamSwitch | None:
    """The reader's teams; which one is chosen stands in the address, not in the session."""
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
    return TeamSwitch(current, _action(request), (everything, *options))


def _action(request: HttpRequest) -> str:
    """Lists know the filter `team` and stay; from anywhere else the switch leads home."""
    match = request.resolver_match
    stays = match is not None and match.view_name in _LISTS
    return request.path if stays else "/"


def register() -> None:
    register_entry(
        "People",
        icon="users",
        url_name="organizations:people",
        order=10,
        group="more",
        permission=VIEW_PEOPLE,
    )
    register_entry(
        "Teams",
        icon="users-group",
        url_name="organizations:teams",
        order=20,
        group="more",
        permission=VIEW_TEAMS,
    )
    register_entry(
        "Organisation",
        icon="building",
        url_name="organizations:facts",
        order=30,
        group="more",
        permission=VIEW_ORGANIZATION,
    )
    register_teams(team_switch)
