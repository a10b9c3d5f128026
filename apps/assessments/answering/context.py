"""One question as its page shows it."""

from __future__ import annotations

import datetime as dt
import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from django.urls import reverse

from apps.catalogue.content_types import Disagreement, Provision, Question
from apps.catalogue.reading.arrangement import between, points
from apps.catalogue.reading.arrangement import laws as laws_of
from apps.core.access import Actor, can_see
from apps.registry.sensitivity import marks
from apps.ui.components.objects import DisagreementLine, FactLine, LawTab, ProvisionLine, WhyPanel
from apps.ui.components.scores import ASSURANCE
from apps.ui.statuses import icon_of

from .. import words
from ..addresses import question_url
from ..engine.questionnaire import Asked, Reply
from ..engine.workbook import CurrentAnswer, PassedOn, Workbook
from . import fact_lines
from .selectors import Earlier
from .values import DONT_KNOW, NOT_APPLICABLE, value_of

SITTING = dt.timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio row. `why` says which reason it asks for: "override", "na" or none."""

    value: str
    label: str
    letter: str
    checked: bool
    hint: str = ""
    why: str = ""
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Machine:
    """What the registry answers by itself, the facts that decided, and whether it counts."""

    words: str
    facts: tuple[FactLine, ...]
    counts: bool
    strength: str


@dataclass(frozen=True, slots=True)
class Before:
    """A question as it read when it was answered: what was asked, every option, what was said."""

    ask: str
    options: tuple[tuple[str, bool], ...]
    said: str


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """Everything the page says about an item, form state apart."""

    item: Asked
    status: str
    kind_words: str
    icon: str
    about_url: str
    marks: tuple[str, ...]
    machine: Machine | None
    panel: WhyPanel
    fact_groups: tuple[fact_lines.FactGroup, ...]
    changed: tuple[str, ...]
    undecided: tuple[str, ...]
    asked_back: str
    asked_back_by: str
    number: int
    back_url: str
    skip_url: str
    answer: CurrentAnswer | None
    before: Before | None
    passed_on: PassedOn | None


def choices(
    item: Asked, chosen: str, recorded: Mapping[str, str] = MappingProxyType({})
) -> list[list[Choice]]:
    """The answers of the question, then those that are always last. What facts answer is known.

    `recorded` says what an option would put on the object; it sets no fact aside.
    """
    letters = iter(string.ascii_lowercase)
    machine = item.machine.option.key if item.machine else ""
    override = "override" if machine else ""
    own = [
        _choice(
            value_of(Reply.ANSWERED, option.key),
            option.label,
            next(letters),
            chosen,
            hint=recorded.get(option.key) or _hint(item, option.key),
            why="" if option.key == machine or option.key in recorded else override,
            struck=option.key in item.struck_out,
        )
        for option in item.question.options
    ]
    unsure = [] if machine else [_choice(DONT_KNOW, "I don't know", next(letters), chosen)]
    claims = [
        _choice(value, label, next(letters), chosen, hint=_CLAIM_HINT, why=why)
        for value, label, why in _claims(item)
    ]
    return [own, [*unsure, *claims]]


_CLAIM_HINT = "Counts as unknown until the reviewer agrees."


def _claims(item: Asked) -> list[tuple[str, str, str]]:
    """The ways to claim that it does not apply: value, words, and whether a reason is needed."""
    cases = item.question.cases
    if item.question.gate:
        return []
    if cases is None:
        return [(NOT_APPLICABLE, "Not applicable, because …", "na")]
    why = "override" if item.machine else "case"
    return [
        (value_of(Reply.NOT_APPLICABLE, case.key), f"Does not apply: {case.label}", why)
        for case in cases
    ]


def _hint(item: Asked, option: str) -> str:
    """What the registry's facts have to do with an option."""
    if item.machine and option == item.machine.option.key:
        return "What the registry's facts say"
    if option in item.struck_out:
        read = fact_lines.labels(item.struck_out[option].when.reads)
        return f"Ruled out by what is registered: {'; '.join(read)}"
    return ""


def _choice(
    value: str,
    label: str,
    letter: str,
    chosen: str,
    *,
    hint: str = "",
    why: str = "",
    struck: bool = False,
) -> Choice:
    return Choice(value, label, letter, value == chosen and not struck, hint, why, struck)


