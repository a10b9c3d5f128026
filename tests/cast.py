"""The cast of every test: six people, two teams, one organisation.

Olga administers, Cora is compliance officer, Lena leads the Risk-Models team, Sam is its data
scientist, Aya audits until a date, Mallory contributes to another team.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.test import Client

from apps.accounts.models import User
from apps.core import clock
from apps.core.access import Actor
from apps.organizations.actors import actor_for
from apps.organizations.models import Membership, Organization, OrganizationRole, Team

PASSWORD = "correct horse battery staple"
PEOPLE = ("olga", "cora", "lena", "sam", "aya", "mallory")
TEAMS = ("Risk Models", "Elsewhere")


@dataclass(frozen=True, slots=True)
class Cast:
    organization: Organization
    risk_models: Team
    elsewhere: Team
    olga: User
    cora: User
    lena: User
    sam: User
    aya: User
    mallory: User

    def people(self) -> dict[str, User]:
        """Everybody by first name, for tests that go through the roles."""
        return {name: getattr(self, name) for name in PEOPLE}

    def actor(self, user: User) -> Actor:
        return actor_for(user)

    def client(self, user: User) -> Client:
        """A browser in which `user` is signed in."""
        client = Client()
        client.force_login(user)
        return client


def make_cast() -> Cast:
    """Create the cast in the database."""
    risk, other = Team.objects.create(name=TEAMS[0]), Team.objects.create(name=TEAMS[1])
    Organization.objects.create(name="Example Bank")
    people = {name: _person(name) for name in PEOPLE}
    _org_role(people["olga"], "administrator")
    _org_role(people["cora"], "compliance_officer")
    _org_role(people["aya"], "auditor", clock.today() + dt.timedelta(days=30))
    Membership.objects.create(user=people["lena"], team=risk, role="lead")
    Membership.objects.create(user=people["sam"], team=risk, role="contributor")
    Membership.objects.create(user=people["mallory"], team=other, role="contributor")
    return find_cast()


def find_cast() -> Cast:
    """The cast as it stands in the database."""
    return Cast(
        organization=Organization.objects.get(),
        risk_models=Team.objects.get(name=TEAMS[0]),
        elsewhere=Team.objects.get(name=TEAMS[1]),
        **{name: User.objects.get(email=f"{name}@example.org") for name in PEOPLE},
    )


def _person(name: str) -> User:
    return User.objects.create_user(f"{name}@example.org", PASSWORD, name=name.title())


def _org_role(user: User, role: str, until: dt.date | None = None) -> None:
    OrganizationRole.objects.create(user=user, role=role, until=until)
