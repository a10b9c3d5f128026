"""Where each provision of the chosen laws stands before anything is judged: pure.

Only duties and rights have a verdict everywhere. Of alternatives and exemptions the one that is
relied on is judged; definitions, scope, sanctions and dates never are, and nothing is before its
day.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Mapping, Sequence

from apps.catalogue.content_types import (
    HAS_VERDICT,
    JUDGED_IF_RELIED_ON,
    SEES,
    Catalogue,
    Provision,
    ProvisionStatus,
    Subject,
)
from apps.catalogue.expressions import Evaluator, Expression, Outcome

Seats = Mapping[Subject, Sequence[Evaluator]]
"""The objects of an assessment by kind, as evaluators of their facts."""


class Standing(enum.StrEnum):
    """`OPEN`: nobody knows yet whether it is the alternative relied on. `NOT_BINDING`: facts say
    that it binds for none of the objects."""

    JUDGED = "judged"
    NOT_RELIED_ON = "not_relied_on"
    OPEN = "open"
    LATER = "later"
    NOT_BINDING = "not_binding"
    NO_STATUS = "no_status"


def standings(
    catalogue: Catalogue, regimes: Iterable[str], seats: Seats, today: dt.date
) -> dict[str, Standing]:
    """The standing of every provision of these regimes, by key."""
    return {
        provision.key: _standing(provision, seats, today)
        for regime in regimes
        for provision in catalogue.provisions_of.get(regime, ())
    }


def can_be_judged(provision: Provision) -> bool:
    """Whether its kind ever has a verdict; a proposal has none."""
    known = provision.kind in HAS_VERDICT | JUDGED_IF_RELIED_ON
    return known and provision.status is not ProvisionStatus.PROPOSED


def _standing(provision: Provision, seats: Seats, today: dt.date) -> Standing:
    if not can_be_judged(provision):
        return Standing.NO_STATUS
    if not provision.in_force(today):
        return Standing.LATER
    if provision.kind in HAS_VERDICT:
        return _bound(provision.applies_when, seats)
    if provision.relied_on is None:
        # A lasting rule of its own: an exemption nobody chooses has nothing to be met.
        return Standing.NO_STATUS
    return _reliance(provision.relied_on, seats)


def _bound(applies_when: Expression | None, seats: Seats) -> Standing:
    """It binds unless facts say for every object that it does not."""
    if applies_when is None:
        return Standing.JUDGED
    said = _said(applies_when, seats)
    return Standing.NOT_BINDING if said == {Outcome.FALSE} else Standing.JUDGED


def _reliance(relied_on: Expression, seats: Seats) -> Standing:
    """Relied on for one object is relied on; not, only when every object says so."""
    outcomes = _said(relied_on, seats)
    if Outcome.TRUE in outcomes:
        return Standing.JUDGED
    return Standing.OPEN if Outcome.UNDECIDED in outcomes else Standing.NOT_RELIED_ON


def _said(expression: Expression, seats: Seats) -> set[Outcome]:
    return {
        evaluator.decide(expression)
        for kind in _able_to_say(expression)
        for evaluator in seats.get(kind, ())
    }


def _able_to_say(expression: Expression) -> list[Subject]:
    """The kinds of object that see all it reads: the narrowest scope that does."""
    able = [
        kind for kind, sees in SEES.items() if all(f.startswith(sees) for f in expression.reads)
    ]
    return able[:1] if able and able[0] in {Subject.ORGANIZATION, Subject.PIPELINE} else able
