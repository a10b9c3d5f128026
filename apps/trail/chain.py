"""Links of the chain and signatures under its head; pure, so that a pack can be checked
without this database."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from apps.core.canonical import canonical_json

GENESIS = "0" * 64


def link(previous: str, body_digest: str) -> str:
    """One link of the chain: SHA-256 over the previous link and the event's digest."""
    return hashlib.sha256(f"{previous}{body_digest}".encode()).hexdigest()


def is_signed(statement: Mapping[str, Any], signature: str, public_key: str) -> bool:
    """Whether the holder of this key signed a checkpoint's statement (both hexadecimal).

    Whose key it is, the caller must know from elsewhere: one that is stored beside the signature
    proves nothing but itself.
    """
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        key.verify(bytes.fromhex(signature), canonical_json(dict(statement)))
    except (InvalidSignature, ValueError):
        return False
    return True
