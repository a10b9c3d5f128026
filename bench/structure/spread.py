"""Many numbers told in three, and parts of a whole in per cent."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spread:
    """Median, 90th percentile and largest of some numbers; zeros where there are none.

    The percentile is the nearest rank: a number that really occurs, with nine tenths of all at
    or below it.
    """

    median: float
    p90: int
    max: int

    @classmethod
    def of(cls, numbers: Sequence[int]) -> Spread:
        if not numbers:
            return cls(0, 0, 0)
        ordered = sorted(numbers)
        rank = math.ceil(len(ordered) * 0.9)
        return cls(statistics.median(ordered), ordered[rank - 1], ordered[-1])


def per_cent(part: int, whole: int) -> float:
    """`part` of `whole` in per cent with one decimal; 0 of nothing."""
    return round(100 * part / whole, 1) if whole else 0.0
