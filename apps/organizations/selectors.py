"""Reads about people, teams and the organisation, scoped to the actor first."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.cache import cache
from django.db.models import Case, Exists, OuterRef, Prefetch, QuerySet, When

from apps.accounts.models import User
from apps.accounts.selectors import has_second_factor
from apps.core.access import Actor, OrgRole, TeamRole, check
from apps.core.errors import NotVisible
from apps.core.facts import plain

from .models import Invitation, Membership, Organization, OrganizationRole, Team
from .permissions import MANAGE_PEOPLE, VIEW_PEOPLE

_MFA_ROLES_KEY = "mfa-roles"


def organization() -> Organization:
    """The one organisation of this installation."""
    found = Organization.objects.order_by("pk").first()
    if found is None:
        raise NotVisible("This installation has no organisation yet. Run manage.py first_steps.")
    return found


def organization_facts(one: Organization) -> dict[str, Any]:
    """Facts about the organisation as expressions read them, derived ones included."""
    return plain(one.facts) | {"org_mfa_required": all_roles() <= set(one.mfa_roles)}


def all_roles() -> set[str]:
    return {role.value for role in OrgRole} | {role.value for role in TeamRole}


def mfa_roles() -> frozenset[str]:
    """Roles that must sign in with a second factor; cached, cleared when they change."""
    cached = cache.get(_MFA_ROLES_KEY)
    if cached is None:
        one = Organization.objects.order_by("pk").values_list("mfa_roles", flat=True).first()
        cached = list(one or [])
        cache.set(_MFA_ROLES_KEY, cached, timeout=300)
    return frozenset(cached)


def forget_mfa_roles() -> None:
    cache.delete(_MFA_ROLES_KEY)


def visible_people(actor: Actor) -> QuerySet[User]:
    """Everybody for organisation-wide roles; otherwise the people of one's own teams."""
    people = User.objects.order_by("name", "email")
    if actor.sees_everything:
        return people
    together = Membership.objects.filter(user=OuterRef("pk"), team_id__in=list(actor.team_roles))
    return people.filter(Exists(together))


def list_people(actor: Actor) -> QuerySet[User]:
    """People with what the list shows: roles, teams, second factor; three queries.

    Of somebody's teams, a reader sees those the reader may see.
    """
    if not check(actor, VIEW_PEOPLE).allowed:
        return User.objects.none()
    return (
        visible_people(actor)
        .annotate(has_second_factor=has_second_factor())
        .prefetch_related(
            Prefetch(
                "memberships",
                Membership.objects.filter(team__in=visible_teams(actor)).select_related("team"),
            ),
            "organization_roles",
        )
    )


def get_person(actor: Actor, public_id: uuid.UUID) -> User:
    """A person whom the actor may see, with roles and teams; raises `NotVisible`."""
    person = list_people(actor).filter(public_id=public_id).first()
    if person is None:
        raise NotVisible("We could not find that person.")
    return person


def visible_teams(actor: Actor) -> QuerySet[Team]:
    """All teams for organisation-wide roles, otherwise one's own."""
    if actor.sees_everything:
        return Team.objects.all()
    return Team.objects.filter(pk__in=list(actor.team_roles))


def get_team(actor: Actor, public_id: uuid.UUID) -> Team:
    team = visible_teams(actor).filter(public_id=public_id).first()
    if team is None:
        raise NotVisible("We could not find that team.")
    return team


def teams_with_role(actor: Actor, *roles: TeamRole) -> QuerySet[Team]:
    """Teams for which the actor holds one of these roles; all for organisation-wide writers."""
    if actor.has_org_role(OrgRole.ADMINISTRATOR, OrgRole.COMPLIANCE_OFFICER):
        return Team.objects.all()
    held = [pk for pk, role in actor.team_roles.items() if role in roles]
    return Team.objects.filter(pk__in=held)


def members_of(team: Team) -> QuerySet[Membership]:
    """Who is in a team: leads first, then by name."""
    lead_first = Case(When(role=TeamRole.LEAD.value, then=0), default=1)
    rows = Membership.objects.filter(team=team).select_related("user")
    return rows.order_by(lead_first, "role", "user__name")


def list_invitations(actor: Actor) -> QuerySet[Invitation]:
    """Invitations that nobody used or withdrew, for those who may; the latest first."""
    if not check(actor, MANAGE_PEOPLE).allowed:
        return Invitation.objects.none()
    return Invitation.objects.unused().select_related("team")


def get_invitation(actor: Actor, public_id: uuid.UUID) -> Invitation:
    found = list_invitations(actor).filter(public_id=public_id).first()
    if found is None:
        raise NotVisible("We could not find that invitation.")
    return found


def lasting_administrators() -> QuerySet[OrganizationRole]:
    """Roles of administrators who can sign in, today and on every day to come."""
    return OrganizationRole.objects.filter(
        role=OrgRole.ADMINISTRATOR.value, user__is_active=True, until__isnull=True
    )
