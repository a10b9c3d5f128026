"""E-mails this app sends: kept in the transaction of the change, sent by the worker."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from apps.accounts.models import User

from .models import Invitation


def invitation_link(token: str) -> str:
    """The full address that an invited person opens."""
    return settings.BASE_URL + reverse("organizations:accept", args=[token])


def password_link(person: User) -> str:
    """The full address at which a person chooses a new password, as allauth sends it by e-mail."""
    key = default_token_generator.make_token(person)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), key])
    return settings.BASE_URL + path


def send_invitation(invitation: Invitation, token: str) -> None:
    """Send the link."""
    body = render_to_string(
        "emails/invitation.txt", {"invitation": invitation, "link": invitation_link(token)}
    )
    send_mail("MLSecure: your invitation", body, None, [invitation.email])


def send_second_factor_removed(person: User, by: str) -> None:
    """Tell somebody that an administrator removed their second factor."""
    context = {"person": person, "by": by, "link": settings.BASE_URL + reverse("mfa_index")}
    body = render_to_string("emails/second_factor_removed.txt", context)
    send_mail("MLSecure: your second factor was removed", body, None, [person.email])


def send_password_link_made(person: User, by: str) -> None:
    """Tell somebody that an administrator made a link that sets their password."""
    context = {"person": person, "by": by, "link": settings.BASE_URL + reverse("account_login")}
    body = render_to_string("emails/password_link_made.txt", context)
    send_mail("MLSecure: a link for a new password was made", body, None, [person.email])
