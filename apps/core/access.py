"""The access engine: who may do what to which object, answered in one place.

Three questions, in this order: may the actor see the object at all, does a role allow the act,
does the state of the object allow it. Services call `require`; pages and templates ask the same
declaration earlier, to refuse early and to hide buttons.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from .errors import NotVisible, Refused
from .scope import Scope, Scoped


class OrgRole(enum.StrEnum):
    """Roles that reach across the whole organisation."""

    ADMINISTRATOR = "administrator"
    COMPLIANCE_OFFICER = "compliance_officer"
    AUDITOR = "auditor"


class TeamRole(enum.StrEnum):
    """Roles inside one team."""

    LEAD = "lead"
    CONTRIBUTOR = "contributor"
    VIEWER = "viewer"


class GrantLevel(enum.StrEnum):
    """What an object grant gives to a person from elsewhere."""

    VIEW = "view"
    CONTRIBUTE = "contribute"


class ActorKind(enum.StrEnum):
    PERSON = "person"
    SYSTEM = "system"
    COMMAND = "command"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, as a value: what the engine and the trail need, and no database behind it."""

    kind: ActorKind
    label: str
    user_id: int | None = None
    public_id: str = ""
    org_roles: frozenset[OrgRole] = frozenset()
    team_roles: Mapping[int, TeamRole] = field(default_factory=dict)
    grants: Mapping[str, Mapping[int, GrantLevel]] = field(default_factory=dict)
    address: str = ""

    @classmethod
    def system(cls, label: str) -> Actor:
        """The application itself: a sweep, a schedule."""
        return cls(kind=ActorKind.SYSTEM, label=label)

    @classmethod
    def command(cls, label: str) -> Actor:
        """A person at the server's command line."""
        return cls(kind=ActorKind.COMMAND, label=label)

    @property
    def is_trusted(self) -> bool:
        """System and command actors are outside the roles; the trail still names them."""
        return self.kind is not ActorKind.PERSON

    @property
    def has_role(self) -> bool:
        """Whether anything was given to them that holds today. Signing in alone opens nothing."""
        return bool(self.sees_everything or self.team_roles or any(self.grants.values()))

    @property
    def sees_everything(self) -> bool:
        return self.is_trusted or bool(self.org_roles)

    def has_org_role(self, *roles: OrgRole) -> bool:
        return self.is_trusted or any(role in self.org_roles for role in roles)


Rule = Callable[[Actor, Any], str | None]


@dataclass(frozen=True, slots=True)
class Permission:
    """One act, and everybody who may do it. `rule` returns the reason for a refusal, or None.

    `everyone` is everybody to whom a role or a share was given and has not ended.
    """

    name: str
    label: str
    org: frozenset[OrgRole]
    team: frozenset[TeamRole]
    grant: frozenset[GrantLevel]
    everyone: bool
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    allowed: bool
    visible: bool
    reason: str = ""


_PERMISSIONS: dict[str, Permission] = {}


def permission(
    name: str,
    label: str,
    *,
    org: set[OrgRole] | None = None,
    team: set[TeamRole] | None = None,
    grant: set[GrantLevel] | None = None,
    everyone: bool = False,
    rule: Rule | None = None,
) -> Permission:
    """Declare a permission once, in an app's permissions.py.

    `label` completes the sentence "Your role does not allow you to ...".
    """
    declared = Permission(
        name=name,
        label=label,
        org=frozenset(org or ()),
        team=frozenset(team or ()),
        grant=frozenset(grant or ()),
        everyone=everyone,
        rule=rule,
    )
    if name in _PERMISSIONS:
        raise ValueError(f"permission {name} is declared twice")
    _PERMISSIONS[name] = declared
    return declared


def all_permissions() -> list[Permission]:
    """Every declared permission, by name."""
    return [_PERMISSIONS[name] for name in sorted(_PERMISSIONS)]


def can_see(actor: Actor, scope: Scope) -> bool:
    """Visibility of one object; `visible_rows` is the same rule as a query."""
    if actor.sees_everything:
        return True
    if scope.readers is not None:
        return actor.has_role and actor.user_id in scope.readers
    if scope.team_id is None:
        return actor.has_role
    if scope.team_id in actor.team_roles:
        return True
    return scope.pk in actor.grants.get(scope.kind, {})


