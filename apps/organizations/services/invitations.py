"""The way in: an invitation by e-mail to one address, for a week, that works once."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from apps.accounts.models import User
from apps.core import clock
from apps.core.access import Actor, require
from apps.core.errors import DomainError, NotVisible
from apps.core.writing import validated
from apps.trail.services import record

from ..actions import INVITATION_ACCEPTED, INVITATION_SENT, INVITATION_WITHDRAWN
from ..emails import send_invitation
from ..models import Invitation, Membership, OrganizationRole, Team
from ..permissions import MANAGE_PEOPLE
from .roles import check_role_end, end_all_rights, reason_text

INVITATION_LIFE = dt.timedelta(days=7)
_HERE_ALREADY = "Somebody with this e-mail address is here already."


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite_person(
    *,
    actor: Actor,
    email: str,
    name: str,
    reason: str,
    org_role: str = "",
    org_role_until: dt.date | None = None,
    team: Team | None = None,
    team_role: str = "",
) -> tuple[Invitation, str]:
    """Invite one address; returns the invitation and its token, which is kept nowhere.

    An earlier invitation to the same address is withdrawn. An address whose account is closed may
    be invited: accepting opens that account again, with the roles of the invitation only.
    """
    require(actor, MANAGE_PEOPLE)
    if User.objects.filter(email__iexact=email, is_active=True).exists():
        raise DomainError(_HERE_ALREADY, field="email")
    check_role_end(org_role, org_role_until, field="org_role_until")
    token = secrets.token_urlsafe(32)
    invitation = Invitation(
        email=email.lower(),
        name=name,
        org_role=org_role,
        org_role_until=org_role_until,
        team=team,
        team_role=team_role if team else "",
        token_digest=_digest(token),
        invited_by=actor.label,
        reason=reason_text(reason),
        expires_at=clock.now() + INVITATION_LIFE,
    )
    if team and not team_role:
        raise DomainError("Choose the role in the team.", field="team_role")
    validated(invitation)
    _send(actor, invitation, token)
    return invitation, token


def _send(actor: Actor, invitation: Invitation, token: str) -> None:
    """Keep it in place of an earlier one; its e-mail is kept with it."""
    for earlier in Invitation.objects.unused().filter(email=invitation.email):
        withdraw_invitation(actor=actor, invitation=earlier)
    invitation.save()
    role = invitation.org_role or f"{invitation.team_role} of {invitation.team}"
    detail = {"email": invitation.email, "role": role, "reason": invitation.reason}
    record(actor, INVITATION_SENT, invitation, detail)
    send_invitation(invitation, token)


@transaction.atomic
def withdraw_invitation(*, actor: Actor, invitation: Invitation) -> None:
    """The link stops working. One that was used meanwhile is no longer there to withdraw."""
    require(actor, MANAGE_PEOPLE)
    if not Invitation.objects.unused().filter(pk=invitation.pk).update(withdrawn_at=clock.now()):
        raise NotVisible("This invitation was used or withdrawn already.")
    invitation.refresh_from_db(fields=["withdrawn_at"])
    record(actor, INVITATION_WITHDRAWN, invitation)


def open_invitation(token: str) -> Invitation:
    """The invitation that a link opens; raises `NotVisible` when used, withdrawn or too old."""
    invitation = (
        Invitation.objects.select_related("team").filter(token_digest=_digest(token[:200])).first()
    )
    if invitation is None or not invitation.is_open:
        raise NotVisible("This invitation was used, withdrawn or is too old. Ask for a new one.")
    return invitation


@transaction.atomic
def accept_invitation(*, token: str, name: str, password: str, address: str = "") -> User:
    """Make the account that the invitation promises; the link works once."""
    invitation = open_invitation(token)
    try:
        validate_password(password, User(email=invitation.email, name=name))
    except ValidationError as exc:
        raise DomainError(" ".join(exc.messages), code="weak_password", field="password") from None
    unused = Invitation.objects.unused().filter(pk=invitation.pk)
    if not unused.update(accepted_at=clock.now()):
        raise NotVisible("This invitation was used already. Sign in instead.")
    user = _account(invitation.email, name, password)
    _give_promised(invitation, user)
    actor = dataclasses.replace(Actor.system("Invitation link"), address=address)
    record(actor, INVITATION_ACCEPTED, user)
    return user


def _give_promised(invitation: Invitation, user: User) -> None:
    """The roles of the invitation, given by whoever wrote it."""
    given = {
        "granted_by": invitation.invited_by,
        "granted_at": clock.now(),
        "reason": invitation.reason,
    }
    if invitation.org_role:
        OrganizationRole.objects.create(
            user=user, role=invitation.org_role, until=invitation.org_role_until, **given
        )
    if invitation.team:
        Membership.objects.create(
            user=user, team=invitation.team, role=invitation.team_role, **given
        )


def _account(email: str, name: str, password: str) -> User:
    """A new account, or the closed one of this address opened again."""
    account = User.objects.select_for_update().filter(email__iexact=email).first()
    if account is None:
        try:
            with transaction.atomic():
                return User.objects.create_user(email, password, name=name)
        except IntegrityError:
            raise DomainError(f"{_HERE_ALREADY} Sign in instead.") from None
    if account.is_active:
        raise DomainError(f"{_HERE_ALREADY} Sign in instead.")
    account.name, account.is_active, account.closed_at = name, True, None
    account.set_password(password)
    end_all_rights(account)
    account.save(update_fields=["name", "is_active", "closed_at", "password"])
    return account
