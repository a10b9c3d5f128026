"""Who sees an object: its team, and whom it is shared with."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from apps.core import clock
from apps.organizations.models import Membership
from apps.organizations.selectors import members_of

from ..kinds import KINDS
from ..models import RegisteredObject


@dataclass(frozen=True, slots=True)
class Share:
    """One grant as the sharing page shows it; past ones stay as history."""

    person: str
    withdraw_url: str
    level: str
    reason: str
    granted_by: str
    granted_at: dt.datetime
    expires_at: dt.datetime | None
    is_current: bool


def shares_of(obj: RegisteredObject) -> list[Share]:
    """Every grant on an object, current ones first; one query."""
    model: Any = KINDS[obj.kind].grants
    rows = model.objects.filter(content_object=obj).select_related("user", "permission")
    now = clock.now()
    shares = [
        Share(
            person=str(row.user),
            withdraw_url=_withdraw_url(obj, row.user.public_id),
            level="See and change it" if row.level == "contribute" else "See it",
            reason=row.reason,
            granted_by=row.granted_by,
            granted_at=row.granted_at,
            expires_at=row.expires_at,
            is_current=row.expires_at is None or row.expires_at > now,
        )
        for row in rows
    ]
    return sorted(shares, key=lambda share: (not share.is_current, share.person))


def _withdraw_url(obj: RegisteredObject, person_id: uuid.UUID) -> str:
    return reverse(f"registry:{obj.kind}_share_withdraw", args=[obj.public_id, person_id])


def team_of(obj: RegisteredObject) -> QuerySet[Membership]:
    return members_of(obj.team)
