"""Scores, pure and without a database: the one definition that pages, packs and tests share.

Figures are fractions from 0 to 1; contributions and gains are points of 100. Sums are exactly
rounded (`math.fsum`), so the order of items never shows in a figure, and thresholds allow for
1e-9, so that a question split over three datasets scores as it would over one.
docs/scoring.md explains the rules to people.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

EPSILON = 1e-9
MET_AT = 0.85
READY_AT = 0.85
NOT_MET_BELOW = 0.5
UNKNOWN_BELOW = 0.5
CRITICAL = 5
ASSURANCE_LEVELS = 4

ItemId = tuple[str, str]
"""A question key and a subject key."""


class State(enum.StrEnum):
    """The state of a question item. The five unknown states differ for people only, but for one
    thing: what is claimed not to apply does not stop a control from blocking.
    """

    HIDDEN = "hidden"
    ANSWERED = "answered"
    NOT_APPLICABLE = "not_applicable"
    DONT_KNOW = "dont_know"
    UNANSWERED = "unanswered"
    STALE = "stale"
    EXPIRED = "expired"
    CLAIMED = "claimed"

    @property
    def is_unknown(self) -> bool:
        return self in UNKNOWN_STATES


UNKNOWN_STATES = (
    State.DONT_KNOW,
    State.UNANSWERED,
    State.STALE,
    State.EXPIRED,
    State.CLAIMED,
)


class Verdict(enum.StrEnum):
    """What is said about a control, worst first; not applicable is separate."""

    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    PARTLY_MET = "partly_met"
    MET = "met"
    NOT_APPLICABLE = "not_applicable"


_RANK = {verdict: rank for rank, verdict in enumerate(Verdict)}


class Assurance(enum.IntEnum):
    """How an answer is backed. Never changes a score.

    `CHECKED` only by this installation's own look at the thing itself.
    """

    DECLARED = 0
    EVIDENCED = 1
    REVIEWED = 2
    CHECKED = 3


@dataclass(frozen=True, slots=True)
class Item:
    """One question asked about one object.

    `weight` > 0; `points` 0..1 count only while answered; `effort` 1..3 is what changing the
    answer takes. A `later` item serves nothing that binds yet: it is shown and counts from then.
    """

    question: str
    subject: str
    control: str
    state: State
    points: float = 0.0
    weight: float = 1.0
    gate: bool = False
    assurance: int = 0
    effort: int = 1
    owner: str = ""
    later: bool = False

    @property
    def id(self) -> ItemId:
        return self.question, self.subject

    @property
    def takes_part(self) -> bool:
        """Whether the arithmetic sees it."""
        apart = self.later or self.state in {State.HIDDEN, State.NOT_APPLICABLE}
        return not apart


@dataclass(frozen=True, slots=True)
class Control:
    """A control as scoring sees it: its weight 1..5, regimes and provisions by key."""

    key: str
    weight: float
    regimes: tuple[str, ...]
    provisions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """What is shown to be in place (`low`), what could be (`high`), and how much is answered."""

    low: float
    high: float
    coverage: float

    @property
    def shown(self) -> tuple[int, int, int]:
        """Low, high and coverage as whole hundredths that never promise more than is there."""
        return _down(self.low), math.ceil(self.high * 100 - EPSILON), _down(self.coverage)

    def __str__(self) -> str:
        low, high, coverage = self.shown
        headline = f"{low} ({low}–{high})" if self.coverage else f"{low}–{high}"
        return f"{headline}, coverage {coverage} %"


Levels = tuple[float, float, float, float]
NO_LEVELS: Levels = (0.0, 0.0, 0.0, 0.0)


def _down(fraction: float) -> int:
    return math.floor(fraction * 100 + EPSILON)


@dataclass(frozen=True, slots=True)
class ControlResult:
    """A control's figures; `band` is None when the control is not applicable.

    `items` are those that take part or are not applicable, in the order given; hidden ones are
    gone. `total` is the sum of weights that the figures divide by, `earned` and `open` the sums
    for answered points and for unknown items; `levels` has the weight of answered items at each
    level of assurance. `is_blocker`: the control is critical and not met, each claim that nobody
    agreed to taken for 0 points.
    """

    control: Control
    band: Band | None
    verdict: Verdict
    items: tuple[Item, ...]
    total: float
    earned: float
    open: float
    levels: Levels
    is_blocker: bool = False

    @property
    def key(self) -> str:
        return self.control.key

    @property
    def has_open_gate(self) -> bool:
        """Whether a gate of a critical control is unknown: then nothing is ready."""
        critical = self.control.weight >= CRITICAL
        return critical and any(
            item.gate and item.takes_part and item.state.is_unknown for item in self.items
        )

    def count(self, state: State) -> int:
        return sum(item.state is state for item in self.items)


@dataclass(frozen=True, slots=True)
class Share:
    """What one item gives to a figure and could still give, in points of 100."""

    item: Item
    contribution: float
    gain: float


@dataclass(frozen=True, slots=True)
class RegimeResult:
    """The figures of a regime, or of the whole pipeline when `key` is empty.

    `band` is None when no control applies. `assurance` has the weighted share of answered items
    at each level 0..3; the shares sum to 1, or are all 0 while nothing is answered. `total` is
    the sum of the weights of the controls that apply.
    """

    key: str
    band: Band | None
    ready: bool
    blockers: tuple[str, ...]
    assurance: Levels
    total: float
    controls: tuple[ControlResult, ...]

    def shares(self) -> list[Share]:
        """What each item that takes part gives and could give; contributions sum to low."""
        return [
            share
            for result in self.controls
            if result.band
            for share in _shares(result, 100 * result.control.weight / self.total / result.total)
        ]

    def count(self, verdict: Verdict) -> int:
        return sum(result.verdict is verdict for result in self.controls)

    def items(self, state: State) -> int:
        return sum(result.count(state) for result in self.controls)


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All figures of one set of items. `overall` counts every control once."""

    controls: Mapping[str, ControlResult]
    regimes: Mapping[str, RegimeResult]
    overall: RegimeResult
    provisions: Mapping[str, Verdict]


