"""What every way of giving a role shares: its rules, and model validation in words for people."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from apps.accounts.models import User
from apps.core import clock
from apps.core.access import OrgRole
from apps.core.errors import DomainError, Refused

from ..hooks import GRANTS
from ..models import Invitation, Membership, OrganizationRole, unexpired_grants
from ..selectors import lasting_administrators


def full_clean(row: Invitation | Membership | OrganizationRole) -> None:
    """Model validation as an error for people, at its field."""
    try:
        row.full_clean()
    except ValidationError as exc:
        name, messages = next(iter(exc.message_dict.items()))
        raise DomainError(messages[0], field="" if name == NON_FIELD_ERRORS else name) from None


def check_role_end(role: str, until: dt.date | None, *, field: str) -> None:
    """An auditor's access has an end, and no end lies in the past; the last day still counts."""
    if role == OrgRole.AUDITOR and until is None:
        raise DomainError("An auditor's access needs an end date.", field=field)
    if until is not None and until < clock.today():
        raise DomainError("Choose an end date that is not over yet.", field=field)


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
