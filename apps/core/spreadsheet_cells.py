"""Spreadsheet cells: text that a spreadsheet would run as a formula is made harmless, and back."""

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


def plain_cell(cell: str) -> str:
    """A cell as it was before `safe_cell`, with one kind of line break."""
    cell = cell.replace("\r\n", "\n")
    if cell.startswith("'") and cell[1:].startswith(_DANGEROUS):
        return cell[1:]
    return cell


def delimiter_of(header: str) -> str:
    """What separates the cells of a text table, by the line of its header."""
    return max((",", ";", "\t", "|"), key=header.count)
