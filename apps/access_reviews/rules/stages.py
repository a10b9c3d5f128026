"""From stage to stage, and what becomes of an access when the campaign closes.

What is refused is final at once; what was kept, given another end, not told or not decided goes on
to the next stage. What nobody decided follows the campaign's rule and is never an approval. The
truth tables are tests/access_reviews/rules/test_stages.py.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from .decisions import Outcome

MOST_STAGES = 3
"""More than three looks at one access is a queue, not a control."""

Outcomes = Sequence[Outcome | None]
"""What the stages arrived at, in order; None for the one that still waits."""


class UndecidedRule(enum.StrEnum):
    """What happens at the close to what nobody decided."""

    REVOKE = "revoke"
    KEEP_WITH_FINDING = "keep_with_finding"
    EXTEND_ONCE = "extend_once"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an access is in its stages.

    `stage` looks at it now, or looked last; `outcome` is None while it is open. `stands_by` is the
    stage whose decision counts, with the expiry or privilege that it named; 0 while it is open.
    """

    stage: int
    outcome: Outcome | None = None
    stands_by: int = 0


@dataclass(frozen=True, slots=True)
class Closing:
    """What the close does with one access.

    `recorded` is what people arrived at: it is counted, shown and reported. `outcome` is what
    becomes of the access, which may be the campaign's rule. `finding`: it stays though nobody
    decided, and somebody has to look into that.
    """

    recorded: Outcome
    outcome: Outcome
    stands_by: int = 0
    finding: bool = False

    @property
    def decided(self) -> bool:
        """People decided it; a rule did otherwise."""
        return self.recorded.is_decided

    @property
    def approved(self) -> bool:
        return self.recorded.is_approval and self.outcome.is_approval


def place(outcomes: Outcomes, stages: int) -> Place:
    """The stage an access is in, or what it ended with.

    What a later stage would say of a refused access is not looked at. Raises `ValueError` for a
    number of stages that cannot be, and for more outcomes than stages.
    """
    if not 1 <= stages <= MOST_STAGES or len(outcomes) > stages:
        raise ValueError(f"{len(outcomes)} outcomes of {stages} stages")
    for number, outcome in enumerate(outcomes, 1):
        if outcome is None:
            return Place(number)
        if outcome.is_refusal or number == stages:
            return _ended(outcomes[:number])
    return Place(len(outcomes) + 1)


def _ended(outcomes: Outcomes) -> Place:
    """Who keeps an access agrees to what an earlier stage made of it: a changed end stays."""
    last, number = outcomes[-1], len(outcomes)
    if last is Outcome.KEEP and Outcome.CHANGE_EXPIRY in outcomes:
        changed = max(n for n, o in enumerate(outcomes, 1) if o is Outcome.CHANGE_EXPIRY)
        return Place(number, Outcome.CHANGE_EXPIRY, changed)
    return Place(number, last, number)


def at_stage_end(outcome: Outcome | None) -> Outcome:
    """A stage whose time is over: what waits has not been decided by it, and goes on."""
    return outcome or Outcome.NOT_DECIDED


def extends(rule: UndecidedRule, extended: bool, undecided: int) -> bool:
    """Whether the campaign gets its one extension instead of closing."""
    return rule is UndecidedRule.EXTEND_ONCE and not extended and undecided > 0


def at_close(
    outcomes: Outcomes, stages: int, rule: UndecidedRule, extended: bool
) -> Closing | None:
    """What the close does with an access; None when it stays open because the campaign is extended.

    An access that not all of its stages have seen has not been decided, even if the first kept
    it. `extended`: the campaign had its extension. Raises `ValueError` as `place` does.
    """
    where = place(outcomes, stages)
    said = where.outcome or Outcome.NOT_DECIDED
    if said.is_decided:
        return Closing(said, said, where.stands_by)
    if extends(rule, extended, 1):
        return None
    if rule is UndecidedRule.REVOKE:
        return Closing(said, Outcome.REVOKE)
    return Closing(said, said, finding=True)
