"""What would raise a figure, and what changes would do together: pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from .scoring import EPSILON, Assurance, Control, Item, ItemId, Scorecard, State, score


@dataclass(frozen=True, slots=True)
class Advice:
    """Something that would raise a figure: `gain` in points of 100 if answered with full points.

    `lifts` names the control when it blocks its regimes today.
    """

    item: Item
    gain: float
    per_effort: float
    lifts: str


def advice(card: Scorecard, regime: str = "") -> list[Advice]:
    """What would raise a regime's figure, or the whole pipeline's, best gain per effort first.

    Gains do not add up across items of one gate or threshold: `simulate` says what several
    changes do together.
    """
    result = card.regimes[regime] if regime else card.overall
    blocking = {control.key for control in result.controls if control.is_blocker}
    advised = [
        Advice(
            item=share.item,
            gain=share.gain,
            per_effort=share.gain / share.item.effort,
            lifts=share.item.control if share.item.control in blocking else "",
        )
        for share in result.shares()
        if share.gain > EPSILON
    ]
    return sorted(advised, key=lambda raised: (-raised.per_effort, -raised.gain, raised.item.id))


def simulate(
    items: Iterable[Item], controls: Sequence[Control], changes: Mapping[ItemId, float]
) -> Scorecard:
    """The figures if these items were answered with these points, by recomputing.

    Hidden items stay hidden, whatever `changes` says.
    """
    return score([_changed(item, changes) for item in items], controls)


def _changed(item: Item, changes: Mapping[ItemId, float]) -> Item:
    points = changes.get(item.id)
    if points is None or item.state is State.HIDDEN:
        return item
    return replace(item, state=State.ANSWERED, points=points, assurance=Assurance.DECLARED)
