"""What a second factor rests on is encrypted before it reaches the database.

allauth keeps the secret of an app, and the seed of recovery codes, as it got them. Whoever reads
a copy of the database could then make valid codes; without the vault key they cannot.
"""

from __future__ import annotations

import base64
import os
from typing import Any, ClassVar

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from apps.core import keys

_MARK = "sealed:"
_NONCE = 12


def _cipher() -> AESGCM:
    """A key of its own, made from the vault key: one secret to keep, two that never mix."""
    vault = keys.vault_key(settings.KEYS_DIR, settings.VAULT_KEY)
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=b"mlsecure second factor").derive(vault))


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This code is not right. The app shows a new one every 30 seconds.",
    }

    def encrypt(self, text: str) -> str:
        nonce = os.urandom(_NONCE)
        encrypted = nonce + _cipher().encrypt(nonce, text.encode(), None)
        return _MARK + base64.b64encode(encrypted).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again. What was written before secrets were encrypted is taken as it is."""
        if not encrypted_text.startswith(_MARK):
            return encrypted_text
        encrypted = base64.b64decode(encrypted_text.removeprefix(_MARK))
        return _cipher().decrypt(encrypted[:_NONCE], encrypted[_NONCE:], None).decode()
