"""Which entitlements a differential campaign looks at: what differs from the last list.

What was refused or given another end and is there as before, and what nobody decided, comes back
whatever else is true of it: leaving it out would count it as approved.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .decisions import Outcome


class Why(enum.StrEnum):
    """Why an entitlement is looked at again, the weightiest reason first."""

    NOT_CARRIED_OUT = "not_carried_out"
    NOT_DECIDED = "not_decided"
    NEW = "new"
    CHANGED = "changed"
    RISKIER = "riskier"
    RISKY = "risky"


@dataclass(frozen=True, slots=True)
class Listed:
    """An entitlement on a list.

    `content` is the digest of what was granted (window, purpose, reason, expiry), without what
    changes by itself, such as the last use; the privilege is part of the key. `outcome` is what
    its campaign arrived at.
    """

    key: str
    content: str
    risk: int
    flags: frozenset[str] = frozenset()
    outcome: Outcome | None = None


def why_again(now: Listed, last: Listed | None, risky_from: int) -> Why | None:
    """The weightiest reason to look at it again; None when there is none.

    From the rank `risky_from` on it is looked at each time.
    """
    if last is None:
        return Why.NEW
    reasons = {
        Why.NOT_CARRIED_OUT: _is_not_carried_out(now, last),
        Why.NOT_DECIDED: last.outcome is None or not last.outcome.is_decided,
        Why.CHANGED: now.content != last.content,
        Why.RISKIER: now.risk > last.risk or not now.flags <= last.flags,
        Why.RISKY: now.risk >= risky_from,
    }
    return next((why for why, holds in reasons.items() if holds), None)


def differential(
    now: Iterable[Listed], last: Mapping[str, Listed], risky_from: int
) -> dict[str, Why]:
    """What to look at, by key, with the reason. With no last list everything is new."""
    whys = ((item.key, why_again(item, last.get(item.key), risky_from)) for item in now)
    return {key: why for key, why in whys if why}


def _is_not_carried_out(now: Listed, last: Listed) -> bool:
    """A refused access would be gone or have another key, one with a new end another content."""
    if last.outcome is Outcome.CHANGE_EXPIRY:
        return now.content == last.content
    return last.outcome is not None and last.outcome.is_refusal
