"""One link of the seal chain; pure, so that a pack can be checked without this database."""

from __future__ import annotations

import hashlib

GENESIS = "0" * 64


def link(previous: str, body_digest: str) -> str:
    """One link of the chain: SHA-256 over the previous seal and the event's digest."""
    return hashlib.sha256(f"{previous}{body_digest}".encode()).hexdigest()
