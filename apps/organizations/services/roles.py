"""What every way of giving a role shares: its rules, and how all rights end."""

from __future__ import annotations

import datetime as dt

from apps.accounts.models import User
from apps.core import clock
from apps.core.access import Actor, OrgRole
from apps.core.errors import DomainError, Refused
from apps.core.writing import required_text

from ..hooks import GRANTS
from ..models import Given, Membership, OrganizationRole, unexpired_grants
from ..selectors import lasting_administrators


def check_role_end(role: str, until: dt.date | None, *, field: str) -> None:
    """An auditor's access has an end, and no end lies in the past; the last day still counts."""
    if role == OrgRole.AUDITOR and until is None:
        raise DomainError("An auditor's access needs an end date.", field=field)
    if until is not None and until < clock.today():
        raise DomainError("Choose an end date that is not over yet.", field=field)


def reason_text(reason: str) -> str:
    """Why something is given; raises `DomainError` when nothing is said."""
    return required_text(reason, "reason", 300, "Say why they need it.")


def sign_given(actor: Actor, row: Given, reason: str) -> None:
    """Say on the row who gave it, now, and why."""
    row.granted_by, row.granted_at = actor.label[:200], clock.now()
    row.reason = reason_text(reason)


def keep_one_administrator(person: User) -> None:
    """Refuse to touch the last administrator whose role has no end.

    Rows are held until the transaction is over, so that two administrators who end each other's
    role at the same moment do not both succeed.
    """
    lasting = {role.user_id for role in lasting_administrators().select_for_update(of=("self",))}
    if lasting == {person.pk}:
        raise Refused("This is the last administrator. Make somebody else administrator first.")


def end_all_rights(person: User) -> dict[str, list[str]]:
    """End every role, membership and share; what they were goes into the trail with the caller."""
    roles = OrganizationRole.objects.filter(user=person)
    members = Membership.objects.filter(user=person).select_related("team")
    ended = {
        "roles": [role.role for role in roles],
        "teams": [f"{member.role} of {member.team}" for member in members],
    }
    roles.delete()
    members.delete()
    for model in GRANTS.values():
        model.objects.filter(unexpired_grants(), user=person).update(expires_at=clock.now())
    return ended
