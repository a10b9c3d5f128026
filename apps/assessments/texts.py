"""Text that people type: checked once, in the same words everywhere."""

from __future__ import annotations

from apps.core.errors import DomainError

NOTE = 10_000
JUSTIFICATION = 2_000
REMARK = 5_000


def clean(text: str, field: str, limit: int) -> str:
    """The text without white space around it, line ends as "\\n".

    Raises `DomainError` for the field when it is longer than `limit` characters or holds control
    characters.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(plain) > limit:
        raise DomainError(
            f"Write at most {limit:,} characters; this has {len(plain):,}.",
            code="too_long",
            field=field,
        )
    if any(ord(char) < 32 and char not in "\n\t" for char in plain) or "\x7f" in plain:
        raise DomainError("Remove the control characters.", code="control_characters", field=field)
    return plain


def required(text: str, field: str, limit: int, ask: str) -> str:
    """The same for a text that must be there; `ask` is the sentence shown when it is not."""
    plain = clean(text, field, limit)
    if not plain:
        raise DomainError(ask, code="required", field=field)
    return plain
