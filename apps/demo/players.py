"""The people of the demo as actors, and the clock they act under."""

from __future__ import annotations

import datetime as dt
import secrets
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from apps.accounts.models import User
from apps.core import clock
from apps.core.access import Actor, OrgRole, TeamRole
from apps.organizations.actions import ACCOUNT_CREATED, INVITATION_SENT, ORGANIZATION_CREATED
from apps.organizations.actors import actor_for
from apps.organizations.models import Invitation, Organization, Team
from apps.organizations.services.invitations import INVITATION_LIFE
from apps.organizations.services.people import give_role
from apps.organizations.services.settings import set_organization_facts
from apps.organizations.services.teams import create_team, set_member
from apps.trail.services import record

from .calendar import Calendar
from .organisation import AUDIT_DAYS, EXPECTED, FACTS, NAME, PEOPLE, TEAMS
from .specs import Facts, Person

COMMAND = Actor.command("seed_demo")


@dataclass(frozen=True, slots=True)
class Players:
    """Everybody and every team of the demo, by the keys of `organisation`."""

    calendar: Calendar
    organization: Organization
    people: dict[str, User]
    teams: dict[str, Team]

    def actor(self, key: str) -> Actor:
        """A person as they are now, at their usual place."""
        number = list(self.people).index(key) + 10
        return replace(actor_for(self.people[key]), address=f"192.0.2.{number}")

    def at(self, moment: dt.datetime) -> AbstractContextManager[None]:
        return clock.travel(moment)


def found(calendar: Calendar, password: str) -> Players:
    """The organisation with its people, teams and facts, early in the story.

    Into an installation that has an organisation already, the demo's teams come beside it, and
    nothing about the organisation itself is changed.
    """
    with clock.travel(calendar.on(-120, 8, 30)):
        organization = _organization()
        people = {person.key: _account(person, password) for person in PEOPLE}
        for person in PEOPLE:
            if person.org_role:
                _give_org_role(calendar, people[person.key], person)
    players = Players(calendar, organization, people, {})
    with clock.travel(calendar.on(-120, 9, 10)):
        for name in TEAMS:
            players.teams[name] = _team(players, name)
    with clock.travel(calendar.on(-118, 10, 0)):
        state(players, FACTS)
    return players


def state(players: Players, values: Facts) -> None:
    """Facts about the demo's own organisation, said by its compliance officer."""
    if not players.organization.is_demo:
        return
    players.organization.refresh_from_db()
    set_organization_facts(
        actor=players.actor("cora"),
        values=values,
        expected_version=players.organization.lock_version,
    )


def invite(players: Players) -> None:
    """Somebody is expected. Not through the service: no e-mail leaves a demo, and nobody holds
    the token that would open this invitation."""
    invitation = Invitation.objects.create(
        email=EXPECTED.email,
        name=EXPECTED.name,
        team=players.teams[EXPECTED.team],
        team_role=EXPECTED.team_role,
        token_digest=secrets.token_hex(32),
        invited_by=players.actor("olga").label,
        expires_at=clock.now() + INVITATION_LIFE,
    )
    detail = {"email": invitation.email, "role": f"{EXPECTED.team_role} of {EXPECTED.team}"}
    record(players.actor("olga"), INVITATION_SENT, invitation, detail)


def _organization() -> Organization:
    one = Organization.objects.order_by("pk").first()
    if one is None:
        one = Organization.objects.create(name=NAME, is_demo=True)
        record(COMMAND, ORGANIZATION_CREATED, one)
    return one


def _account(person: Person, password: str) -> User:
    made = User.objects.create_user(person.email, password, name=person.name, is_demo=True)
    record(COMMAND, ACCOUNT_CREATED, made, {"demo": True})
    return made


def _give_org_role(calendar: Calendar, user: User, person: Person) -> None:
    until = calendar.in_days(AUDIT_DAYS) if person.org_role == OrgRole.AUDITOR else None
    why = "First roles of the installation"
    give_role(actor=COMMAND, person=user, role=person.org_role, reason=why, until=until)


def _team(players: Players, name: str) -> Team:
    olga = players.actor("olga")
    team = create_team(actor=olga, name=name)
    team.is_demo = True
    team.save(update_fields=["is_demo"])
    for person in PEOPLE:
        if person.team == name:
            role = TeamRole(person.team_role)
            one = players.people[person.key]
            set_member(actor=olga, team=team, person=one, role=role, reason=f"Works in {name}")
    return team
