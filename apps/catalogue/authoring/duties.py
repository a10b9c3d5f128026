"""What the law demands: each duty is of a kind, every element of it is asked, and no question that
asks it is hidden where it applies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from apps.core.facts import FactKind

from ..content_types import JUDGED_IF_RELIED_ON, Catalogue, Provision, ProvisionKind, Question
from ..expressions import Expression, ExpressionError
from .assertions import FULL
from .content import Content
from .possible_values import Specs, TooManyCombinations
from .problems import BAD, Finding
from .worlds import World, find_world

_REFERRING = ("repeats", "follows")


class Duties:
    """The findings about provisions."""

    def __init__(self, content: Content, catalogue: Catalogue, specs: Specs) -> None:
        self.content = content
        self.catalogue = catalogue
        self.specs = specs
        self.same = _summaries(specs)
        provisions = content.document["provisions"]
        self.unkind = {entry["id"] for entry in provisions if "kind" not in entry}
        self.asking: defaultdict[str, list[Question]] = defaultdict(list)
        for question in catalogue.questions.values():
            for option in question.options:
                if option.points >= FULL:
                    for said in option.asserts:
                        self.asking[said].append(question)

    def run(self) -> Iterator[Finding]:
        for provision in self.catalogue.provisions.values():
            yield from self._kind(provision)
            if provision.must_ask:
                for said in provision.assertions:
                    yield from self._asked(provision, said)

    def _at(self, provision: Provision, message: str, *below: str) -> Finding:
        text = f"{provision.key}: {message}"
        return BAD, self.content.problem("provisions", provision.key, text, *below)

    def _kind(self, provision: Provision) -> Iterator[Finding]:
        if provision.key in self.unkind:
            yield self._at(provision, "is of no kind")
        if provision.kind is ProvisionKind.ALTERNATIVE and not provision.group:
            yield self._at(provision, "is an alternative to nothing: name its group")
        if provision.kind in JUDGED_IF_RELIED_ON and provision.group and not provision.relied_on:
            yield self._at(provision, "does not say when it is relied on")
        if provision.unasked in _REFERRING and not provision.see:
            yield self._at(provision, f"{provision.unasked} what? name it in `see`", "unasked")
        if provision.unasked and any(self.asking[said] for said in provision.assertions):
            yield self._at(provision, "is asked, and says that it is not", "unasked")

    def _asked(self, provision: Provision, said: str) -> Iterator[Finding]:
        questions = self.asking[said]
        if not questions:
            yield self._at(provision, f"no full answer asserts {said}")
            return
        try:
            world = self._hiding(provision, questions)
        except ExpressionError as error:
            yield self._at(provision, str(error))
        except TooManyCombinations:
            yield self._at(provision, f"too wide to prove that {said} is asked")
        else:
            if world is not None:
                facts = ", ".join(f"{key}={value}" for key, value in sorted(world.items()))
                keys = ", ".join(question.key for question in questions)
                yield self._at(provision, f"applies and {said} is not asked ({keys}) where {facts}")

    def _hiding(self, provision: Provision, questions: list[Question]) -> World | None:
        """Facts under which the provision applies and every one of the questions is hidden."""
        failing: list[Expression] = []
        for question in questions:
            if question.when is None:
                return None
            failing.append(question.when)
        regime = self.catalogue.regimes[provision.regime].applies_when
        holding = [one for one in (regime, provision.applies_when, provision.relied_on) if one]
        return find_world(holding, failing, self.specs, same=self.same)


def _summaries(specs: Specs) -> dict[str, str]:
    """Facts of a pipeline that say of some part what the part says of itself, by that fact.

    A duty that "some dataset" brings about is looked at for the dataset that does.
    """
    return {
        key: spec.made_from[0]
        for key, spec in specs.items()
        if spec.kind is FactKind.YES_NO
        and len(spec.made_from) == 1
        and key.startswith(("data_", "models_"))
        and specs[spec.made_from[0]].kind is FactKind.YES_NO
    }
