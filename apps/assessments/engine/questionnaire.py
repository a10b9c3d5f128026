"""Which questions an assessment asks, and the state of each: pure, and without a database.

A question is asked of every object of its kind when its provisions touch a chosen regime, its
condition is not false, and one of these provisions may bind; undecided means ask. Hidden questions
are simply not there.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from apps.catalogue import content_types as catalogue_types
from apps.catalogue.content_types import Catalogue, Option, Question, Rule
from apps.catalogue.expressions import Evaluator, Expression, Outcome

from . import scoring
from .binding import changed_facts
from .plan import Plan, plan_of
from .rules import Facts, MachineAnswer, machine_answer, struck_out
from .scoring import Assurance, ItemId, State
from .standing import Standing, standings


class Reply(enum.StrEnum):
    """What a person said; values are those of the stored answer states."""

    ANSWERED = "answered"
    NOT_APPLICABLE = "not_applicable"
    DONT_KNOW = "dont_know"


class Backing(enum.StrEnum):
    """The evidence behind an answer: none, at least one piece that counts, or all lapsed."""

    NONE = "none"
    CURRENT = "current"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Subject:
    """An object that questions are asked about.

    `facts` are all known facts its questions see, aggregates included (see
    `catalogue.content_types.SEES`); an unknown fact is an absent key. `owner` is who can change
    its answers, in words. `levels` says how strong each fact is; one without is declared.
    """

    kind: catalogue_types.Subject
    key: str
    label: str
    facts: Facts
    owner: str = ""
    levels: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Given:
    """The current answer of a person to one question about one subject.

    `facts_used` is what `facts_used()` gave when it was answered. `reviewed` says that a
    reviewer agreed with this revision; `is_override` that it sets a machine answer aside.
    `wording` is that of the question when it was answered; empty where nobody kept it. `case` is
    the case in which it is claimed not to apply, `evidence` the set that is attached.
    """

    reply: Reply
    option: str = ""
    note: str = ""
    justification: str = ""
    facts_used: Facts = field(default_factory=lambda: MappingProxyType({}))
    backing: Backing = Backing.NONE
    reviewed: bool = False
    is_override: bool = False
    wording: str = ""
    case: str = ""
    evidence: str = ""

    @property
    def sets_aside(self) -> bool:
        """Whether it stands before what facts say. Not to know is nothing to set them aside
        with."""
        return self.is_override and self.reply is not Reply.DONT_KNOW


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its state for one subject.

    `option`, `points` and `assurance` count only while `state` is answered. `changed_facts` say
    why a stale answer is stale. `undecided` marks a question asked because a fact is missing.
    `applies_from` is set while none of its provisions binds yet. `struck_out` are the options that
    facts rule out, each with the rule that does: they cannot be the answer.
    """

    question: Question
    subject: Subject
    state: State
    weight: float
    option: Option | None
    assurance: Assurance
    given: Given | None
    machine: MachineAnswer | None
    changed_facts: tuple[str, ...]
    undecided: bool
    applies_from: dt.date | None
    struck_out: Mapping[str, Rule]

    @property
    def id(self) -> ItemId:
        return self.question.key, self.subject.key

    @property
    def facts(self) -> Facts:
        """The known facts the question reads."""
        known = self.subject.facts
        return {key: known[key] for key in self.question.reads if key in known}

    @property
    def unknown_facts(self) -> tuple[str, ...]:
        """The facts the question reads that nobody knows yet."""
        return tuple(key for key in self.question.reads if key not in self.subject.facts)

    @property
    def confirmed(self) -> bool:
        """Whether an answer stands beside what facts say, which evidence and review can raise."""
        if self.given is None or self.machine is None:
            return self.given is not None
        return self.given.sets_aside or _repeats(self.given, self.machine, self.subject)

    @property
    def reworded(self) -> bool:
        """Whether the answer was given to other words than are asked now."""
        return self.given is not None and _is_reworded(self.question, self.given)

    @property
    def points(self) -> float:
        return self.option.points if self.option else 0.0

    @property
    def worked_out(self) -> bool:
        """Whether facts answer it by themselves; says nothing about how strong they are."""
        aside = self.given is not None and self.given.sets_aside
        return self.machine is not None and not aside

    def scored(self) -> scoring.Item:
        """The item as scoring sees it."""
        question = self.question
        return scoring.Item(
            question=question.key,
            subject=self.subject.key,
            control=question.control,
            state=self.state,
            points=self.points,
            weight=self.weight,
            gate=question.gate,
            assurance=self.assurance,
            effort=question.effort,
            owner=self.subject.owner,
            later=self.applies_from is not None,
        )


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """The asked questions in reading order: section, control, subject.

    `standings` says of each provision of the chosen laws whether it is judged; the controls list
    those that are.
    """

    items: tuple[Asked, ...]
    controls: tuple[scoring.Control, ...]
    standings: Mapping[str, Standing]

    def score(self) -> scoring.Scorecard:
        return scoring.score((item.scored() for item in self.items), self.controls)

    def find(self, question: str, subject: str) -> Asked | None:
        wanted = (question, subject)
        return next((item for item in self.items if item.id == wanted), None)

    def with_answer(self, question: str, subject: str, given: Given) -> Questionnaire:
        """The same items with one of them answered again.

        Answers decide nothing about what is asked, so every other item stays as it was. Raises
        `ValueError` for an item that is not asked.
        """
        place = [item.id for item in self.items].index((question, subject))
        old = self.items[place]
        entry = _Shown(old.question, old.subject, Evaluator(old.subject.facts), old.undecided, ())
        new = _asked(entry, given=given, weight=old.weight, applies_from=old.applies_from)
        items = (*self.items[:place], new, *self.items[place + 1 :])
        return Questionnaire(items, self.controls, self.standings)

    def by_section(self) -> dict[str, list[Asked]]:
        """Items by section key, sections in reading order."""
        sections: dict[str, list[Asked]] = {}
        for item in self.items:
            sections.setdefault(item.question.section, []).append(item)
        return sections


