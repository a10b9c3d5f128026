"""The installation's own keys, made at first start and kept in one directory.

Nothing here knows Django: settings read the secret key before Django is set up. A key that the
environment gives (production) never touches the disk. Files are created with mode 0600.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

VAULT_KEY_BYTES = 32


def read_or_make(path: Path, make: bytes) -> bytes:
    """The file's content; written first, atomically, when absent."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_bytes(make)
        try:
            os.link(draft, path)  # fails when another process was first: then its key counts
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_bytes()


def secret_key(directory: Path) -> str:
    """Django's secret key for the embedded profile."""
    return read_or_make(directory / "secret_key", secrets.token_urlsafe(64).encode()).decode()


def vault_key(directory: Path, given: str = "") -> bytes:
    """The 256-bit key that encrypts stored files: `given` as base64, else a file.

    Raises ValueError when `given` is not 32 bytes of base64.
    """
    if given:
        try:
            key = base64.b64decode(given, validate=True)
        except binascii.Error as exc:
            raise ValueError("the vault key is not base64") from exc
        if len(key) != VAULT_KEY_BYTES:
            raise ValueError("the vault key must be 32 bytes of base64")
        return key
    return read_or_make(directory / "vault.key", secrets.token_bytes(VAULT_KEY_BYTES))


def checkpoint_key(directory: Path, given: str = "") -> Ed25519PrivateKey:
    """The Ed25519 key that signs trail checkpoints: `given` as PEM, else a file."""
    if given:
        pem = given.encode()
    else:
        fresh = Ed25519PrivateKey.generate().private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        pem = read_or_make(directory / "checkpoint.pem", fresh)
    key = serialization.load_pem_private_key(pem, password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError("the checkpoint key must be an Ed25519 private key in PEM form")
    return key


def checkpoint_public_key(directory: Path, given: str = "") -> str:
    """The public half of that key, 64 hexadecimal digits: what this installation is known by."""
    public = checkpoint_key(directory, given).public_key()
    raw = public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return raw.hex()
