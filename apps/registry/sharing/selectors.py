"""Who sees an object: its team, and whom it is shared with."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from apps.core import clock
from apps.organizations.hooks import access_left
from apps.organizations.models import Membership, unexpired_grants
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
    left: str

    @property
    def consequence(self) -> str:
        """What taking it back does, and what it does not."""
        ends = f"The share ends at once. {self.left}" if self.left else "They lose access at once."
        return f"{ends} What they did stays on record."


def shares_of(obj: RegisteredObject) -> list[Share]:
    """Every grant on an object, current ones first."""
    model: Any = KINDS[obj.kind].grants
    rows = list(model.objects.filter(content_object=obj).select_related("user", "permission"))
    now, left = clock.now(), left_without(obj, [row.user_id for row in rows])
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
            left=left.get(row.user_id, ""),
        )
        for row in rows
    ]
    return sorted(shares, key=lambda share: (not share.is_current, share.person))


def left_without(obj: RegisteredObject, users: Collection[int]) -> dict[int, str]:
    """What stays open to each of these people when their share ends, as sentences by person."""
    if not users:
        return {}
    model: Any = KINDS[obj.kind].grants
    said = access_left("share", users, obj.access_scope())
    refs = model.objects.filter(unexpired_grants(), content_object=obj).values_list("user", "pk")
    return {user: said.get(f"{obj.kind}:{pk}", "") for user, pk in refs}


def _withdraw_url(obj: RegisteredObject, person_id: uuid.UUID) -> str:
    return reverse(f"registry:{obj.kind}_share_withdraw", args=[obj.public_id, person_id])


def team_of(obj: RegisteredObject) -> QuerySet[Membership]:
    return members_of(obj.team)