def questionnaire(
    *,
    catalogue: Catalogue,
    regimes: Iterable[str],
    subjects: Sequence[Subject],
    answers: Mapping[ItemId, Given],
    today: dt.date,
) -> Questionnaire:
    """What is asked of these subjects under these regimes, and the state of each question.

    Subjects keep the order given within a control. Raises `ExpressionError` when a fact has a
    value that its conditions cannot read.
    """
    plan = plan_of(catalogue, frozenset(regimes))
    by_kind: dict[catalogue_types.Subject, list[tuple[int, Subject, Evaluator]]] = {}
    for position, subject in enumerate(subjects):
        seat = (position, subject, Evaluator(subject.facts))
        by_kind.setdefault(subject.kind, []).append(seat)
    items: list[Asked] = []
    for questions in plan.questions:
        shown = sorted(_shown(plan, questions, by_kind), key=lambda entry: entry.order)
        counts = Counter(entry.question.key for entry in shown)
        for entry in shown:
            starts = plan.starts.get(entry.question.key)
            items.append(
                _asked(
                    entry,
                    given=answers.get((entry.question.key, entry.subject.key)),
                    weight=1 / counts[entry.question.key],
                    applies_from=starts if starts and starts > today else None,
                )
            )
    seats = {kind: [seat[2] for seat in seats] for kind, seats in by_kind.items()}
    stand = standings(catalogue, plan.regimes, seats, today)
    judged = {key for key, standing in stand.items() if standing is Standing.JUDGED}
    controls = tuple(_with_provisions(control, judged) for control in plan.controls)
    return Questionnaire(tuple(items), controls, stand)


def _with_provisions(control: scoring.Control, judged: Collection[str]) -> scoring.Control:
    """The control with those of its provisions that have a verdict."""
    kept = tuple(key for key in control.provisions if key in judged)
    return control if kept == control.provisions else replace(control, provisions=kept)


@dataclass(frozen=True, slots=True)
class _Shown:
    question: Question
    subject: Subject
    evaluator: Evaluator
    undecided: bool
    order: tuple[int, ...]


