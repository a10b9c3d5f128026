"""Sign-ins in the trail. The packages that sign people in announce it by signals and in no other
way; this module only listens to theirs and sends none of its own."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import (
    email_changed,
    password_changed,
    password_reset,
    user_logged_in,
    user_logged_out,
)
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest

from apps.core.access import Actor, ActorKind
from apps.trail.actions import Action
from apps.trail.refs import TrailRef
from apps.trail.services import record

from . import actions
from .addresses import client_address
from .models import User

_SIGNALS = (
    (user_logged_in, actions.SESSION_STARTED),
    (user_logged_out, actions.SESSION_ENDED),
    (password_changed, actions.PASSWORD_CHANGED),
    (password_reset, actions.PASSWORD_RESET),
    (email_changed, actions.EMAIL_CHANGED),
    (authenticator_added, actions.SECOND_FACTOR_ADDED),
    (authenticator_removed, actions.SECOND_FACTOR_REMOVED),
    (authenticator_reset, actions.SECOND_FACTOR_REPLACED),
)
_NOBODY = TrailRef("sign_in", "failed", "Sign-in")


def _address(request: HttpRequest | None) -> str:
    return client_address(request) if request is not None else ""


def _record(action: Action, request: HttpRequest | None, user: User) -> None:
    actor = Actor(
        kind=ActorKind.PERSON,
        label=str(user),
        user_id=user.pk,
        public_id=str(user.public_id),
        address=_address(request),
    )
    record(actor, action, user)


def _record_failure(
    sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    """A failed attempt: the address tried is kept in the erasable detail, a password nowhere."""
    actor = Actor(kind=ActorKind.PERSON, label="Somebody", address=_address(request))
    tried = str(credentials.get("email") or credentials.get("username") or "")[:254]
    record(actor, actions.SESSION_REFUSED, _NOBODY, {"email": tried})


def _record_wrong_code(
    sender: Any, user: User, request: HttpRequest | None = None, **kwargs: Any
) -> None:
    """The person knew the password: worth more attention than a wrong one."""
    actor = Actor(kind=ActorKind.PERSON, label="Somebody", address=_address(request))
    record(actor, actions.SECOND_FACTOR_REFUSED, user)


def listen() -> None:
    """Connect once, at start-up."""
    for signal, action in _SIGNALS:

        def receive(
            sender: Any,
            user: User,
            request: HttpRequest | None = None,
            action: Action = action,
            **kwargs: Any,
        ) -> None:
            _record(action, request, user)

        signal.connect(receive, weak=False, dispatch_uid=action.code)
    authentication_failed.connect(
        _record_wrong_code, weak=False, dispatch_uid=actions.SECOND_FACTOR_REFUSED.code
    )
    user_login_failed.connect(
        _record_failure, weak=False, dispatch_uid=actions.SESSION_REFUSED.code
    )
