"""Writing who is here: invitations, organisation-wide roles, closing an account."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import secrets

from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from apps.accounts.models import User
from apps.core import clock
from apps.core.access import Actor, OrgRole, require
from apps.core.errors import DomainError, NotVisible, Refused
from apps.trail.services import record

from ..emails import send_invitation
from ..models import Invitation, Membership, OrganizationRole, Team
from ..permissions import MANAGE_PEOPLE
from ..selectors import administrators, visible_people

INVITATION_LIFE = dt.timedelta(days=7)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def full_clean(row: Invitation | OrganizationRole) -> None:
    """Model validation as an error for people, at its field."""
    try:
        row.full_clean()
    except ValidationError as exc:
        name, messages = next(iter(exc.message_dict.items()))
        raise DomainError(messages[0], field="" if name == "__all__" else name) from None


@transaction.atomic
def invite_person(
    *,
    actor: Actor,
    email: str,
    name: str,
    org_role: str = "",
    org_role_until: dt.date | None = None,
    team: Team | None = None,
    team_role: str = "",
) -> tuple[Invitation, str]:
    """Invite one address; returns the invitation and its token, which is kept nowhere."""
    require(actor, MANAGE_PEOPLE)
    if User.objects.filter(email__iexact=email, is_active=True).exists():
        raise DomainError("Somebody with this e-mail address is here already.", field="email")
    if org_role == OrgRole.AUDITOR and org_role_until is None:
        raise DomainError("An auditor's access needs an end date.", field="org_role_until")
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
        expires_at=clock.now() + INVITATION_LIFE,
    )
    full_clean(invitation)
    invitation.save()
    detail = {"email": invitation.email, "role": org_role or f"{team_role} of {team}"}
    record(actor, "people.invitation.sent", invitation, detail)
    transaction.on_commit(lambda: send_invitation(invitation, token))
    return invitation, token


@transaction.atomic
def withdraw_invitation(*, actor: Actor, invitation: Invitation) -> None:
    require(actor, MANAGE_PEOPLE)
    invitation.withdrawn_at = clock.now()
    invitation.save(update_fields=["withdrawn_at"])
    record(actor, "people.invitation.withdrawn", invitation)


def open_invitation(token: str) -> Invitation:
    """The invitation that a link opens; raises `NotVisible` when used, withdrawn or too old."""
    found = (
        Invitation.objects.select_related("team").filter(token_digest=_digest(token[:200])).first()
    )
    if found is None or not found.is_open:
        raise NotVisible("This invitation was used, withdrawn or is too old. Ask for a new one.")
    return found


@transaction.atomic
def accept_invitation(*, token: str, name: str, password: str, address: str = "") -> User:
    """Make the account that the invitation promises; the link works once."""
    invitation = open_invitation(token)
    candidate = User(email=invitation.email, name=name)
    try:
        validate_password(password, candidate)
    except ValidationError as exc:
        raise DomainError(" ".join(exc.messages), code="weak_password", field="password") from None
    claimed = Invitation.objects.filter(pk=invitation.pk, accepted_at__isnull=True)
    if not claimed.update(accepted_at=clock.now()):
        raise NotVisible("This invitation was used already. Sign in instead.")
    user = User.objects.create_user(invitation.email, password, name=name)
    if invitation.org_role:
        OrganizationRole.objects.create(
            user=user, role=invitation.org_role, until=invitation.org_role_until
        )
    if invitation.team:
        Membership.objects.create(user=user, team=invitation.team, role=invitation.team_role)
    actor = dataclasses.replace(Actor.system("Invitation link"), address=address)
    record(actor, "people.invitation.accepted", user)
    return user


@transaction.atomic
def give_role(
    *, actor: Actor, person: User, role: str, until: dt.date | None = None
) -> OrganizationRole:
    """Give an organisation-wide role, or change its end date."""
    require(actor, MANAGE_PEOPLE)
    if until is not None and until < clock.today():
        raise DomainError("Choose an end date that is not over yet.", field="until")
    held = OrganizationRole.objects.filter(user=person, role=role).first()
    row = held or OrganizationRole(user=person, role=role)
    before = held.until.isoformat() if held and held.until else None
    row.until = until
    full_clean(row)
    row.save()
    detail = {"role": role, "until": until.isoformat() if until else None, "was_until": before}
    record(actor, "people.role.given", person, detail)
    return row


@transaction.atomic
def end_role(*, actor: Actor, person: User, role: str) -> None:
    """Take an organisation-wide role away; the last administrator keeps theirs."""
    require(actor, MANAGE_PEOPLE)
    held = OrganizationRole.objects.filter(user=person, role=role).first()
    if held is None:
        raise NotVisible("This person does not have that role.")
    _keep_one_administrator(person, role)
    held.delete()
    record(actor, "people.role.ended", person, {"role": role})


def _keep_one_administrator(person: User, role: str) -> None:
    if role != OrgRole.ADMINISTRATOR:
        return
    if not administrators().exclude(user=person).exists():
        raise Refused("This is the last administrator. Make somebody else administrator first.")


@transaction.atomic
def close_account(*, actor: Actor, person: User, reason: str) -> User:
    """End every way in. What the person did keeps their name; nothing of it is deleted."""
    require(actor, MANAGE_PEOPLE)
    if person.pk == actor.user_id:
        raise Refused("You cannot close your own account. Ask another administrator.")
    _keep_one_administrator(person, OrgRole.ADMINISTRATOR if _administers(person) else "")
    person.is_active = False
    person.closed_at = clock.now()
    person.set_unusable_password()
    person.save(update_fields=["is_active", "closed_at", "password"])
    ended = sign_out_everywhere(person)
    record(actor, "people.account.closed", person, {"reason": reason, "sessions_ended": ended})
    return person


def _administers(person: User) -> bool:
    return administrators().filter(user=person).exists()


@transaction.atomic
def end_sessions(*, actor: Actor, person: User) -> int:
    """Sign a person out on every device."""
    require(actor, MANAGE_PEOPLE)
    ended = sign_out_everywhere(person)
    record(actor, "people.sessions.ended", person, {"sessions": ended})
    return ended


def sign_out_everywhere(person: User) -> int:
    sessions = list(UserSession.objects.filter(user=person))
    for session in sessions:
        session.end()
    return len(sessions)


def person_among(actor: Actor, public_id: str) -> User:
    """Resolve an id from a form to a person the actor may see."""
    person = visible_people(actor).filter(public_id=public_id, is_active=True).first()
    if person is None:
        raise NotVisible("We could not find that person.")
    return person
