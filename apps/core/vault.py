"""The vault: files of evidence and packs, encrypted before they reach the storage.

A file is named by a random id, so a listing of the storage tells nothing, and is read back only
through `read`, which proves every chunk. Nothing in the vault has an address of its own.
"""

from __future__ import annotations

import io
import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.conf import settings
from django.core.files import File
from django.core.files.storage import Storage, storages

from . import keys
from .encryption import DamagedFile, decrypt, encrypt
from .errors import DomainError

_IN_MEMORY = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a file lies, with size in bytes and SHA-256 of its plain text."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Download:
    """A file ready to be handed back; `chunks` yields its plain text."""

    file_name: str
    size: int
    chunks: Iterator[bytes]


def _key() -> bytes:
    return keys.vault_key(settings.KEYS_DIR, settings.VAULT_KEY)


def _storage() -> Storage:
    return storages["vault"]


def store(folder: str, source: BinaryIO) -> Stored:
    """Encrypt `source` from its start into the vault, under a new random name."""
    source.seek(0)
    name = uuid.uuid4().hex
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as encrypted:
        read = encrypt(_key(), source, encrypted)
        encrypted.seek(0)
        kept = _storage().save(f"{folder}/{name[:2]}/{name}", File(encrypted))
    return Stored(name=kept, size=read.size, sha256=read.sha256)


def read(name: str) -> Iterator[bytes]:
    """The plain text in chunks of at most 64 KiB.

    Raises `FileNotFoundError` when the file is gone and `DamagedFile` at the first wrong byte.
    """
    with _storage().open(name, "rb") as encrypted:
        yield from decrypt(_key(), encrypted)


def open_download(stored_as: str, file_name: str, size: int, *, damaged: str) -> Download:
    """A file made ready for somebody. Raises `DomainError` with the sentence `damaged` where it is
    damaged or missing; that shows before anything is sent, as far as the first chunk tells."""
    chunks = read(stored_as)
    try:
        first = next(chunks)
    except (DamagedFile, FileNotFoundError):
        raise DomainError(damaged, code="file_damaged") from None
    return Download(file_name, size, _rejoined(first, chunks))


def _rejoined(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def discard(name: str) -> None:
    """Remove a file whose row was never written."""
    _storage().delete(name)


def encrypt_text(text: str) -> bytes:
    """A short text for a column that only this installation's key opens again."""
    target = io.BytesIO()
    encrypt(_key(), io.BytesIO(text.encode()), target)
    return target.getvalue()


def decrypt_text(encrypted: bytes) -> str:
    """The text again. Raises `DamagedFile` when it is not what was encrypted."""
    return b"".join(decrypt(_key(), io.BytesIO(encrypted))).decode()
