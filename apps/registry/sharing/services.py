"""Sharing one object with one person of another team, until a date, for a reason."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from apps.accounts.models import User
from apps.core import clock
from apps.core.access import Actor, GrantLevel, require
from apps.core.errors import DomainError, NotVisible
from apps.core.writing import plain_text, validated
from apps.organizations.models import Membership, ObjectGrant, unexpired_grants

from ..actions import SHARE_REDUCED, SHARE_SHORTENED, SHARE_WITHDRAWN, SHARED
from ..kinds import KINDS
from ..models import RegisteredObject
from ..permissions import SHARE, WITHDRAW_SHARE
from ..revisions import locked_object, save_attached_change


@transaction.atomic
def share_object(
    *,
    actor: Actor,
    obj: RegisteredObject,
    person: User,
    level: GrantLevel,
    reason: str,
    expires_at: dt.datetime | None = None,
) -> ObjectGrant:
    """Give a person from elsewhere this object, to view or to contribute to.

    Replaces what they had on it. A person of the team has more already and is refused.
    """
    obj = locked_object(obj)
    require(actor, SHARE, obj)
    if not person.is_active or Membership.objects.filter(user=person, team=obj.team).exists():
        raise DomainError(f"{person} is in {obj.team} and sees it already.", field="email")
    if not reason.strip():
        raise DomainError("Say why they need it.", field="reason")
    if expires_at is not None and expires_at <= clock.now():
        raise DomainError("Choose a day that is still to come.", field="expires_on")
    _end_current(obj, person)
    grant = _renewed(obj, person, level)
    grant.granted_by, grant.granted_at = actor.label[:200], clock.now()
    grant.reason, grant.expires_at = plain_text(reason), expires_at
    validated(grant).save()
    save_attached_change(actor, obj, SHARED, _detail(grant, person))
    return grant


def _renewed(obj: RegisteredObject, person: User, level: GrantLevel) -> ObjectGrant:
    """The row of this person and level: there is one, whatever became of it before."""
    model: Any = KINDS[obj.kind].grants
    permission = Permission.objects.get(
        content_type=ContentType.objects.get_for_model(type(obj)),
        codename=f"{level.value}_{obj._meta.model_name}",
    )
    ends = {"user": person, "permission": permission, "content_object": obj}
    grant: ObjectGrant = model.objects.filter(**ends).first() or model(**ends)
    return grant


def _end_current(obj: RegisteredObject, person: User) -> int:
    model: Any = KINDS[obj.kind].grants
    current = model.objects.filter(unexpired_grants(), content_object=obj, user=person)
    ended: int = current.update(expires_at=clock.now())
    return ended


def _detail(grant: ObjectGrant, person: User) -> dict[str, Any]:
    return {
        "person": str(person),
        "person_id": str(person.public_id),
        "level": grant.level.value,
        "reason": grant.reason,
        "until": grant.expires_at.isoformat() if grant.expires_at else None,
    }


def person_sharing(obj: RegisteredObject, public_id: uuid.UUID) -> User:
    """Somebody who has a grant on this object; raises `NotVisible`."""
    model: Any = KINDS[obj.kind].grants
    grants = model.objects.filter(content_object=obj, user__public_id=public_id)
    grant = grants.select_related("user").first()
    if grant is None:
        raise NotVisible("This is not shared with that person any more.")
    person: User = grant.user
    return person


@transaction.atomic
def shorten_share(
    *, actor: Actor, obj: RegisteredObject, person: User, expires_at: dt.datetime, reason: str = ""
) -> ObjectGrant:
    """Let a share end earlier than it would; who gave it and why stays."""
    obj = locked_object(obj)
    require(actor, WITHDRAW_SHARE, obj)
    grant = _current(obj, person)
    if expires_at <= clock.now():
        raise DomainError("Choose a day that is still to come.", field="expires_on")
    if grant.expires_at is not None and expires_at > grant.expires_at:
        raise DomainError("It ends before that day already.", field="expires_on")
    grant.expires_at = expires_at
    grant.save(update_fields=["expires_at"])
    detail = _detail(grant, person) | {"reason": reason}
    save_attached_change(actor, obj, SHARE_SHORTENED, detail)
    return grant


@transaction.atomic
def reduce_share(
    *, actor: Actor, obj: RegisteredObject, person: User, reason: str = ""
) -> ObjectGrant:
    """Leave a person only seeing what they could change; who gave it and why stays."""
    obj = locked_object(obj)
    require(actor, WITHDRAW_SHARE, obj)
    stronger = _current(obj, person)
    if stronger.level is not GrantLevel.CONTRIBUTE:
        raise DomainError("They can only see it already.", field="level")
    grant = _renewed(obj, person, GrantLevel.VIEW)
    for name in ("granted_by", "granted_at", "reason", "expires_at"):
        setattr(grant, name, getattr(stronger, name))
    _end_current(obj, person)
    validated(grant).save()
    save_attached_change(actor, obj, SHARE_REDUCED, _detail(grant, person) | {"reason": reason})
    return grant


def _current(obj: RegisteredObject, person: User) -> ObjectGrant:
    model: Any = KINDS[obj.kind].grants
    rows = model.objects.filter(unexpired_grants(), content_object=obj, user=person)
    grant: ObjectGrant | None = rows.select_related("permission").first()
    if grant is None:
        raise NotVisible("This is not shared with that person any more.")
    return grant


@transaction.atomic
def withdraw_share(*, actor: Actor, obj: RegisteredObject, person: User, reason: str = "") -> None:
    """Take back what a person was given on this object; the row stays as history."""
    obj = locked_object(obj)
    require(actor, WITHDRAW_SHARE, obj)
    if not _end_current(obj, person):
        raise NotVisible("This is not shared with that person any more.")
    detail = {"person": str(person), "person_id": str(person.public_id), "reason": reason}
    save_attached_change(actor, obj, SHARE_WITHDRAWN, detail)
