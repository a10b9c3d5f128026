"""From a signed-in user to an `Actor`: two queries, however many teams and grants."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.db.models import CharField, F, IntegerField, Value
from django.db.models.functions import Cast

from apps.accounts.addresses import client_address
from apps.core.access import Actor, ActorKind, GrantLevel, OrgRole, TeamRole

from .hooks import GRANTS
from .models import Membership, OrganizationRole, unended_roles, unexpired_grants

if TYPE_CHECKING:
    from django.http import HttpRequest

    from apps.accounts.models import User


def actor_for(user: User, address: str = "") -> Actor:
    """The actor a user is now: current roles and unexpired grants. A closed user has none."""
    if not user.is_active:
        return Actor(ActorKind.PERSON, str(user), user.pk, str(user.public_id), address=address)
    org_roles, team_roles = _roles(user.pk)
    return Actor(
        kind=ActorKind.PERSON,
        label=str(user),
        user_id=user.pk,
        public_id=str(user.public_id),
        org_roles=frozenset(org_roles),
        team_roles=team_roles,
        grants=_grants(user.pk),
        address=address,
    )


def _roles(user_id: int) -> tuple[set[OrgRole], dict[int, TeamRole]]:
    org = (
        OrganizationRole.objects.filter(unended_roles(), user_id=user_id)
        .annotate(in_team=Value(0, IntegerField()))
        .values_list("role", "in_team")
    )
    team = (
        Membership.objects.filter(user_id=user_id)
        .annotate(in_team=Cast("team_id", IntegerField()))
        .values_list("role", "in_team")
    )
    org_roles: set[OrgRole] = set()
    team_roles: dict[int, TeamRole] = {}
    for role, team_id in org.union(team, all=True):
        if team_id:
            team_roles[team_id] = TeamRole(role)
        else:
            org_roles.add(OrgRole(role))
    return org_roles, team_roles


def _grants(user_id: int) -> dict[str, dict[int, GrantLevel]]:
    queries = [
        model.objects.filter(unexpired_grants(), user_id=user_id)
        .annotate(kind_name=Value(model.kind, CharField()), code=F("permission__codename"))
        .values_list("kind_name", "content_object_id", "code")
        for model in GRANTS.values()
    ]
    if not queries:
        return {}
    grants: dict[str, dict[int, GrantLevel]] = {}
    for kind, pk, codename in queries[0].union(*queries[1:], all=True):
        levels = grants.setdefault(kind, {})
        if codename.startswith("contribute_"):
            levels[pk] = GrantLevel.CONTRIBUTE
        else:
            levels.setdefault(pk, GrantLevel.VIEW)
    return grants


def actor_of_request(request: HttpRequest) -> Actor:
    """The signed-in person's actor, with the address their request came from."""
    return actor_for(cast("User", request.user), client_address(request))
