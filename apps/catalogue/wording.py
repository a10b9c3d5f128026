"""What an answer is bound to: the words of its question and of the answers it offers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apps.core import canonical


def wording_of(question: Mapping[str, Any]) -> str:
    """The digest of what a person read who answered: whom it is about, what is asked, and which
    options there are. Their order and points are not part of it, nor why we ask.

    `question` is an entry of a catalogue document, of any format.
    """
    options = sorted([option["id"], option["label"]] for option in question["options"])
    return canonical.digest([question["about"], question["ask"], options])
