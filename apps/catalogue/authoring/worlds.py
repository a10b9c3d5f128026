"""Looking for a world: values of facts in which some conditions hold and others do not.

Facts are settled one after the other and the conditions decided as far as the settled ones go: a
condition that is decided stays so, whatever follows. That cuts most of the tree, so a few hundred
tries decide what a table of all combinations could not hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..expressions import Evaluator, Expression, Outcome
from .possible_values import Specs, TooManyCombinations, telling_values

MOST_TRIES = 20_000

World = dict[str, Any]


def find_world(
    holding: Sequence[Expression],
    failing: Sequence[Expression],
    specs: Specs,
    given: Mapping[str, Any] | None = None,
    same: Mapping[str, str] | None = None,
) -> World | None:
    """Facts by which all of `holding` are true and all of `failing` false; None where none are.

    `given` are settled from the start. `same` names facts that always have the value of another:
    {"data_personal": "dataset_personal"} looks at the dataset that makes the pipeline's fact true.
    Facts without a spec are left unknown. Raises `TooManyCombinations` past `MOST_TRIES`, and
    `ExpressionError` where a value does not fit.
    """
    search = _Search(holding, failing, specs, same or {})
    return search.settle(dict(given or {}))


class _Search:
    def __init__(
        self,
        holding: Sequence[Expression],
        failing: Sequence[Expression],
        specs: Specs,
        same: Mapping[str, str],
    ) -> None:
        self.wanted = [(one, Outcome.TRUE) for one in holding]
        self.wanted += [(one, Outcome.FALSE) for one in failing]
        self.same = same
        self.values = telling_values([one for one, _ in self.wanted], specs)
        self.tries = 0

    def settle(self, world: World) -> World | None:
        self.tries += 1
        if self.tries > MOST_TRIES:
            raise TooManyCombinations
        evaluator, open_facts = Evaluator(world), None
        for expression, wanted in self.wanted:
            outcome = evaluator.decide(expression)
            if outcome is Outcome.UNDECIDED:
                open_facts = open_facts or [
                    key for key in expression.reads if key in self.values and key not in world
                ]
                if not open_facts:
                    return None
            elif outcome is not wanted:
                return None
        return self._branch(world, open_facts[0]) if open_facts else world

    def _branch(self, world: World, key: str) -> World | None:
        for value in self.values[key]:
            found = self.settle({**world, **self._settled(key, value)})
            if found is not None:
                return found
        return None

    def _settled(self, key: str, value: Any) -> World:
        """The fact with everything that has its value."""
        root = self.same.get(key, key)
        twins = [twin for twin, of in self.same.items() if of == root]
        return dict.fromkeys((root, *twins), value)
