"""Shares of pipelines, datasets and models, as ways in that are reviewed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Q

from apps.accounts.models import User
from apps.core import clock
from apps.core.access import Actor, GrantLevel, check
from apps.core.errors import DomainError, NotVisible
from apps.core.scope import Scope
from apps.organizations.entitlements import OwnEntitlement, OwnSource, Privilege
from apps.organizations.models import unexpired_grants

from ..kinds import KINDS
from ..models import RegisteredObject
from ..permissions import WITHDRAW_SHARE
from . import services

OF_LEVEL = {GrantLevel.VIEW: Privilege.READ, GrantLevel.CONTRIBUTE: Privilege.WRITE}


class ShareSource(OwnSource):
    """One object shared with one person from elsewhere. A share is known as `dataset:12`."""

    key, title = "share", "Shares"

    def rows(
        self, users: Collection[int] | None = None, scopes: Collection[Scope] | None = None
    ) -> list[OwnEntitlement]:
        return [self._row(kind, grant) for kind in KINDS for grant in _grants(kind, users, scopes)]

    def _row(self, kind: str, grant: Any) -> OwnEntitlement:
        return OwnEntitlement(
            source=self.key,
            ref=f"{kind}:{grant.pk}",
            user_id=grant.user_id,
            object_kind=kind,
            object_pk=grant.content_object_id,
            object_label=grant.content_object.name,
            team_id=grant.content_object.team_id,
            privilege=OF_LEVEL[grant.level],
            way="by a share",
            granted_by=grant.granted_by,
            granted_at=grant.granted_at,
            why=grant.reason,
            expires_at=grant.expires_at,
        )

    def may_revoke(self, actor: Actor, row: OwnEntitlement) -> bool:
        model: Any = KINDS[row.object_kind].model
        obj = model(pk=row.object_pk, team_id=row.team_id)
        return check(actor, WITHDRAW_SHARE, obj).allowed

    def revoke(self, actor: Actor, ref: str, reason: str) -> None:
        obj, person = _found(ref)
        services.withdraw_share(actor=actor, obj=obj, person=person, reason=reason)

    def shorten(self, actor: Actor, ref: str, until: dt.date, reason: str) -> None:
        obj, person = _found(ref)
        services.shorten_share(
            actor=actor, obj=obj, person=person, expires_at=clock.end_of(until), reason=reason
        )

    def reduce(self, actor: Actor, ref: str, privilege: str, reason: str) -> None:
        if privilege != Privilege.READ:
            raise DomainError("A share can be reduced to reading only.", field="privilege")
        obj, person = _found(ref)
        services.reduce_share(actor=actor, obj=obj, person=person, reason=reason)


def _grants(
    kind: str, users: Collection[int] | None, scopes: Collection[Scope] | None
) -> Iterator[Any]:
    wanted = Q(user__is_active=True)
    if users is not None:
        wanted &= Q(user__in=users)
    if scopes is not None:
        wanted &= _within(kind, scopes)
    model: Any = KINDS[kind].grants
    rows = model.objects.filter(unexpired_grants(), wanted)
    shown = ("content_object__name", "content_object__team", "permission__codename")
    only = [field.name for field in model._meta.fields if not field.is_relation]
    rows = rows.select_related("content_object", "permission").only(*only, "user", *shown)
    yield from rows.order_by("pk")


def _within(kind: str, scopes: Collection[Scope]) -> Q:
    """The objects themselves; everything in a team, and everything, where a scope names those."""
    if any(scope.kind == "organization" for scope in scopes):
        return Q()
    teams = {scope.team_id for scope in scopes if scope.kind == "team"}
    pks = {scope.pk for scope in scopes if scope.kind == kind}
    return Q(content_object__in=pks) | Q(content_object__team__in=teams)


def _found(ref: str) -> tuple[RegisteredObject, User]:
    kind, _, pk = ref.partition(":")
    grant = None
    if kind in KINDS and pk.isdecimal():
        model: Any = KINDS[kind].grants
        rows = model.objects.filter(unexpired_grants(), pk=pk)
        grant = rows.select_related("content_object", "user").first()
    if grant is None:
        raise NotVisible("This access is over already.")
    return grant.content_object, grant.user
