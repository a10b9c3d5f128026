"""What the tests of sign-in do over and over, as a browser does it."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from django.urls import reverse
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from apps.accounts.models import User
from apps.trail.models import TrailEvent
from tests.cast import PASSWORD


def sign_in(client: Client, user: User, password: str = PASSWORD, **more: str) -> Any:
    data = {"login": user.email, "password": password, **more}
    return client.post(reverse("account_login"), data)


def is_in(client: Client) -> bool:
    """Whether the browser is signed in: the session page opens."""
    status: int = client.get(reverse("usersessions_list")).status_code
    return status == 200


def give_app(user: User) -> str:
    """Set up the app on the phone, and recovery codes; returns the secret of the app."""
    secret: str = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def code_of(secret: str) -> str:
    """What the phone shows now."""
    code: str = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    return code


def registration() -> dict[str, Any]:
    """What a browser sent when a security key was added."""
    private = ec.generate_private_key(ec.SECP256R1())
    public = ES256.from_cryptography_key(private.public_key())  # type: ignore[no-untyped-call]  # untyped there
    key = AttestedCredentialData.create(Aaguid(bytes(16)), b"made up for tests", public)
    flags = AuthenticatorData.FLAG.AT | AuthenticatorData.FLAG.UP
    seen = AuthenticatorData.create(bytes(32), flags, 0, key)
    told = CollectedClientData.create(CollectedClientData.TYPE.CREATE, b"x", "http://testserver")
    response = {
        "clientDataJSON": websafe_encode(told),
        "attestationObject": websafe_encode(AttestationObject.create("none", seen, {})),
    }
    ident = websafe_encode(key.credential_id)
    return {"id": ident, "rawId": ident, "type": "public-key", "response": response}


def recovery_codes(user: User) -> list[str]:
    kept = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    codes: list[str] = kept.wrap().get_unused_codes()
    return codes


def actions() -> list[str]:
    return list(TrailEvent.objects.order_by("pk").values_list("action", flat=True))
