"""The figure of several pipelines: their mean, always beside the worst one. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from .engine.scoring import Band


@dataclass(frozen=True, slots=True)
class GroupBand:
    """The mean over several pipelines, always beside the worst one."""

    mean: Band
    worst_key: str
    worst: Band


def group(bands: Mapping[str, Band | None]) -> GroupBand | None:
    """The figure of a team or the organisation from its pipelines' figures by key.

    Pipelines without an applicable control are left out; None when that leaves nothing.
    """
    known = {key: band for key, band in bands.items() if band is not None}
    if not known:
        return None
    count = len(known)
    mean = Band(
        low=math.fsum(band.low for band in known.values()) / count,
        high=math.fsum(band.high for band in known.values()) / count,
        coverage=math.fsum(band.coverage for band in known.values()) / count,
    )
    worst = min(known, key=lambda key: (known[key].low, known[key].high, key))
    return GroupBand(mean, worst, known[worst])
