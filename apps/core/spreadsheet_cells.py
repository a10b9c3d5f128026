"""Spreadsheet cells: text that a spreadsheet would run as a formula is made harmless."""

from typing import Any

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: Any) -> str:
    """The value as cell text; a formula character in front gets an apostrophe before it.

    Unknown (None) is written "unknown": it is exported as what it is. Numbers keep their sign.
    Source: OWASP, CSV injection.
    """
    if value is None:
        return "unknown"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return str(value)
    text = str(value)
    return f"'{text}" if text.startswith(_DANGEROUS) else text
