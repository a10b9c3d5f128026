"""Reads about people, teams and the organisation, scoped to the actor first."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from typing import Any

from django.core.cache import cache
from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, QuerySet, When

from apps.accounts.models import User
from apps.accounts.selectors import has_second_factor
from apps.core import clock
from apps.core.access import (
    NO_ROW,
    Actor,
    GrantLevel,
    OrgRole,
    Permission,
    TeamRole,
    check,
    rows,
    visible_rows,
)
from apps.core.errors import NotVisible
from apps.core.facts import plain
from apps.core.scope import Scope

from .hooks import GRANTS
from .models import (
    Invitation,
    Membership,
    ObjectGrant,
    Organization,
    OrganizationRole,
    Team,
    unexpired_grants,
)
from .permissions import MANAGE_PEOPLE, VIEW_PEOPLE

_MFA_ROLES_KEY = "mfa-roles"


def organization() -> Organization:
    """The one organisation of this installation."""
    organization = Organization.objects.order_by("pk").first()
    if organization is None:
        raise NotVisible("This installation has no organisation yet. Run manage.py first_steps.")
    return organization


def organization_facts(organization: Organization) -> dict[str, Any]:
    """Facts about the organisation as expressions read them, derived ones included."""
    return plain(organization.facts) | {
        "org_mfa_required": all_roles() <= set(organization.mfa_roles)
    }


def all_roles() -> set[str]:
    return {role.value for role in OrgRole} | {role.value for role in TeamRole}


def mfa_roles() -> frozenset[str]:
    """Roles that must sign in with a second factor; cached, cleared when they change."""
    cached = cache.get(_MFA_ROLES_KEY)
    if cached is None:
        roles = Organization.objects.order_by("pk").values_list("mfa_roles", flat=True).first()
        cached = list(roles or [])
        cache.set(_MFA_ROLES_KEY, cached, timeout=300)
    return frozenset(cached)


def forget_mfa_roles() -> None:
    cache.delete(_MFA_ROLES_KEY)


def visible_people(actor: Actor) -> QuerySet[User]:
    """Everybody for organisation-wide roles; otherwise the people of one's own teams."""
    people = User.objects.order_by("name", "email")
    if actor.sees_everything:
        return people
    together = Membership.objects.filter(visible_rows(actor, team="team_id"), user=OuterRef("pk"))
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
    return Team.objects.filter(visible_rows(actor, team="pk"))


def list_teams(actor: Actor) -> QuerySet[Team]:
    """The teams that the actor sees, with `size`, the number of their people."""
    return visible_teams(actor).annotate(size=Count("memberships")).order_by("name")


def get_team(actor: Actor, public_id: uuid.UUID) -> Team:
    team = visible_teams(actor).filter(public_id=public_id).first()
    if team is None:
        raise NotVisible("We could not find that team.")
    return team


def teams_where(actor: Actor, declared: Permission) -> QuerySet[Team]:
    """Teams for whose objects the actor's roles allow it."""
    return Team.objects.filter(rows(actor, declared, team="pk"))


def people_with_role(*roles: OrgRole) -> QuerySet[User]:
    """Active people who hold one of these organisation-wide roles today, by name."""
    people = User.objects.filter(_holds(roles), is_active=True)
    return people.distinct().order_by("name", "pk")


def people_who_may(declared: Permission, scope: Scope) -> QuerySet[User]:
    """Active people whose roles and shares allow it on an object of this scope now, by name.

    `check` the other way round: who, for one object, instead of what, for one actor.
    """
    may = _holds(OrgRole if declared.everyone else declared.org)
    team_roles = set(TeamRole) if declared.everyone else declared.team
    may |= Q(memberships__team_id=scope.team_id, memberships__role__in=team_roles)
    levels = set(GrantLevel) if declared.everyone else declared.grant
    for model in GRANTS.values():
        if model.kind == scope.kind:
            may |= Q(pk__in=_shared_with(model, scope.pk, levels))
    return User.objects.filter(may, is_active=True).distinct().order_by("name", "pk")


def _holds(roles: Iterable[OrgRole]) -> Q:
    current = Q(organization_roles__until=None) | Q(organization_roles__until__gte=clock.today())
    return Q(organization_roles__role__in=list(roles)) & current


def _shared_with(
    model: type[ObjectGrant], pk: int, levels: Collection[GrantLevel]
) -> QuerySet[Any, Any]:
    at_level = NO_ROW
    for level in levels:
        at_level |= Q(permission__codename__startswith=f"{level.value}_")
    shares: QuerySet[Any, Any] = model.objects.filter(
        at_level, unexpired_grants(), content_object_id=pk
    )
    return shares.values("user_id")


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
    invitation = list_invitations(actor).filter(public_id=public_id).first()
    if invitation is None:
        raise NotVisible("We could not find that invitation.")
    return invitation


def lasting_administrators() -> QuerySet[OrganizationRole]:
    """Roles of administrators who can sign in, today and on every day to come."""
    return OrganizationRole.objects.filter(
        role=OrgRole.ADMINISTRATOR.value, user__is_active=True, until__isnull=True
    )
