"""How several reviewers of one stage arrive at one outcome.

Each person has one voice, the last thing they said, however many they stand in for. Each seat is
somebody who was asked; a deputy speaks for the seat that the opinion names. In what order opinions
arrive never matters, but for what one person said last and for whose word is the latest where one
decides. The truth table is tests/access_reviews/rules/test_votes.py.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from .decisions import Outcome, Verdict, strictness


class Vote(enum.StrEnum):
    """How a stage decides.

    `ONE_DECIDES`: the latest word of anybody counts. `ALL_AGREE`: once all have spoken the most
    restrictive counts, so that an access is kept only if all keep it. `ONE_REFUSAL`: the first who
    revokes or reduces decides at once; all else needs everybody.
    """

    ONE_DECIDES = "one_decides"
    ALL_AGREE = "all_agree"
    ONE_REFUSAL = "one_refusal"


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a person said of one access in one stage, and for whose seat."""

    by: int
    seat: int
    verdict: Verdict
    at: dt.datetime
    new_expiry: dt.date | None = None
    new_privilege: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """Where a stage stands: `outcome` is None while it waits for the seats in `waiting_for`.

    `carried_by` are the opinions that made the outcome, the earliest first.
    """

    outcome: Outcome | None
    carried_by: tuple[Opinion, ...]
    waiting_for: frozenset[int]

    @property
    def new_expiry(self) -> dt.date | None:
        """The earliest day that those who changed the expiry named."""
        days = (opinion.new_expiry for opinion in self.carried_by)
        return min((day for day in days if day), default=None)

    def new_privilege(self, weights: Mapping[str, int]) -> str:
        """The weakest privilege that those who reduced the access left; empty when none did.

        Of two that weigh the same, the first by name. Raises `KeyError` for an unknown privilege.
        """
        left = {opinion.new_privilege for opinion in self.carried_by} - {""}
        return min(left, key=lambda privilege: (weights[privilege], privilege), default="")


def tally(opinions: Iterable[Opinion], vote: Vote, seats: Collection[int]) -> Tally:
    """The outcome of a stage.

    `seats` are all who are asked, with those who spoke and then left. Whoever left without a word
    has to be replaced first, or the stage waits for them. With no seat at all nothing is agreed
    to; what somebody alone may decide is decided.
    """
    voices = _voices(opinions)
    waiting_for = frozenset(seats) - {voice.seat for voice in voices}
    complete = bool(seats) and not waiting_for
    carried_by = _WAYS[vote](voices, complete)
    outcome = Outcome(carried_by[0].verdict.value) if carried_by else None
    return Tally(outcome, carried_by, waiting_for)


def _voices(opinions: Iterable[Opinion]) -> list[Opinion]:
    """The last word of each person, the earliest first; handing over is none, and takes back what
    the same person said before."""
    last = {opinion.by: opinion for opinion in sorted(opinions, key=_moment)}
    words = (opinion for opinion in last.values() if opinion.verdict is not Verdict.HAND_OVER)
    return sorted(words, key=_moment)


def _moment(opinion: Opinion) -> tuple[dt.datetime, int, int, int]:
    """Of two things said at the same moment the stricter counts as the later."""
    return opinion.at, strictness(opinion.verdict), opinion.by, opinion.seat


def _one_decides(voices: Sequence[Opinion], complete: bool) -> tuple[Opinion, ...]:
    """Who cannot tell decides nothing, so the others are waited for."""
    latest = tuple(voices[-1:])
    doubtful = any(voice.verdict is Verdict.CANNOT_TELL for voice in latest)
    return () if doubtful and not complete else latest


def _all_agree(voices: Sequence[Opinion], complete: bool) -> tuple[Opinion, ...]:
    return _strictest(voices) if complete else ()


def _one_refusal(voices: Sequence[Opinion], complete: bool) -> tuple[Opinion, ...]:
    refusals = [voice for voice in voices if Outcome(voice.verdict.value).is_refusal]
    return _strictest(refusals) or _all_agree(voices, complete)


def _strictest(voices: Sequence[Opinion]) -> tuple[Opinion, ...]:
    most = max((strictness(voice.verdict) for voice in voices), default=0)
    return tuple(voice for voice in voices if strictness(voice.verdict) == most)


_WAYS: Mapping[Vote, Callable[[Sequence[Opinion], bool], tuple[Opinion, ...]]] = {
    Vote.ONE_DECIDES: _one_decides,
    Vote.ALL_AGREE: _all_agree,
    Vote.ONE_REFUSAL: _one_refusal,
}
