"""Encrypted files: what comes out is what went in, or nothing."""

from __future__ import annotations

import hashlib
import io
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.encryption import CHUNK, DamagedFile, decrypt, encrypt

KEY = bytes(range(32))


def encrypted(data: bytes) -> bytes:
    out = io.BytesIO()
    told = encrypt(KEY, io.BytesIO(data), out)
    assert (told.size, told.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    return out.getvalue()


def opened(data: bytes, key: bytes = KEY) -> bytes:
    return b"".join(decrypt(key, io.BytesIO(data)))


@given(st.binary(max_size=300))
def test_round_trip(data: bytes) -> None:
    assert opened(encrypted(data)) == data


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_round_trip_at_chunk_borders(size: int) -> None:
    data = os.urandom(size)

    assert opened(encrypted(data)) == data


@given(st.binary(min_size=1, max_size=200), st.data())
def test_one_changed_byte_is_found(data: bytes, draw: st.DataObject) -> None:
    stored = bytearray(encrypted(data))
    place = draw.draw(st.integers(0, len(stored) - 1))
    stored[place] ^= 1

    with pytest.raises(DamagedFile):
        opened(bytes(stored))


def test_a_cut_file_is_found_even_at_a_chunk_border() -> None:
    stored = encrypted(os.urandom(2 * CHUNK))
    one_chunk = len(stored) - (CHUNK + 16)

    with pytest.raises(DamagedFile):
        opened(stored[:one_chunk])


def test_another_key_opens_nothing() -> None:
    with pytest.raises(DamagedFile):
        opened(encrypted(b"evidence"), key=bytes(32))
