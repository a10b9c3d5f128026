"""What a reviewer can say of an access, and what becomes of it.

A verdict is what one person says, an outcome what a stage or the whole review arrives at. Only
keeping and a changed expiry approve an access; "cannot tell" and "not decided" never do.
"""

from __future__ import annotations

import enum


class Verdict(enum.StrEnum):
    """What one reviewer says. Handing over says nothing of the access: somebody else will."""

    KEEP = "keep"
    REDUCE = "reduce"
    REVOKE = "revoke"
    CHANGE_EXPIRY = "change_expiry"
    CANNOT_TELL = "cannot_tell"
    HAND_OVER = "hand_over"


class Outcome(enum.StrEnum):
    """What was arrived at. `NOT_DECIDED`: the time was over and nobody had the say."""

    KEEP = "keep"
    REDUCE = "reduce"
    REVOKE = "revoke"
    CHANGE_EXPIRY = "change_expiry"
    CANNOT_TELL = "cannot_tell"
    NOT_DECIDED = "not_decided"

    @property
    def is_approval(self) -> bool:
        """The access was looked at and found right, for ever or until a day."""
        return self in {Outcome.KEEP, Outcome.CHANGE_EXPIRY}

    @property
    def is_refusal(self) -> bool:
        """The access, or a part of it, is to go."""
        return self in REFUSALS

    @property
    def is_decided(self) -> bool:
        """Somebody with the say said what becomes of it."""
        return self.is_approval or self.is_refusal


REFUSALS = frozenset({Outcome.REVOKE, Outcome.REDUCE})

# The most restrictive last. Doubt stands above a changed expiry, which approves the access until a
# day; it stands below a reduction, which would be lost if a doubt of somebody else outweighed it.
_STRICTNESS = {
    verdict: rank
    for rank, verdict in enumerate(
        (
            Verdict.HAND_OVER,
            Verdict.KEEP,
            Verdict.CHANGE_EXPIRY,
            Verdict.CANNOT_TELL,
            Verdict.REDUCE,
            Verdict.REVOKE,
        )
    )
}


def strictness(verdict: Verdict) -> int:
    """A number that is higher the more a verdict takes away."""
    return _STRICTNESS[verdict]


def note_needed(verdict: Verdict, flagged: bool) -> bool:
    """Whether a reason must be written: for all but keeping, and for keeping what is flagged."""
    return flagged or verdict is not Verdict.KEEP
