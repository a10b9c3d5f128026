"""What the pages that change a finding or action say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """The words of one page: what it does, what follows, its button, and what it says after."""

    title: str
    about: str
    button: str
    done: str
    is_grave: bool = False


CHANGES: Mapping[str, Change] = {
    "edit": Change("Change", "What changed stays in its history.", "Save", "Saved."),
    "assign": Change(
        "Set the owner",
        "Who sees to it. A new owner finds it on their home page.",
        "Set the owner",
        "The owner is set.",
    ),
    "close": Change(
        "Close",
        "Say what was done, or choose the evidence that shows it.",
        "Close as done",
        "It is closed as done.",
    ),
    "dismiss": Change(
        "Dismiss",
        "Nothing will be done about it. It stays on the list with your reason, and is not raised "
        "again by itself.",
        "Dismiss it",
        "It is dismissed.",
        is_grave=True,
    ),
    "reopen": Change(
        "Reopen",
        "It needs somebody again. How it was closed stays in its history.",
        "Reopen it",
        "It is open again.",
    ),
}
