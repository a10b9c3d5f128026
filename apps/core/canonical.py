"""Canonical JSON (RFC 8785) and the digests made from it."""

import hashlib
from typing import Any

import rfc8785


def canonical_json(value: Any) -> bytes:
    """The one byte form of a JSON value: sorted keys, fixed numbers, UTF-8."""
    return rfc8785.dumps(value)


def digest(value: Any) -> str:
    """SHA-256 of the canonical form, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(value)).hexdigest()


def digest_bytes(data: bytes) -> str:
    """SHA-256 of raw bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def grouped(hex_digest: str) -> str:
    """A digest in groups of four, as people compare it on paper."""
    return " ".join(hex_digest[i : i + 4] for i in range(0, len(hex_digest), 4))
