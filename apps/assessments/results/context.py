"""The result: bands, blockers, what would raise them, controls with their arithmetic."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from apps.catalogue.content_types import LIFECYCLE, Control
from apps.core.words import date_words
from apps.remediation.models import RemediationItem, Severity

from ..addresses import question_url
from ..engine.questionnaire import Asked
from ..engine.scoring import (
    Band,
    ControlResult,
    ItemId,
    RegimeResult,
    Scorecard,
    Verdict,
)
from ..engine.standing import Standing
from ..engine.workbook import Raise, Workbook
from ..planned import planning_key
from ..words import answer_words

SHOWN_RAISES = 12
EVERY = "all"
LATER = Standing.LATER.value


@dataclass(frozen=True, slots=True)
class LawResult:
    """One law's figures; `after` is set while something is tried out."""

    key: str
    short: str
    title: str
    now: RegimeResult
    after: RegimeResult | None
    target: int

    @property
    def open_gates(self) -> int:
        """Critical controls with a gate that is unknown: each keeps the law from being ready."""
        return sum(control.has_open_gate for control in self.now.controls)

    @property
    def short_of(self) -> int:
        """Whole points between the headline figure and the target."""
        low = self.now.band.shown[0] if self.now.band else 0
        return max(0, self.target - low)

    @property
    def gained(self) -> float:
        """Points of 100 that what is tried out would add."""
        if self.after is None or self.after.band is None or self.now.band is None:
            return 0.0
        return 100 * (self.after.band.low - self.now.band.low)


@dataclass(frozen=True, slots=True)
class ControlRow:
    """A control as a compact row; `starts` is the first day from which more of it counts."""

    control: Control
    result: ControlResult
    laws: tuple[str, ...]
    starts: dt.date | None

    @property
    def verdict(self) -> str:
        return shown_verdict(self.result)

    @property
    def band(self) -> Band | None:
        return self.result.band


@dataclass(frozen=True, slots=True)
class Stage:
    """The controls of one lifecycle stage and their verdicts counted; `is_open` lists them."""

    key: str
    is_open: bool
    controls: tuple[ControlRow, ...]
    counts: tuple[tuple[str, int], ...]

    @property
    def label(self) -> str:
        return self.key.capitalize()


@dataclass(frozen=True, slots=True)
class RaiseLine:
    """Something that would raise the figure; `value` names it in the address.

    `planned` is the open action about it, `plan_url` where this reader may plan one.
    """

    value: str
    chosen: bool
    item: Asked
    control: Control
    url: str
    words: str
    gain: float
    owner: str
    is_blocking: bool
    planned: RemediationItem | None
    plan_url: str


def law_results(workbook: Workbook, after: Scorecard | None, target: int) -> list[LawResult]:
    """Every chosen law with its figures, and those of what is tried out."""
    results = []
    for key in workbook.regimes:
        now = workbook.card.regimes.get(key)
        if now is None:
            continue
        regime = workbook.catalogue.regimes[key]
        tried = after.regimes[key] if after else None
        results.append(LawResult(key, regime.short, regime.title, now, tried, target))
    return results


def result_of(workbook: Workbook, law: str) -> RegimeResult:
    return workbook.card.regimes[law] if law else workbook.card.overall


def shown_verdict(result: ControlResult) -> str:
    """The verdict of a control; of one that is asked only what binds later, that it is so."""
    if result.band is None and any(item.later for item in result.items):
        return LATER
    return result.verdict.value


def verdict_counts(result: RegimeResult) -> list[tuple[str, int]]:
    """How many of the controls that ask something have which verdict, worst first; only what
    there is."""
    verdicts = [shown_verdict(control) for control in result.controls if control.items]
    counts = ((verdict, verdicts.count(verdict)) for verdict in (*Verdict, LATER))
    return [(str(verdict), count) for verdict, count in counts if count]


def asking_nothing(result: RegimeResult) -> int:
    """How many controls have no question here, because facts set all of them aside."""
    return sum(not control.items for control in result.controls)