def score(items: Iterable[Item], controls: Sequence[Control]) -> Scorecard:
    """All figures for items and the controls they belong to.

    Items of controls that are not listed raise `KeyError`; weights that are not positive and
    points outside 0..1 raise `ValueError`. A regime is listed as soon as a control names it.
    """
    grouped: dict[str, list[Item]] = {control.key: [] for control in controls}
    for item in items:
        if item.state is not State.HIDDEN:
            grouped[item.control].append(item)
    results = {one.key: _control(one, grouped[one.key]) for one in controls}
    by_regime: dict[str, list[ControlResult]] = {}
    for result in results.values():
        for regime in result.control.regimes:
            by_regime.setdefault(regime, []).append(result)
    return Scorecard(
        controls=results,
        regimes={key: _regime(key, members) for key, members in by_regime.items()},
        overall=_regime("", list(results.values())),
        provisions=_provisions(results.values()),
    )


def _control(control: Control, items: list[Item]) -> ControlResult:
    """The figures of a control, and whether it blocks."""
    result = _figures(control, items)
    claimed = any(item.state is State.CLAIMED and item.takes_part for item in items)
    judged = _figures(control, [_denied(item) for item in items]) if claimed else result
    blocks = judged.verdict is Verdict.NOT_MET and control.weight >= CRITICAL
    return replace(result, is_blocker=blocks)


def _denied(item: Item) -> Item:
    """A claim as if it were wrong: nothing is in place."""
    if item.state is not State.CLAIMED:
        return item
    return replace(item, state=State.ANSWERED, points=0.0)


