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

from ..actions import SHARE_WITHDRAWN, SHARED
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
def withdraw_share(*, actor: Actor, obj: RegisteredObject, person: User) -> None:
    """Take back what a person was given on this object; the row stays as history."""
    obj = locked_object(obj)
    require(actor, WITHDRAW_SHARE, obj)
    if not _end_current(obj, person):
        raise NotVisible("This is not shared with that person any more.")
    detail = {"person": str(person), "person_id": str(person.public_id)}
    save_attached_change(actor, obj, SHARE_WITHDRAWN, detail)
