"""What answers claim: an option earns what it asserts, and a rule credits what its facts say.

docs/content-policy.md explains each of these to authors.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..content_types import Catalogue, Option, Question, Rule
from ..expressions import ExpressionError
from .content import Content
from .possible_values import Specs, TooManyCombinations
from .problems import BAD, Finding
from .worlds import find_world

FULL = 1.0


class Assertions:
    """The findings about options, rules and claims of not applicable."""

    def __init__(self, content: Content, catalogue: Catalogue, specs: Specs) -> None:
        self.content = content
        self.catalogue = catalogue
        self.specs = specs

    def run(self) -> Iterator[Finding]:
        for question in self.catalogue.questions.values():
            yield from self._citations(question)
            yield from self._options(question)
            yield from self._void(question)
            yield from self._cases(question)
            for index, rule in enumerate(question.rules):
                yield from self._covers(question, index, rule)
                yield from self._false_zero(question, index, rule)

    def _at(self, question: Question, message: str, *below: str | int) -> Finding:
        text = f"{question.key}: {message}"
        return BAD, self.content.problem("questions", question.key, text, *below)

    def _citations(self, question: Question) -> Iterator[Finding]:
        """A provision stands on a question only if an answer depends on it."""
        asserted = {key for option in question.options for key in _provisions(option)}
        for key in question.provisions:
            if key not in asserted:
                yield self._at(question, f"cites {key}, which no option asserts", "options")

    def _options(self, question: Question) -> Iterator[Finding]:
        every = {said for option in question.options for said in option.asserts}
        for index, option in enumerate(question.options):
            below = ("options", index)
            if option.points > 0 and not option.asserts:
                message = f"“{option.key}” earns points and asserts nothing"
                yield self._at(question, message, *below)
            lacking = every - set(option.asserts)
            if option.points >= FULL and lacking and not _is_alternative(self, question, lacking):
                message = f"“{option.key}” earns every point without {', '.join(sorted(lacking))}"
                yield self._at(question, message, *below)

    def _void(self, question: Question) -> Iterator[Finding]:
        """Where the law takes some of it for none, so does the score."""
        for key in question.provisions:
            provision = self.catalogue.provisions[key]
            if not provision.void_unless_whole:
                continue
            every = _asserted(question.options, key)
            for index, option in enumerate(question.options):
                said = _asserted([option], key)
                if option.points > 0 and said and said != every:
                    message = f"“{option.key}” earns points for a part of {key}, void unless whole"
                    yield self._at(question, message, "options", index)

    def _cases(self, question: Question) -> Iterator[Finding]:
        if question.cases and question.gate:
            yield self._at(question, "a gate cannot be claimed not to apply", "not_applicable")
        elif question.cases and question.when is None:
            message = "is asked of everybody, so nobody can claim that it does not apply"
            yield self._at(question, message, "not_applicable")

    def _covers(self, question: Question, index: int, rule: Rule) -> Iterator[Finding]:
        """A rule credits no more than its facts say."""
        below = ("rules", index)
        chosen = question.option(rule.choose)
        asserted = set(chosen.asserts) if chosen else set()
        for said in sorted(asserted - set(rule.covers)):
            yield self._at(question, f"no fact of this rule says {said}", *below)
        for said in sorted(set(rule.covers) - asserted):
            yield self._at(question, f"“{rule.choose}” does not assert {said}", *below)
        for said, facts in rule.covers.items():
            for fact in facts:
                if fact not in rule.when.reads:
                    yield self._at(question, f"this rule does not read {fact}, for {said}", *below)
        if rule.rules_out and set(rule.rules_out) >= {option.key for option in question.options}:
            yield self._at(question, "rules out every option", *below)

    def _false_zero(self, question: Question, index: int, rule: Rule) -> Iterator[Finding]:
        """That not every one is fine does not say that none is."""
        chosen = question.option(rule.choose)
        middle = any(0 < option.points < FULL for option in question.options)
        if chosen is None or chosen.points > 0 or not middle:
            return
        for fact in rule.when.reads:
            spec = self.specs.get(fact)
            if spec is not None and spec.every and self._rests_on_no(rule, fact):
                message = f"gives 0 because not every one has it ({fact}): rule options out instead"
                yield self._at(question, message, "rules", index)

    def _rests_on_no(self, rule: Rule, fact: str) -> bool:
        """Whether the rule holds with the fact false and never with it true."""
        try:
            return bool(
                find_world([rule.when], [], self.specs, {fact: False})
                and not find_world([rule.when], [], self.specs, {fact: True})
            )
        except (ExpressionError, TooManyCombinations):
            return False


def _is_alternative(check: Assertions, question: Question, lacking: set[str]) -> bool:
    """Whether a full answer may leave these unsaid, because it relies on another of their group."""
    provisions = [check.catalogue.provisions[said.partition("#")[0]] for said in lacking]
    return all(provision.group for provision in provisions)


def _provisions(option: Option) -> set[str]:
    return {said.partition("#")[0] for said in option.asserts}


def _asserted(options: Iterator[Option] | list[Option] | tuple[Option, ...], key: str) -> set[str]:
    return {said for option in options for said in option.asserts if said.partition("#")[0] == key}