def _shown(
    plan: Plan,
    questions: Iterable[Question],
    by_kind: Mapping[catalogue_types.Subject, Sequence[tuple[int, Subject, Evaluator]]],
) -> Iterator[_Shown]:
    for index, question in enumerate(questions):
        binding = plan.binding.get(question.key, ())
        for position, subject, evaluator in by_kind.get(question.about, ()):
            outcome = evaluator.decide(question.when) if question.when else Outcome.TRUE
            if outcome is not Outcome.FALSE and _may_bind(binding, evaluator):
                undecided = outcome is Outcome.UNDECIDED
                yield _Shown(question, subject, evaluator, undecided, (position, index))


def _may_bind(conditions: Sequence[Expression], evaluator: Evaluator) -> bool:
    """Whether one of the conditions may be true for this object; without any, it binds."""
    outcomes = (evaluator.decide(condition) for condition in conditions)
    return not conditions or any(outcome is not Outcome.FALSE for outcome in outcomes)


def _asked(
    entry: _Shown, *, given: Given | None, weight: float, applies_from: dt.date | None
) -> Asked:
    question, facts = entry.question, entry.subject.facts
    machine = machine_answer(question, entry.evaluator, facts) if question.rules else None
    struck = struck_out(question, entry.evaluator) if question.rules else {}
    changed: tuple[str, ...] = ()
    if machine is not None and not (given is not None and given.sets_aside):
        state, option = State.ANSWERED, machine.option
        assurance = _strength(machine, entry.subject, given)
    elif given is None:
        state, option, assurance = State.UNANSWERED, None, Assurance.DECLARED
    else:
        changed = changed_facts(question, given.facts_used, facts)
        is_stale = bool(changed) or given.option in struck or _is_reworded(question, given)
        state, option, assurance = _standing(question, given, is_stale=is_stale)
    return Asked(
        question=question,
        subject=entry.subject,
        state=state,
        weight=weight,
        option=option,
        assurance=assurance,
        given=given,
        machine=machine,
        changed_facts=changed,
        undecided=entry.undecided,
        applies_from=applies_from,
        struck_out=struck,
    )


def _strength(machine: MachineAnswer, subject: Subject, given: Given | None) -> Assurance:
    """The level of the weakest fact that the rule read, raised by evidence and review like any
    other: by those of somebody who said the same on the same facts."""
    weakest = min((subject.levels.get(key, 0) for key in machine.facts), default=0)
    level = Assurance(weakest)
    if given is None or not _repeats(given, machine, subject):
        return level
    return max(level, _backed(given))


def _repeats(given: Given, machine: MachineAnswer, subject: Subject) -> bool:
    """Whether somebody said on the same facts what the facts say."""
    question = machine.question
    changed = changed_facts(question, given.facts_used, subject.facts)
    same = given.option == machine.option.key
    return same and not changed and not _is_reworded(question, given)


def _backed(given: Given) -> Assurance:
    if given.reviewed:
        return Assurance.REVIEWED
    return Assurance.EVIDENCED if given.backing is Backing.CURRENT else Assurance.DECLARED


def _standing(
    question: Question, given: Given, *, is_stale: bool
) -> tuple[State, Option | None, Assurance]:
    """The state of a person's answer today. An option that is no longer offered is stale."""
    option = question.option(given.option) if given.reply is Reply.ANSWERED else None
    if given.reply is Reply.NOT_APPLICABLE and not is_stale:
        return _claim(question, given), None, Assurance.DECLARED
    if is_stale or (option is None and given.reply is Reply.ANSWERED):
        return State.STALE, None, Assurance.DECLARED
    if option is None:
        return State(given.reply.value), None, Assurance.DECLARED
    if given.backing is Backing.EXPIRED:
        return State.EXPIRED, None, Assurance.DECLARED
    return State.ANSWERED, option, _backed(given)


def _claim(question: Question, given: Given) -> State:
    """A claim counts once a reviewer agreed; one in a case that the question does not know is to
    be answered again."""
    cases = question.cases
    if cases is not None and (question.gate or given.case not in {case.key for case in cases}):
        return State.STALE
    return State.NOT_APPLICABLE if given.reviewed else State.CLAIMED


def _is_reworded(question: Question, given: Given) -> bool:
    return given.wording not in {"", question.wording}
