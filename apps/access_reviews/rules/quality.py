"""How carefully an access review was done: figures and signs, never a ranking of people.

Signs are shown to the reviewer before submitting, and added up to the owner. Of fewer than ten
decisions nothing can be said. A median under three seconds is less than it takes to read the
sentence that says what an access is: twelve words at 238 words a minute (Brysbaert 2019, Journal
of Memory and Language 109). The other thresholds are the product's own.
"""

from __future__ import annotations

import enum
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from .decisions import Outcome, Verdict

FEWEST_DECISIONS = 10
TOO_FAST_SECONDS = 3.0
MOST_IN_BULK = 0.8
LEAST_OPENED = 0.1
FEWEST_FLAGGED = 5
FEWEST_REVIEWERS = 3
"""Figures of fewer reviewers together would be one person's, to whoever knows the other."""


class Sign(enum.StrEnum):
    """What hints at a rubber stamp."""

    TOO_FAST = "too_fast"
    IN_BULK = "in_bulk"
    UNOPENED = "unopened"
    FLAGGED_KEPT = "flagged_kept"


@dataclass(frozen=True, slots=True)
class Judged:
    """One decision as the figures see it.

    `seconds`: how long it was looked at; of a bulk act, the time divided by its decisions; None
    when unknown. `peers`: what others said of it in the same stage. `last`: what the last campaign
    arrived at.
    """

    verdict: Verdict
    flagged: bool = False
    bulk: bool = False
    opened: bool = False
    seconds: float | None = None
    peers: tuple[Verdict, ...] = ()
    last: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many; `value` is None of none."""

    count: int
    of: int

    @property
    def value(self) -> float | None:
        return self.count / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Figures:
    """What can be said of decisions, of one reviewer's or of all together."""

    decisions: int
    in_bulk: Share
    opened: Share
    agreed_with_peers: Share
    agreed_with_last: Share
    flagged_kept: Share
    timed: int
    median_seconds: float | None


def measure(judged: Iterable[Judged]) -> Figures:
    """The figures of some decisions. Handing over is none, and last time's silence no opinion."""
    items = [item for item in judged if item.verdict is not Verdict.HAND_OVER]
    seconds = [item.seconds for item in items if item.seconds is not None]
    return Figures(
        decisions=len(items),
        in_bulk=_share(item.bulk for item in items),
        opened=_share(item.opened for item in items),
        agreed_with_peers=_share(_agreements(items)),
        agreed_with_last=_share(_repeats(items)),
        flagged_kept=_share(item.verdict is Verdict.KEEP for item in items if item.flagged),
        timed=len(seconds),
        median_seconds=statistics.median(seconds) if seconds else None,
    )


def signs(figures: Figures) -> tuple[Sign, ...]:
    """What hints that decisions were not looked at; nothing of too few."""
    if figures.decisions < FEWEST_DECISIONS:
        return ()
    return tuple(sign for sign, shows in _SHOWS.items() if shows(figures))


def sign_words(sign: Sign, figures: Figures) -> str:
    """The sign as a sentence, with its figures, to whoever decided."""
    return {
        Sign.TOO_FAST: f"Half of them took at most {figures.median_seconds or 0:.1f} seconds each.",
        Sign.IN_BULK: f"{_of(figures.in_bulk)} were decided in bulk.",
        Sign.UNOPENED: f"The details were opened for {_of(figures.opened)}.",
        Sign.FLAGGED_KEPT: f"All {figures.flagged_kept.of} that carry a flag were kept.",
    }[sign]


def may_show_together(reviewers: int) -> bool:
    """Whether figures of so many reviewers together say nothing of one of them."""
    return reviewers >= FEWEST_REVIEWERS


def _agreements(items: Sequence[Judged]) -> list[bool]:
    """One for each decision and peer."""
    return [item.verdict is peer for item in items for peer in _with_a_say(item.peers)]


def _with_a_say(peers: Iterable[Verdict]) -> list[Verdict]:
    return [peer for peer in peers if peer is not Verdict.HAND_OVER]


def _repeats(items: Sequence[Judged]) -> list[bool]:
    """One for each decision about what was decided last time."""
    return [
        item.verdict.value == item.last.value
        for item in items
        if item.last is not None and item.last.is_decided
    ]


def _share(truths: Iterable[bool]) -> Share:
    listed = list(truths)
    return Share(sum(listed), len(listed))


def _of(share: Share) -> str:
    return f"{share.count} of {share.of}"


def _too_fast(figures: Figures) -> bool:
    median = figures.median_seconds
    enough = figures.timed >= FEWEST_DECISIONS
    return enough and median is not None and median < TOO_FAST_SECONDS


def _all_flagged_kept(figures: Figures) -> bool:
    kept = figures.flagged_kept
    return kept.of >= FEWEST_FLAGGED and kept.count == kept.of


_SHOWS: Mapping[Sign, Callable[[Figures], bool]] = {
    Sign.TOO_FAST: _too_fast,
    Sign.IN_BULK: lambda figures: (figures.in_bulk.value or 0) >= MOST_IN_BULK,
    Sign.UNOPENED: lambda figures: (figures.opened.value or 0) < LEAST_OPENED,
    Sign.FLAGGED_KEPT: _all_flagged_kept,
}