def _role_allows(actor: Actor, declared: Permission, scope: Scope | None) -> bool:
    if actor.is_trusted or actor.org_roles & declared.org:
        return True
    if declared.everyone and actor.has_role:
        return True
    if scope is None:
        roles = set(actor.team_roles.values())
        levels = {level for by_pk in actor.grants.values() for level in by_pk.values()}
        return bool(roles & declared.team or levels & declared.grant)
    if scope.team_id is not None and actor.team_roles.get(scope.team_id) in declared.team:
        return True
    return actor.grants.get(scope.kind, {}).get(scope.pk) in declared.grant


EVERY_ROW, NO_ROW = ~Q(pk__in=[]), Q(pk__in=[])
Grants = Mapping[str, str]
"""Where a row names what a grant may name: the kind of object, and the path to its key."""


def visible_rows(
    actor: Actor, *, team: str, grant: Grants | None = None, organization: Q = NO_ROW
) -> Q:
    """The query side of `can_see`: rows of the actor's teams, and rows shared with them.

    `team` is the path from a row to the key of its team, `organization` says which rows belong to
    the organisation itself. The result is never an empty Q, so it can be joined with `|`.
    """
    if actor.sees_everything:
        return EVERY_ROW
    if not actor.has_role:
        return NO_ROW
    return _of(actor, team, set(TeamRole), grant or {}, set(GrantLevel)) | organization


def named_rows(actor: Actor, *paths: str) -> Q:
    """The query side of `can_see` for scopes with `readers`: rows that name the actor.

    `paths` lead from a row to the keys of its readers.
    """
    if actor.sees_everything:
        return EVERY_ROW
    named = NO_ROW
    for path in paths if actor.has_role else ():
        named |= Q(**{path: actor.user_id})
    return named


def rows(
    actor: Actor,
    declared: Permission,
    *,
    team: str,
    grant: Grants | None = None,
    organization: Q = NO_ROW,
) -> Q:
    """The query side of `check`: rows for which the actor's roles allow it.

    The rule about an object's state is not asked; add it to the query where it matters.
    """
    everywhere = actor.is_trusted or actor.org_roles & declared.org
    if everywhere or (declared.everyone and actor.has_role):
        return visible_rows(actor, team=team, grant=grant, organization=organization)
    return _of(actor, team, declared.team, grant or {}, declared.grant)


def _of(
    actor: Actor,
    team: str,
    roles: Collection[TeamRole],
    grant: Grants,
    levels: Collection[GrantLevel],
) -> Q:
    """Rows of teams where the actor has one of these roles, or shared at one of these levels."""
    teams = [pk for pk, role in actor.team_roles.items() if role in roles]
    allowed = Q(**{f"{team}__in": teams}) if teams else NO_ROW
    for kind, path in grant.items():
        shared = [pk for pk, level in actor.grants.get(kind, {}).items() if level in levels]
        if shared:
            allowed |= Q(**{f"{path}__in": shared})
    return allowed


def check(actor: Actor, declared: Permission, obj: Scoped | None = None) -> Verdict:
    """Ask the three questions. Without an object: could this actor ever do it?"""
    scope = obj.access_scope() if obj is not None else None
    if not actor.has_role or (scope is not None and not can_see(actor, scope)):
        return Verdict(allowed=False, visible=False, reason="Not visible.")
    if not _role_allows(actor, declared, scope):
        reason = f"Your role does not allow you to {declared.label}."
        return Verdict(allowed=False, visible=True, reason=reason)
    if obj is not None and declared.rule is not None:
        refusal = declared.rule(actor, obj)
        if refusal:
            return Verdict(allowed=False, visible=True, reason=refusal)
    return Verdict(allowed=True, visible=True)


def require(actor: Actor, declared: Permission, obj: Scoped | None = None) -> None:
    """Raise `NotVisible` or `Refused` unless the actor may do it."""
    verdict = check(actor, declared, obj)
    if verdict.allowed:
        return
    if not verdict.visible:
        raise NotVisible
    raise Refused(verdict.reason)