def question_page(
    workbook: Workbook, item: Asked, actor: Actor, before_asked: Question | None = None
) -> QuestionPage:
    """`before_asked` is the question as it read to whoever answered, if it reads differently."""
    answer = workbook.answers.get(item.id)
    about = workbook.objects[item.subject.key]
    before, after = workbook.neighbours(item)
    mark = workbook.reviews.get(item.id) if workbook.is_asked_back(item) else None
    visible = can_see(actor, about.access_scope())
    return QuestionPage(
        item=item,
        status=workbook.status(item),
        kind_words=words.KINDS[item.subject.kind.value],
        icon=icon_of(item.subject.kind.value),
        about_url=fact_lines.object_url(about) if visible else "",
        marks=_marks(item),
        machine=_machine(workbook, item, actor),
        panel=why_panel(workbook, item),
        fact_groups=tuple(fact_lines.fact_groups(workbook, item, actor)),
        changed=tuple(fact_lines.labels(item.changed_facts)),
        undecided=_undecided(item),
        asked_back=mark.text if mark else "",
        asked_back_by=mark.by if mark else "",
        number=workbook.ordered.index(item) + 1,
        back_url=question_url(workbook.assessment, before) if before else "",
        skip_url=question_url(workbook.assessment, after) if after else "",
        answer=answer,
        before=_before(before_asked, answer) if before_asked and answer else None,
        passed_on=workbook.passed_on.get(item.id),
    )


def _before(asked: Question, answer: CurrentAnswer) -> Before:
    options = tuple((option.label, option.key == answer.option) for option in asked.options)
    chosen = asked.option(answer.option)
    said = chosen.label if chosen else words.REPLIES.get(Reply(answer.state), answer.option)
    return Before(asked.ask, options, said)


def _marks(item: Asked) -> tuple[str, ...]:
    if item.subject.kind.value != "dataset":
        return ()
    return marks(item.subject.facts)


def _undecided(item: Asked) -> tuple[str, ...]:
    """The unknown facts because of which the question is asked to be on the safe side."""
    if not item.undecided or item.question.when is None:
        return ()
    return tuple(fact_lines.labels(k for k in item.question.when.reads if k in item.unknown_facts))


def _machine(workbook: Workbook, item: Asked, actor: Actor) -> Machine | None:
    if item.machine is None:
        return None
    return Machine(
        words=item.machine.option.label,
        facts=fact_lines.lines(workbook, item, item.machine.facts, actor),
        counts=item.worked_out,
        strength=ASSURANCE[item.assurance][1],
    )


def why_panel(workbook: Workbook, item: Asked) -> WhyPanel:
    """Why we ask: control, provisions of the chosen laws, evidence, where the laws disagree."""
    question, catalogue = item.question, workbook.catalogue
    control = catalogue.controls[question.control]
    laws = [
        law
        for law in laws_of(catalogue, control, question.provisions)
        if law.regime.key in workbook.regimes
    ]
    told = between(control.disagreements, workbook.regimes)
    return WhyPanel(
        why=question.why,
        control=control.title,
        objective=control.objective,
        control_href=reverse("catalogue:control", args=[control.key]),
        evidence=question.evidence,
        laws=tuple(
            LawTab(law.regime.short, _provisions(law.provisions, law.regime.key)) for law in laws
        ),
        disagreements=_disagreements(workbook, told),
    )


def _disagreements(
    workbook: Workbook, told: Iterable[Disagreement]
) -> tuple[DisagreementLine, ...]:
    base = reverse("catalogue:disagreements")
    kept = f"?version={workbook.assessment.catalogue_version.public_id}"
    return tuple(
        DisagreementLine(
            title=point.title,
            says=tuple((said.regime.short, said.words) for said in point.says),
            href=f"{base}{kept}#{point.key}" if point.key else "",
        )
        for point in points(workbook.catalogue, told)
    )


def _provisions(provisions: Iterable[Provision], regime: str) -> tuple[ProvisionLine, ...]:
    base = reverse("catalogue:regime", args=[regime])
    return tuple(
        ProvisionLine(
            provision.citation, provision.title, provision.summary, f"{base}#{provision.key}"
        )
        for provision in provisions
    )


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """One answer of the past in words; saves of one sitting are one answer."""

    number: int
    words: str
    note: str
    justification: str
    by: str
    at: dt.datetime
    checked_by: str
    is_current: bool


def earlier_answers(item: Asked, revisions: Sequence[Earlier]) -> list[EarlierAnswer]:
    """Revisions newest first. Of several by one person within minutes only the last is shown:
    autosave makes a revision at every pause, and all of them are kept."""
    shown: list[EarlierAnswer] = []
    newer: Earlier | None = None
    for revision in revisions:
        same_sitting = (
            newer is not None and newer.by == revision.by and newer.at - revision.at < SITTING
        )
        if not same_sitting or revision.checked_by:
            shown.append(_earlier(item, revision, is_current=not shown))
        newer = revision
    return shown


def _earlier(item: Asked, earlier: Earlier, *, is_current: bool) -> EarlierAnswer:
    return EarlierAnswer(
        number=earlier.number,
        words=words.option_words(item, earlier.state, earlier.option),
        note=earlier.note,
        justification=earlier.justification,
        by=earlier.by,
        at=earlier.at,
        checked_by=earlier.checked_by,
        is_current=is_current,
    )
