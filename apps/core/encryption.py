"""Authenticated encryption of stored files: AES-256-GCM in chunks (NIST SP 800-38D).

Layout: magic, 8 random bytes, then chunks of at most 64 KiB of plain text, each encrypted with the
nonce `random bytes + chunk number` and with a flag that marks the last one. A chunk that was
changed, dropped, repeated or moved, and a file that was cut, do not decrypt.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"MLSV1"
CHUNK = 64 * 1024
_TAG = 16


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Writable(Protocol):
    def write(self, data: bytes, /) -> object: ...


class DamagedFile(Exception):
    """The stored bytes are not what was written, or the key is another one."""


@dataclass(frozen=True, slots=True)
class Encrypted:
    """What was read while encrypting: size in bytes and SHA-256 of the plain text."""

    size: int
    sha256: str


def _nonce(prefix: bytes, number: int) -> bytes:
    return prefix + number.to_bytes(4, "big")


def encrypt(key: bytes, source: Readable, target: Writable) -> Encrypted:
    """Encrypt `source` into `target`; memory stays at two chunks whatever the size."""
    cipher, prefix = AESGCM(key), os.urandom(8)
    hasher, size, number = hashlib.sha256(), 0, 0
    target.write(MAGIC + prefix)
    chunk = source.read(CHUNK)
    while True:
        following = source.read(CHUNK)
        last = not following
        hasher.update(chunk)
        size += len(chunk)
        target.write(cipher.encrypt(_nonce(prefix, number), chunk, b"last" if last else b"more"))
        if last:
            return Encrypted(size=size, sha256=hasher.hexdigest())
        chunk, number = following, number + 1


def decrypt(key: bytes, source: Readable) -> Iterator[bytes]:
    """Yield the plain text chunk by chunk; raise `DamagedFile` at the first wrong byte."""
    header = source.read(len(MAGIC) + 8)
    if len(header) != len(MAGIC) + 8 or not header.startswith(MAGIC):
        raise DamagedFile("not an encrypted file")
    cipher, prefix = AESGCM(key), header[len(MAGIC) :]
    chunk, number = source.read(CHUNK + _TAG), 0
    while True:
        following = source.read(CHUNK + _TAG)
        flag = b"more" if following else b"last"
        try:
            yield cipher.decrypt(_nonce(prefix, number), chunk, flag)
        except InvalidTag:
            raise DamagedFile("the file was changed after it was stored") from None
        if not following:
            return
        chunk, number = following, number + 1
