"""Whether a load of a source can be believed.

A list that shrank to a tenth is more often a broken export than a hundred people who left. Taken at
its word it would end every access it does not name, so somebody is asked first. The tenth is the
product's own figure; no law or standard sets it. No row at all is always asked about.
"""

from __future__ import annotations

import enum

SHRUNK_TO = 10
"""One row in so many of last time's, or fewer, is asked about."""


class LoadStanding(enum.StrEnum):
    """What is to be thought of the number of rows."""

    PLAUSIBLE = "plausible"
    SHRUNK = "shrunk"
    EMPTY = "empty"

    @property
    def asks(self) -> bool:
        """Whether the load stops until somebody says that the list is right."""
        return self is not LoadStanding.PLAUSIBLE


def standing_of(rows: int, last_rows: int | None) -> LoadStanding:
    """What the number of good rows says against the last load; None when it is the first."""
    if rows == 0:
        return LoadStanding.EMPTY
    shrunk = bool(last_rows) and rows * SHRUNK_TO <= (last_rows or 0)
    return LoadStanding.SHRUNK if shrunk else LoadStanding.PLAUSIBLE


def question(rows: int, last_rows: int | None) -> str:
    """What to ask, with the figures; empty when there is nothing to ask."""
    standing = standing_of(rows, last_rows)
    if not standing.asks:
        return ""
    amount = f"{rows:,} usable row{'' if rows == 1 else 's'}" if rows else "no usable row"
    before = f"; the last one held {last_rows:,}" if last_rows else ""
    advice = "Check the file or the source; load it only if the list is right."
    return f"The list holds {amount}{before}. {advice}"
