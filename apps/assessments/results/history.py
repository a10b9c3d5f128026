"""How the figures moved: the chart, the reasons, and a date of the past against today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from apps.ui.charts import Chart, HistoryPoint, score_history

from ..engine.scoring import Band, Scorecard
from ..models import ScorePoint


@dataclass(frozen=True, slots=True)
class Move:
    """One change of a figure and why; `points` of 100, None for the first."""

    at: dt.datetime
    band: Band
    points: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A law's figure on the chosen day and today."""

    short: str
    then: Band | None
    now: Band | None

    @property
    def moved(self) -> float | None:
        if self.then is None or self.now is None:
            return None
        return 100 * (self.now.low - self.then.low)


def chart_of(points: Sequence[ScorePoint], until: dt.datetime, title: str) -> Chart | None:
    drawn = [HistoryPoint(point.at, point.low, point.high, point.reason) for point in points]
    return score_history(drawn, until, title=title)


def moves(points: Sequence[ScorePoint]) -> list[Move]:
    """Changes, newest first."""
    moves: list[Move] = []
    before: ScorePoint | None = None
    for point in points:
        by = None if before is None else 100 * (point.low - before.low)
        moves.append(Move(point.at, Band(point.low, point.high, point.coverage), by, point.reason))
        before = point
    return moves[::-1]


def compared(names: Mapping[str, str], then: Scorecard, now: Scorecard) -> list[Compared]:
    """Every law that was scored on one of the two days."""
    return [
        Compared(short, _band(then, key), _band(now, key))
        for key, short in names.items()
        if key in then.regimes or key in now.regimes
    ]


def _band(card: Scorecard, key: str) -> Band | None:
    result = card.regimes.get(key)
    return result.band if result else None
