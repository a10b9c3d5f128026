"""What if: figures after answers that nobody gave; nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from apps.core.access import Actor, require
from apps.core.errors import DomainError

from ..engine.scoring import ItemId, RegimeResult, Scorecard
from ..engine.workbook import Workbook
from ..permissions import VIEW


@dataclass(frozen=True, slots=True)
class Simulation:
    """Figures before and after; `changes` are the option keys by item."""

    changes: Mapping[ItemId, str]
    before: Scorecard
    after: Scorecard

    def pair(self, regime: str = "") -> tuple[RegimeResult, RegimeResult]:
        """A regime's figures, or those of the whole pipeline, before and after."""
        if not regime:
            return self.before.overall, self.after.overall
        return self.before.regimes[regime], self.after.regimes[regime]

    def points(self, regime: str = "") -> float:
        """How far the headline figure would rise, in points of 100."""
        before, after = (figure.band.low if figure.band else 0.0 for figure in self.pair(regime))
        return 100 * (after - before)


def simulate(actor: Actor, workbook: Workbook, changes: Mapping[ItemId, str]) -> Simulation:
    """The figures if these items were answered with these options.

    Raises `DomainError` for a question that is not asked or an option it does not have.
    """
    require(actor, VIEW, workbook.assessment)
    points = {item: _points(workbook, item, option) for item, option in changes.items()}
    return Simulation(dict(changes), workbook.card, workbook.simulated(points))


def best_option(workbook: Workbook, item: ItemId) -> str:
    """The option with the most points, as "what would raise this" proposes it."""
    asked = workbook.find(*item)
    if asked is None:
        raise DomainError("This question is not asked in this assessment.", code="not_asked")
    return max(asked.question.options, key=lambda option: option.points).key


def _points(workbook: Workbook, item: ItemId, option_key: str) -> float:
    asked = workbook.find(*item)
    option = asked.question.option(option_key) if asked else None
    if option is None:
        raise DomainError(
            "This answer cannot be tried out: it is not one of this assessment's.",
            code="unknown_option",
        )
    return option.points
