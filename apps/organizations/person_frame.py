"""What the pages of people and teams show from higher apps: tabs, and what an end leaves open."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from apps.accounts.models import User
from apps.core.access import Actor, check
from apps.core.scope import Scope
from apps.ui.navigation import Tab

from .hooks import PERSON_TABS, access_left
from .models import Membership, OrganizationRole, Team
from .selectors import members_of


def person_tabs(actor: Actor, person: User, here: str = "roles") -> list[Tab]:
    """The tabs that this reader may open."""
    own = Tab(
        "Roles and teams",
        reverse("organizations:person", args=[person.public_id]),
        here == "roles",
    )
    further = [tab for tab in PERSON_TABS.values() if check(actor, tab.permission).allowed]
    return [own, *(one.tab("person", person.public_id, here) for one in further)]


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role across the organisation, and what stays open to the person without it."""

    role: OrganizationRole
    left: str


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A membership of a team, and what of the team stays open to the person without it."""

    member: Membership
    left: str


def role_lines(person: User) -> list[RoleLine]:
    """The roles of a person who came through `get_person`."""
    left = access_left("role", [person.pk], Scope(None, "organization"))
    roles = person.organization_roles.all()
    return [RoleLine(role, left.get(str(role.public_id), "")) for role in roles]


def member_lines(team: Team) -> list[MemberLine]:
    """Who is in a team, leads first."""
    members = list(members_of(team))
    left = access_left("membership", [one.user_id for one in members], team.access_scope())
    return [MemberLine(one, left.get(str(one.public_id), "")) for one in members]
