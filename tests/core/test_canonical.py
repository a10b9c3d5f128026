"""The quick digest of a flat object is the canonical one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from apps.core.canonical import digest, flat_digest

NAMES = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=12)
WHOLE = st.integers(-(2**53) + 1, 2**53 - 1)
# Every character that UTF-8 can write; halves of surrogate pairs cannot be written at all.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(st.dictionaries(NAMES, TEXTS | WHOLE | st.booleans() | st.none()))
def test_it_is_the_same_digest(fields: dict[str, str | int | bool | None]) -> None:
    assert flat_digest(fields) == digest(fields)