def _figures(control: Control, items: list[Item]) -> ControlResult:
    earned: list[float] = []
    unknown: list[float] = []
    answered: list[float] = []
    levels = [0.0] * ASSURANCE_LEVELS
    gates_passed, gate_failed = True, False
    for item in items:
        if not item.takes_part:
            continue
        _check(item)
        if item.state is State.ANSWERED:
            answered.append(item.weight)
            earned.append(item.weight * item.points)
            levels[item.assurance] += item.weight
            if item.gate:
                gate_failed = gate_failed or item.points <= EPSILON
                gates_passed = gates_passed and item.points >= 1 - EPSILON
        else:
            unknown.append(item.weight)
            gates_passed = gates_passed and not item.gate
    weights, kept = answered + unknown, tuple(items)
    if not weights:
        return ControlResult(control, None, Verdict.NOT_APPLICABLE, kept, 0, 0, 0, NO_LEVELS)
    total, low = math.fsum(weights), math.fsum(earned)
    band = Band(low / total, math.fsum(earned + unknown) / total, math.fsum(answered) / total)
    verdict = _verdict(band, gate_failed=gate_failed, gates_passed=gates_passed)
    backed = (levels[0], levels[1], levels[2], levels[3])
    return ControlResult(control, band, verdict, kept, total, low, math.fsum(unknown), backed)


def _check(item: Item) -> None:
    if item.weight <= 0:
        raise ValueError(f"{item.id} has weight {item.weight}")
    if not 0 <= item.points <= 1:
        raise ValueError(f"{item.id} has {item.points} points")


def _verdict(band: Band, *, gate_failed: bool, gates_passed: bool) -> Verdict:
    """The first rule that fits."""
    if gate_failed or band.high < NOT_MET_BELOW - EPSILON:
        return Verdict.NOT_MET
    if gates_passed and band.low >= MET_AT - EPSILON:
        return Verdict.MET
    if band.coverage < UNKNOWN_BELOW - EPSILON:
        return Verdict.UNKNOWN
    return Verdict.PARTLY_MET


def _regime(key: str, results: list[ControlResult]) -> RegimeResult:
    counted = [
        (outcome, outcome.control.weight, outcome.band) for outcome in results if outcome.band
    ]
    blockers = tuple(result.key for result in results if result.is_blocker)
    if not counted:
        return RegimeResult(key, None, False, blockers, NO_LEVELS, 0, tuple(results))
    total = math.fsum(weight for _, weight, _ in counted)
    band = Band(
        low=math.fsum(weight * band.low for _, weight, band in counted) / total,
        high=math.fsum(weight * band.high for _, weight, band in counted) / total,
        coverage=math.fsum(weight * band.coverage for _, weight, band in counted) / total,
    )
    return RegimeResult(
        key=key,
        band=band,
        ready=_is_ready(band, results),
        blockers=blockers,
        assurance=_assurance([result for result, _, _ in counted]),
        total=total,
        controls=tuple(results),
    )


def _is_ready(band: Band, results: list[ControlResult]) -> bool:
    in_the_way = any(result.is_blocker or result.has_open_gate for result in results)
    return not in_the_way and band.low >= READY_AT - EPSILON


def _assurance(results: list[ControlResult]) -> Levels:
    factors = [result.control.weight / result.total for result in results]
    sums = [
        math.fsum(
            factor * result.levels[level] for factor, result in zip(factors, results, strict=True)
        )
        for level in range(ASSURANCE_LEVELS)
    ]
    total = math.fsum(sums)
    if not total:
        return NO_LEVELS
    return sums[0] / total, sums[1] / total, sums[2] / total, sums[3] / total


def _shares(result: ControlResult, factor: float) -> Iterator[Share]:
    for item in result.items:
        most = factor * item.weight
        if not item.takes_part:
            continue
        if item.state is State.ANSWERED:
            yield Share(item, most * item.points, most - most * item.points)
        else:
            yield Share(item, 0.0, most)


def _provisions(results: Iterable[ControlResult]) -> dict[str, Verdict]:
    """The worst verdict among a provision's controls; not applicable when none applies."""
    worst: dict[str, Verdict] = {}
    for result in results:
        rank = _RANK[result.verdict]
        for key in result.control.provisions:
            known = worst.get(key)
            if known is None or rank < _RANK[known]:
                worst[key] = result.verdict
    return worst
