"""What is wrong, or could be better, with content that loads.

Errors stop a version from being published. Remarks are for the author to weigh. What the bank
covers is counted in `coverage`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from apps.core.facts import FactKind

from ..content_types import SEES, Catalogue, Control, ProvisionStatus, Question, Subject
from ..expressions import Expression, ExpressionError, Outcome
from .assertions import Assertions
from .content import Content
from .duties import Duties
from .possible_values import Specs, TooManyCombinations, can_all_hold, outcomes, string_literals
from .problems import BAD, WEIGH, Finding, Problem
from .wording import HARDEST_GRADE, LONGEST_QUESTION, grade, negations, words

_REGIME_SEES = SEES[Subject.PIPELINE]


@dataclass(frozen=True, slots=True)
class Findings:
    """`errors` must be corrected before publishing; `remarks` are for the author to weigh."""

    errors: tuple[Problem, ...]
    remarks: tuple[Problem, ...]


def lint(content: Content, specs: Specs) -> Findings:
    """Everything found in content that loads, against the facts the installation knows."""
    check = _Lint(content, content.catalogue(), specs)
    problems = [
        *check.run(),
        *Assertions(content, check.catalogue, specs).run(),
        *Duties(content, check.catalogue, specs).run(),
    ]
    return Findings(
        errors=tuple(sorted({problem for kind, problem in problems if kind == BAD})),
        remarks=tuple(sorted({problem for kind, problem in problems if kind == WEIGH})),
    )


class _Lint:
    def __init__(self, content: Content, catalogue: Catalogue, specs: Specs) -> None:
        self.content = content
        self.catalogue = catalogue
        self.specs = specs

    def run(self) -> Iterator[Finding]:
        yield from self._catalogue()
        yield from self._disagreements()
        for control in self.catalogue.controls.values():
            yield from self._control(control)
            for question in control.questions:
                for check in self._question_checks():
                    yield from check(question)

    def _question_checks(self) -> tuple[Callable[[Question], Iterator[Finding]], ...]:
        return (self._options, self._wording, self._facts, self._reach, self._rules)

    def _at(self, kind: str, question: Question, message: str, *below: str | int) -> Finding:
        text = f"{question.key}: {message}"
        return kind, self.content.problem("questions", question.key, text, *below)

    def _catalogue(self) -> Iterator[Finding]:
        citations: dict[tuple[str, str], str] = {}
        for provision in self.catalogue.provisions.values():
            first = citations.setdefault((provision.regime, provision.citation), provision.key)
            if first != provision.key:
                message = f"{provision.key} cites {provision.citation}, as {first} does"
                yield BAD, self.content.problem("provisions", provision.key, message)
        orders: dict[int, str] = {}
        for section in self.catalogue.sections.values():
            first = orders.setdefault(section.order, section.key)
            if first != section.key:
                message = f"{section.key} has the same order as {first}"
                yield WEIGH, self.content.problem("sections", section.key, message, "order")
        for regime in self.catalogue.regimes.values():
            for message in self._unreadable(regime.applies_when, _REGIME_SEES):
                problem = self.content.problem("regimes", regime.key, message, "applies_when")
                yield BAD, problem

    def _disagreements(self) -> Iterator[Finding]:
        """Each is told in one place, and shown at some control."""
        controls = self.catalogue.controls.values()
        shown = {point.key for control in controls for point in control.disagreements}
        told: dict[tuple[str, str], str] = {}
        for point in self.catalogue.disagreements.values():
            messages = [] if point.key in shown else [f"{point.key}: no control refers to it"]
            for said in point.says:
                first = told.setdefault((said.regime, said.says.casefold()), point.key)
                if first != point.key:
                    messages.append(f"{point.key}: {first} says the same of {said.regime}")
            for message in messages:
                yield BAD, self.content.problem("disagreements", point.key, message)

    def _control(self, control: Control) -> Iterator[Finding]:
        """A control is scored once for all its regimes, so its questions should serve them all."""
        for question in control.questions:
            lacking = [regime for regime in control.regimes if regime not in question.regimes]
            if lacking and question.regimes:
                message = f"serves no provision of {', '.join(lacking)}, whose score it moves"
                yield self._at(WEIGH, question, f"{message}: consider a control of its own")

    def _options(self, question: Question) -> Iterator[Finding]:
        points = [option.points for option in question.options]
        if points != sorted(points, reverse=True):
            yield self._at(BAD, question, "options must be ordered best first", "options")
        if max(points) < 1:
            yield self._at(BAD, question, "no option gives full points", "options")
        if min(points) == max(points):
            yield self._at(BAD, question, "every option scores the same", "options")
        if question.gate and min(points) > 0:
            yield self._at(BAD, question, "a gate needs an option with 0 points", "options")
        labels = [option.label.casefold() for option in question.options]
        if len(set(labels)) < len(labels):
            yield self._at(BAD, question, "two options read the same", "options")

    def _wording(self, question: Question) -> Iterator[Finding]:
        negative = negations(question.ask)
        if len(negative) > 1:
            message = f"asked with a double negative ({', '.join(negative)})"
            yield self._at(BAD, question, message, "ask")
        elif negative:
            yield self._at(WEIGH, question, f"asked negatively ({negative[0]})", "ask")
        if not question.ask.rstrip().endswith("?"):
            yield self._at(BAD, question, "is not a question", "ask")
        if question.ask.count("?") > 1:
            yield self._at(BAD, question, "asks more than one question", "ask")
        if "and/or" in question.ask:
            yield self._at(BAD, question, "asks two things at once (and/or)", "ask")
        if len(words(question.ask)) > LONGEST_QUESTION:
            message = f"is {len(words(question.ask))} words long"
            yield self._at(WEIGH, question, message, "ask")
        if grade(question.ask) > HARDEST_GRADE:
            message = f"is hard to read (grade {grade(question.ask):.0f})"
            yield self._at(WEIGH, question, message, "ask")

    def _facts(self, question: Question) -> Iterator[Finding]:
        sees = SEES[question.about]
        for message in self._unreadable(question.when, sees):
            yield self._at(BAD, question, message, "when")
        for index, rule in enumerate(question.rules):
            for message in self._unreadable(rule.when, sees):
                yield self._at(BAD, question, message, "rules", index, "when")
        for key in question.binds:
            for message in self._unknown([key], sees):
                yield self._at(BAD, question, message, "binds")

    def _unreadable(self, expression: Expression | None, sees: tuple[str, ...]) -> Iterator[str]:
        """What an expression mentions that can never be true of the facts it sees."""
        if expression is None:
            return
        yield from self._unknown(expression.reads, sees)
        facts = [self.specs[key] for key in expression.reads if key in self.specs]
        choices = {key for spec in facts for key, _ in spec.choices}
        free = any(
            spec.kind is FactKind.TEXT or (spec.kind is FactKind.MANY and not spec.choices)
            for spec in facts
        )
        if len(facts) == len(expression.reads) and not free:
            for word in string_literals(expression.source):
                if word not in choices:
                    yield f"no fact in “{expression.source}” can be “{word}”"

    def _unknown(self, keys: tuple[str, ...] | list[str], sees: tuple[str, ...]) -> Iterator[str]:
        for key in keys:
            if key not in self.specs:
                yield f"there is no fact “{key}”"
            elif not key.startswith(sees):
                yield f"cannot see the fact “{key}” from here"

    def _reach(self, question: Question) -> Iterator[Finding]:
        if not question.regimes:
            yield self._at(BAD, question, "nobody can be asked: it serves only proposed law")
        if question.when is None:
            return
        try:
            possible = outcomes(question.when, self.specs)
            if possible == {Outcome.FALSE}:
                yield self._at(BAD, question, "can never be asked: its condition is false", "when")
            elif possible == {Outcome.TRUE}:
                yield self._at(WEIGH, question, "its condition always holds", "when")
            elif question.regimes and not self._meets_a_regime(question, question.when):
                message = "nobody can be asked: its condition rules out every regime it serves"
                yield self._at(BAD, question, message, "when")
        except ExpressionError as error:
            yield self._at(BAD, question, str(error), "when")
        except TooManyCombinations:
            yield self._at(WEIGH, question, "its condition is too wide to be tried out", "when")

    def _meets_a_regime(self, question: Question, when: Expression) -> bool:
        conditions = [self.catalogue.regimes[key].applies_when for key in question.regimes]
        return any(
            condition is None or can_all_hold([condition, when], self.specs)
            for condition in conditions
        )

    def _rules(self, question: Question) -> Iterator[Finding]:
        asked = [question.when] if question.when else []
        for index, rule in enumerate(question.rules):
            below = ("rules", index, "when")
            try:
                if outcomes(rule.when, self.specs) == {Outcome.FALSE}:
                    yield self._at(BAD, question, "this rule can never decide", *below)
                elif not can_all_hold([rule.when, *asked], self.specs):
                    message = "this rule decides only where the question is not asked"
                    yield self._at(BAD, question, message, *below)
            except ExpressionError as error:
                yield self._at(BAD, question, str(error), *below)
            except TooManyCombinations:
                yield self._at(WEIGH, question, "this rule is too wide to be tried out", *below)
        unserved = [
            key
            for key in question.provisions
            if self.catalogue.provisions[key].status is ProvisionStatus.PROPOSED
        ]
        if unserved and question.regimes:
            message = f"also serves proposed law, which does not count: {', '.join(unserved)}"
            yield self._at(WEIGH, question, message)
