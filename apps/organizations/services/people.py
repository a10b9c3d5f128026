"""Writing who is here: organisation-wide roles, sessions, second factor, closing an account."""

from __future__ import annotations

import datetime as dt

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from apps.accounts.models import User
from apps.core import clock
from apps.core.access import Actor, OrgRole, require
from apps.core.errors import DomainError, NotVisible, Refused
from apps.core.writing import validated
from apps.trail.services import record

from ..actions import (
    ACCOUNT_CLOSED,
    PASSWORD_LINK_MADE,
    ROLE_ENDED,
    ROLE_GIVEN,
    ROLE_SHORTENED,
    SECOND_FACTOR_REMOVED,
    SESSIONS_ENDED,
)
from ..emails import password_link, send_password_link_made, send_second_factor_removed
from ..models import OrganizationRole
from ..permissions import MANAGE_PEOPLE
from .roles import check_role_end, end_all_rights, keep_one_administrator, sign_given


@transaction.atomic
def give_role(
    *, actor: Actor, person: User, role: str, reason: str, until: dt.date | None = None
) -> OrganizationRole:
    """Give an organisation-wide role, or change its end date."""
    require(actor, MANAGE_PEOPLE)
    _refuse_closed(person)
    check_role_end(role, until, field="until")
    if role == OrgRole.ADMINISTRATOR and until is not None:
        keep_one_administrator(person)
    present = OrganizationRole.objects.filter(user=person, role=role).first()
    row = present or OrganizationRole(user=person, role=role)
    before = present.until.isoformat() if present and present.until else None
    row.until = until
    sign_given(actor, row, reason)
    validated(row).save()
    ends = until.isoformat() if until else None
    detail = {"role": role, "until": ends, "was_until": before, "reason": row.reason}
    record(actor, ROLE_GIVEN, person, detail)
    return row


@transaction.atomic
def end_role(*, actor: Actor, person: User, role: str, reason: str = "") -> None:
    """Take an organisation-wide role away; the last administrator keeps theirs."""
    require(actor, MANAGE_PEOPLE)
    present = OrganizationRole.objects.filter(user=person, role=role).first()
    if present is None:
        raise NotVisible("This person does not have that role.")
    if role == OrgRole.ADMINISTRATOR:
        keep_one_administrator(person)
    present.delete()
    record(actor, ROLE_ENDED, person, {"role": role, "reason": reason})


@transaction.atomic
def shorten_role(
    *, actor: Actor, person: User, role: str, until: dt.date, reason: str = ""
) -> OrganizationRole:
    """Let a role end on an earlier day than it would; who gave it and why stays."""
    require(actor, MANAGE_PEOPLE)
    row = OrganizationRole.objects.filter(user=person, role=role).first()
    if row is None:
        raise NotVisible("This person does not have that role.")
    check_role_end(role, until, field="until")
    if row.until is not None and until > row.until:
        raise DomainError("It ends before that day already.", field="until")
    if role == OrgRole.ADMINISTRATOR:
        keep_one_administrator(person)
    before, row.until = row.until, until
    row.save(update_fields=["until"])
    was = before.isoformat() if before else None
    detail = {"role": role, "until": until.isoformat(), "was_until": was, "reason": reason}
    record(actor, ROLE_SHORTENED, person, detail)
    return row


def _refuse_closed(person: User) -> None:
    if not person.is_active:
        raise Refused("This account is closed. Invite the person again to open it.")


@transaction.atomic
def close_account(*, actor: Actor, person: User, reason: str) -> User:
    """End every way in and every right. What the person did keeps their name and is not deleted."""
    require(actor, MANAGE_PEOPLE)
    _refuse_closed(person)
    if person.pk == actor.user_id:
        raise Refused("You cannot close your own account. Ask another administrator.")
    keep_one_administrator(person)
    person.is_active = False
    person.closed_at = clock.now()
    person.set_unusable_password()
    person.save(update_fields=["is_active", "closed_at", "password"])
    Authenticator.objects.filter(user=person).delete()
    sessions = sign_out_everywhere(person)
    ended = {"reason": reason, "sessions_ended": sessions, **end_all_rights(person)}
    record(actor, ACCOUNT_CLOSED, person, ended)
    return person


@transaction.atomic
def end_sessions(*, actor: Actor, person: User) -> int:
    """Sign a person out on every device."""
    require(actor, MANAGE_PEOPLE)
    ended = sign_out_everywhere(person)
    record(actor, SESSIONS_ENDED, person, {"sessions": ended})
    return ended


@transaction.atomic
def remove_second_factor(*, actor: Actor, person: User) -> None:
    """For somebody who lost the phone and the recovery codes: the password is enough once more.

    Ends their sessions and tells them by e-mail, so that a favour asked by an impostor shows.
    Where a role requires a second factor, the next page asks for a new one.
    """
    require(actor, MANAGE_PEOPLE)
    if person.pk == actor.user_id:
        raise Refused("Change your own second factor on your account page.")
    removed, _ = Authenticator.objects.filter(user=person).delete()
    if not removed:
        raise NotVisible("This person has no second factor.")
    record(actor, SECOND_FACTOR_REMOVED, person, {"sessions": sign_out_everywhere(person)})
    send_second_factor_removed(person, actor.label)


@transaction.atomic
def make_password_link(*, actor: Actor, person: User) -> str:
    """The address at which somebody chooses a new password: for people whom no mail reaches.

    It is kept nowhere, works once and ends as the one by e-mail does. The person is told by e-mail
    that it was made, so that a favour asked by an impostor shows.
    """
    require(actor, MANAGE_PEOPLE)
    _refuse_closed(person)
    if person.pk == actor.user_id:
        raise Refused("Change your own password on your account page.")
    record(actor, PASSWORD_LINK_MADE, person)
    send_password_link_made(person, actor.label)
    return password_link(person)


def sign_out_everywhere(person: User) -> int:
    """End every session of a person; returns how many."""
    sessions = list(UserSession.objects.filter(user=person))
    for session in sessions:
        session.end()
    return len(sessions)
