"""How a control's figures come about: each question with who said what, and what it adds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from apps.catalogue.content_types import Control
from apps.core.words import date_words
from apps.ui.components.objects import FactLine
from apps.ui.components.scores import ASSURANCE

from ..addresses import question_url
from ..answering import fact_lines
from ..engine.questionnaire import Asked
from ..engine.scoring import ControlResult, ItemId, RegimeResult, Share, State
from ..engine.workbook import CurrentAnswer, Workbook
from ..words import answer_words, given_words
from .context import ControlRow, control_row, result_of

FULL = 1.0


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One question of a control with its part in the arithmetic; `share` in points of 100.

    `told` says who gave the answer, who checked or agreed to it, and when; `facts` are those it is
    worked out from. `starts` is the day from which it counts, where that is later.
    """

    ask: str
    subject: str
    status: str
    words: str
    why: str
    told: str
    level: str
    facts: tuple[FactLine, ...]
    starts: dt.date | None
    url: str
    weight: float
    points: float | None
    share: float
    counts: bool
    is_gate: bool
    is_claim: bool

    @property
    def is_void(self) -> bool:
        """Whether it keeps its control from being met: it gives too little, or is a claim."""
        return self.is_claim or (self.points is not None and self.points < FULL)


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """How a control's figures come about; `share` and `most` in points of 100 of the law."""

    row: ControlRow
    items: tuple[ItemLine, ...]
    share: float
    most: float

    @property
    def agreed(self) -> int:
        """How many questions do not apply, agreed by a reviewer."""
        return sum(line.status == State.NOT_APPLICABLE for line in self.items)

    @property
    def gate_failed(self) -> bool:
        """A gate decides alone: without it the control is not met."""
        return any(line.is_gate and line.points == 0 for line in self.items)


def blockers(workbook: Workbook, law: str) -> list[Arithmetic]:
    """Critical controls that are not met, or would not be were a claim wrong."""
    result = result_of(workbook, law)
    return _arithmetic(
        workbook, result, [control for control in result.controls if control.is_blocker]
    )


def arithmetic(workbook: Workbook, law: str, control: str) -> Arithmetic | None:
    """The arithmetic of one control; None when nothing of it is asked here."""
    result = result_of(workbook, law)
    chosen = [outcome for outcome in result.controls if outcome.key == control and outcome.items]
    return next(iter(_arithmetic(workbook, result, chosen)), None)


def _arithmetic(
    workbook: Workbook, result: RegimeResult, chosen: Sequence[ControlResult]
) -> list[Arithmetic]:
    wanted = {item.id for outcome in chosen for item in outcome.items}
    shares = {share.item.id: share for share in result.shares() if share.item.id in wanted}
    asked = {item.id: item for item in workbook.items if item.id in wanted}
    return [_control(workbook, outcome, asked, shares) for outcome in chosen]


def _control(
    workbook: Workbook,
    result: ControlResult,
    asked: Mapping[ItemId, Asked],
    shares: Mapping[ItemId, Share],
) -> Arithmetic:
    own = [shares[item.id] for item in result.items if item.id in shares]
    return Arithmetic(
        row=control_row(workbook, result),
        items=tuple(_item(workbook, asked[item.id], shares.get(item.id)) for item in result.items),
        share=sum(share.contribution for share in own),
        most=sum(share.contribution + share.gain for share in own),
    )


def _item(workbook: Workbook, item: Asked, share: Share | None) -> ItemLine:
    answered, answer = item.state is State.ANSWERED, workbook.answers.get(item.id)
    return ItemLine(
        ask=item.question.ask,
        subject=item.subject.label,
        status=workbook.status(item),
        words=answer_words(item),
        why=answer.justification if answer else "",
        told=told_by(item, answer),
        level=ASSURANCE[item.assurance][1] if answered else "",
        facts=fact_lines.read(workbook, item),
        starts=item.applies_from,
        url=question_url(workbook.assessment, item),
        weight=item.weight,
        points=item.points if answered else None,
        share=share.contribution if share else 0.0,
        counts=share is not None,
        is_gate=item.question.gate,
        is_claim=item.state is State.CLAIMED,
    )


def told_by(item: Asked, answer: CurrentAnswer | None) -> str:
    """ "Sam, 18 Aug 2026; checked by Cora, 8 Oct 2026"; of what facts work out, the check alone."""
    if answer is None:
        return ""
    said = "" if item.worked_out else f"{answer.by}, {date_words(answer.at)}"
    if not answer.checked_at:
        return said
    did = "agreed by" if item.state is State.NOT_APPLICABLE else "checked by"
    by = answer.checked_by or "approval of the whole"
    checked = f"{did} {by}, {date_words(answer.checked_at)}"
    return "; ".join(filter(None, [said, checked]))


@dataclass(frozen=True, slots=True)
class AgreedClaim:
    """A question that does not apply: in which case, and who agreed."""

    item: Asked
    control: Control
    why: str
    note: str
    told: str


def agreed_claims(workbook: Workbook) -> list[AgreedClaim]:
    """What takes no part because a reviewer agreed that it does not apply."""
    return [
        AgreedClaim(
            item,
            workbook.catalogue.controls[item.question.control],
            given_words(item, workbook.answers[item.id]),
            workbook.answers[item.id].justification,
            told_by(item, workbook.answers[item.id]),
        )
        for item in workbook.ordered
        if item.state is State.NOT_APPLICABLE
    ]
