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
        names = ("olga", "cora", "lena", "sam", "aya", "mallory")
        return {name: getattr(self, name) for name in names}

    def actor(self, user: User) -> Actor:
        return actor_for(user)

    def client(self, user: User) -> Client:
        """A browser in which `user` is signed in."""
        client = Client()
        client.force_login(user)
        return client


def make_cast() -> Cast:
    """Create the cast in the database."""
    risk, other = Team.objects.create(name="Risk Models"), Team.objects.create(name="Elsewhere")
    cast = Cast(
        organization=Organization.objects.create(name="Example Bank"),
        risk_models=risk,
        elsewhere=other,
        **{name: _person(name) for name in ("olga", "cora", "lena", "sam", "aya", "mallory")},
    )
    _org_role(cast.olga, "administrator")
    _org_role(cast.cora, "compliance_officer")
    _org_role(cast.aya, "auditor", clock.today() + dt.timedelta(days=30))
    Membership.objects.create(user=cast.lena, team=risk, role="lead")
    Membership.objects.create(user=cast.sam, team=risk, role="contributor")
    Membership.objects.create(user=cast.mallory, team=other, role="contributor")
    return cast


def _person(name: str) -> User:
    return User.objects.create_user(f"{name}@example.org", PASSWORD, name=name.title())


def _org_role(user: User, role: str, until: dt.date | None = None) -> None:
    OrganizationRole.objects.create(user=user, role=role, until=until)