def stages(workbook: Workbook, law: str, verdict: str = "", opened: str = "") -> list[Stage]:
    """The controls of a law (or of all) by lifecycle stage; `verdict` keeps those that have it.

    Those of one verdict are all listed; else those of the stage `opened`, or of every stage when
    it is `EVERY`. Without either it is the first stage with the worst verdict.
    """
    grouped: dict[str, list[ControlRow]] = {}
    for control in result_of(workbook, law).controls:
        if control.items and verdict in ("", shown_verdict(control)):
            row = control_row(workbook, control)
            grouped.setdefault(row.control.lifecycle, []).append(row)
    ordered = [*LIFECYCLE, *(key for key in grouped if key not in LIFECYCLE)]
    stages = [(key, grouped[key]) for key in ordered if key in grouped]
    shown = EVERY if verdict else opened or _worst(stages)
    return [_stage(key, rows, is_open=shown in (EVERY, key)) for key, rows in stages]


def _worst(stages: Sequence[tuple[str, list[ControlRow]]]) -> str:
    """The first stage that holds the worst verdict; "" when there is none."""
    rank = {verdict: place for place, verdict in enumerate((*Verdict, LATER))}
    worst = [
        (min(rank[row.verdict] for row in rows), place, key)
        for place, (key, rows) in enumerate(stages)
    ]
    return min(worst)[2] if worst else ""


def _stage(key: str, rows: list[ControlRow], *, is_open: bool) -> Stage:
    verdicts = [row.verdict for row in rows]
    counts = tuple((name, verdicts.count(name)) for name in dict.fromkeys(sorted(verdicts)))
    return Stage(key, is_open, tuple(rows), counts)


def control_row(workbook: Workbook, result: ControlResult) -> ControlRow:
    control = workbook.catalogue.controls[result.key]
    laws = tuple(workbook.catalogue.regimes[key].short for key in result.control.regimes)
    later = [workbook.find(*item.id) for item in result.items if item.later]
    starts = [asked.applies_from for asked in later if asked and asked.applies_from]
    return ControlRow(control, result, laws, min(starts, default=None))


def value_of(item: ItemId) -> str:
    return "~".join((item[0], item[1].replace(":", "-", 1)))


def read_values(workbook: Workbook, values: Iterable[str]) -> list[ItemId]:
    """The items an address names; what is not asked here is left out."""
    by_value = {value_of(item.id): item.id for item in workbook.items}
    return [by_value[value] for value in dict.fromkeys(values) if value in by_value]


@dataclass(frozen=True, slots=True)
class Plans:
    """What is planned about questions, by planning key, and the subjects a reader may plan for."""

    open_actions: Mapping[str, RemediationItem]
    subjects: Collection[str]


def raise_lines(
    workbook: Workbook, law: str, tried: Collection[ItemId], plans: Plans, limit: int = SHOWN_RAISES
) -> list[RaiseLine]:
    """The best first, and whatever is being tried out, even when it is further down."""
    return [
        _raise_line(workbook, advised, plans, chosen=advised.item.id in tried)
        for place, advised in enumerate(workbook.raises(law))
        if place < limit or advised.item.id in tried
    ]


def _raise_line(workbook: Workbook, advised: Raise, plans: Plans, *, chosen: bool) -> RaiseLine:
    item = advised.item
    url = question_url(workbook.assessment, item)
    return RaiseLine(
        value=value_of(item.id),
        chosen=chosen,
        item=item,
        control=advised.control,
        url=url,
        words=answer_words(item),
        gain=advised.gain,
        owner=advised.owner,
        is_blocking=advised.is_blocking,
        planned=plans.open_actions.get(planning_key(item.id)),
        plan_url=f"{url}plan/" if item.subject.key in plans.subjects else "",
    )


class PlanValues(TypedDict):
    """What an action about a question says before anybody wrote a word."""

    title: str
    why: str
    severity: Severity


def plan_values(workbook: Workbook, item: Asked) -> PlanValues:
    """What an action about a question says before anybody wrote a word."""
    offers = (advised for advised in workbook.raises() if advised.item.id == item.id)
    advised = next(offers, None)
    blocks = advised is not None and advised.is_blocking
    return {
        "title": item.question.ask[:200],
        "why": _gain_words(workbook, advised),
        "severity": Severity.HIGH if blocks else Severity.MEDIUM,
    }


def _gain_words(workbook: Workbook, advised: Raise | None) -> str:
    if advised is None:
        return ""
    lifts = " It lifts a blocker." if advised.is_blocking else ""
    return (
        f"A full answer would raise the score of {workbook.assessment.pipeline.name} by "
        f"{advised.gain:.1f} points of 100, as of {date_words(workbook.today)}.{lifts}"
    )
