"""Roles across the organisation and memberships of teams, as ways in that are reviewed."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from apps.core import clock
from apps.core.access import Actor, OrgRole, TeamRole, check
from apps.core.errors import DomainError, NotVisible
from apps.core.scope import Scope

from .entitlements import OwnEntitlement, OwnSource, Privilege
from .models import Membership, OrganizationRole, Team, unended_roles
from .permissions import MANAGE_PEOPLE, MANAGE_TEAM
from .services import people, teams

Row = TypeVar("Row", bound=Model)

# Strongest right on the records of the registry; registry.permissions is held to it by a test.
OF_ORG_ROLE = {
    OrgRole.ADMINISTRATOR: Privilege.ADMINISTER,
    OrgRole.COMPLIANCE_OFFICER: Privilege.ADMINISTER,
    OrgRole.AUDITOR: Privilege.READ,
}
OF_TEAM_ROLE = {
    TeamRole.LEAD: Privilege.ADMINISTER,
    TeamRole.CONTRIBUTOR: Privilege.WRITE,
    TeamRole.VIEWER: Privilege.READ,
}
_WEAKER_ROLE = {Privilege.WRITE: TeamRole.CONTRIBUTOR, Privilege.READ: TeamRole.VIEWER}


class RoleSource(OwnSource):
    """Roles across the organisation: each opens every record there is."""

    key, title = "role", "Organisation roles"

    def rows(
        self, users: Collection[int] | None = None, scopes: Collection[Scope] | None = None
    ) -> list[OwnEntitlement]:
        if scopes is not None and not scopes:
            return []
        held = OrganizationRole.objects.filter(unended_roles(), _of(users))
        return [self._row(role) for role in held.order_by("pk")]

    def _row(self, role: OrganizationRole) -> OwnEntitlement:
        return OwnEntitlement(
            source=self.key,
            ref=str(role.public_id),
            user_id=role.user_id,
            object_kind="organization",
            object_pk=0,
            object_label="Everything",
            team_id=None,
            privilege=OF_ORG_ROLE[OrgRole(role.role)],
            way=f"as {role.get_role_display().lower()}",
            granted_by=role.granted_by,
            granted_at=role.granted_at,
            why=role.reason,
            expires_at=clock.end_of(role.until) if role.until else None,
        )

    def may_revoke(self, actor: Actor, row: OwnEntitlement) -> bool:
        return check(actor, MANAGE_PEOPLE).allowed

    def revoke(self, actor: Actor, ref: str, reason: str) -> None:
        role = _found(OrganizationRole.objects.select_related("user"), ref)
        people.end_role(actor=actor, person=role.user, role=role.role, reason=reason)

    def shorten(self, actor: Actor, ref: str, until: dt.date, reason: str) -> None:
        role = _found(OrganizationRole.objects.select_related("user"), ref)
        people.shorten_role(
            actor=actor, person=role.user, role=role.role, until=until, reason=reason
        )


class MembershipSource(OwnSource):
    """Memberships of teams: each opens every record of the team."""

    key, title = "membership", "Memberships"

    def rows(
        self, users: Collection[int] | None = None, scopes: Collection[Scope] | None = None
    ) -> list[OwnEntitlement]:
        members = Membership.objects.filter(_of(users)).select_related("team")
        if scopes is not None and not any(scope.kind == "organization" for scope in scopes):
            members = members.filter(team__in={scope.team_id for scope in scopes} - {None})
        return [self._row(member) for member in members.order_by("pk")]

    def _row(self, member: Membership) -> OwnEntitlement:
        return OwnEntitlement(
            source=self.key,
            ref=str(member.public_id),
            user_id=member.user_id,
            object_kind="team",
            object_pk=member.team_id,
            object_label=member.team.name,
            team_id=member.team_id,
            privilege=OF_TEAM_ROLE[TeamRole(member.role)],
            way=f"as {member.get_role_display().lower()} of {member.team}",
            granted_by=member.granted_by,
            granted_at=member.granted_at,
            why=member.reason,
        )

    def may_revoke(self, actor: Actor, row: OwnEntitlement) -> bool:
        return check(actor, MANAGE_TEAM, Team(pk=row.team_id)).allowed

    def revoke(self, actor: Actor, ref: str, reason: str) -> None:
        member = self._member(ref)
        teams.remove_member(actor=actor, team=member.team, person=member.user, reason=reason)

    def reduce(self, actor: Actor, ref: str, privilege: str, reason: str) -> None:
        role = _WEAKER_ROLE.get(Privilege(privilege))
        if role is None:
            raise DomainError("Reduce a membership to writing or to reading.", field="privilege")
        member = self._member(ref)
        teams.lower_member(
            actor=actor, team=member.team, person=member.user, role=role, reason=reason
        )

    def _member(self, ref: str) -> Membership:
        return _found(Membership.objects.select_related("team", "user"), ref)


def _of(users: Collection[int] | None) -> Q:
    of_active = Q(user__is_active=True)
    return of_active if users is None else of_active & Q(user__in=users)


def _found(rows: QuerySet[Row], ref: str) -> Row:
    named: Any = rows.filter(public_id=_id(ref))
    row: Row | None = named.first()
    if row is None:
        raise NotVisible("This access is over already.")
    return row


def _id(ref: str) -> uuid.UUID:
    try:
        return uuid.UUID(ref)
    except ValueError:
        raise NotVisible("This access is over already.") from None
