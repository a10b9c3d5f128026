"""Which answers a reviewer reads when not all are read: pure, and the same for the same seed.

Some are always read: what gates, blocks, is claimed not to apply, was asked back or changed
meanwhile, and what weighs much with nothing behind it. Of the rest a share is drawn, each answer
with a chance in proportion to what rests on it (weighted sampling without replacement after
Efraimidis and Spirakis, Information Processing Letters 97 (2006): the largest u^(1/w) are taken).
The draw of a larger share contains that of a smaller one.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from .questionnaire import Asked
from .scoring import Assurance, ItemId, Scorecard, State

MUCH = 4
"""The criticality from which a declared answer that earns points is always read."""


@dataclass(frozen=True, slots=True)
class Sample:
    """`always` with the reason of each; `drawn` from the rest."""

    always: Mapping[ItemId, str]
    drawn: frozenset[ItemId]

    @property
    def required(self) -> frozenset[ItemId]:
        return self.drawn | self.always.keys()


def sample(
    items: Collection[Asked],
    card: Scorecard,
    changed: Collection[ItemId],
    share: int,
    seed: str,
    *,
    asked_back: Collection[ItemId] = (),
) -> Sample:
    """What has to be decided: everything for a share of 100, otherwise strata and a draw.

    `changed` are the items that changed since they were submitted, `asked_back` those that a
    reviewer asked about before; `share` is in percent.
    """
    always = {item.id: why for item in items if (why := _reason(item, card, changed))}
    always |= {item.id: "asked back before" for item in items if item.id in asked_back}
    rest = [item for item in items if item.id not in always]
    size = math.ceil(len(rest) * share / 100)
    ranked = sorted(rest, key=lambda item: _rank(item, card, seed), reverse=True)
    return Sample(always, frozenset(item.id for item in ranked[:size]))


def _reason(item: Asked, card: Scorecard, changed: Collection[ItemId]) -> str:
    control = card.controls[item.question.control]
    bare = item.state is State.ANSWERED and item.assurance is Assurance.DECLARED
    if item.id in changed:
        return "changed since it was submitted"
    if item.question.gate:
        return "gate"
    if control.is_blocker:
        return "blocks"
    if item.machine is not None and not item.worked_out:
        return "sets aside what facts say"
    if item.state in {State.CLAIMED, State.NOT_APPLICABLE}:
        return "claimed not to apply"
    if bare and item.points > 0 and control.control.weight >= MUCH:
        return "weighs much and is only declared"
    return ""


def _rank(item: Asked, card: Scorecard, seed: str) -> tuple[float, ItemId]:
    """u^(1/w), as its logarithm; u from the seed and the item alone."""
    raw = hashlib.sha256("|".join((seed, *item.id)).encode()).digest()[:8]
    uniform = (int.from_bytes(raw) + 1) / (2**64 + 1)
    weight = card.controls[item.question.control].control.weight * item.weight
    return math.log(uniform) / weight, item.id
