"""Periods, answers and effects in words."""

from __future__ import annotations

import datetime as dt
import re

from apps.core.words import date_words

from .engine.questionnaire import Asked, Given, Reply
from .engine.scoring import Scorecard
from .engine.workbook import CurrentAnswer

_QUARTER_ENDS = {3: 31, 6: 30, 9: 30, 12: 31}
REPLIES = {Reply.DONT_KNOW: "Don't know", Reply.NOT_APPLICABLE: "Not applicable"}
KINDS = {
    "organization": "the organisation",
    "pipeline": "this pipeline",
    "dataset": "this dataset",
    "model": "this model",
}
_SMALLEST = 0.05
_PERIOD_AT_END = re.compile(r", \d\d? \w+ \d{4} to \d\d? \w+ \d{4}$")


def quarter_of(start: dt.date, end: dt.date) -> str:
    """ "Q3 2026" for a whole quarter, else empty."""
    whole = start.day == 1 and start.month % 3 == 1 and end.month == start.month + 2
    if not whole or end.year != start.year or end.day != _QUARTER_ENDS[end.month]:
        return ""
    return f"Q{(start.month + 2) // 3} {start.year}"


def period_words(start: dt.date, end: dt.date) -> str:
    return quarter_of(start, end) or f"{date_words(start)} to {date_words(end)}"


def reviewed_words(reviewed: int | None, total: int | None) -> str:
    """ "reviewed 41 of 56": how much of what was approved somebody decided on; empty where that was
    not counted."""
    if reviewed is None or total is None:
        return ""
    return f"reviewed {reviewed:,} of {total:,}"


def without_period(title: str) -> str:
    """What an assessment, or a pack of it, is called where the period would only repeat."""
    return _PERIOD_AT_END.sub("", title)


def option_words(item: Asked, reply: str, option: str) -> str:
    """What a reply says, in the words of the question; the key when the option is gone."""
    known = REPLIES.get(Reply(reply))
    if known:
        return known
    chosen = item.question.option(option)
    return chosen.label if chosen else option


def given_words(item: Asked, given: Given | CurrentAnswer) -> str:
    """What somebody said; a claim with the case it names."""
    cases = item.question.cases or ()
    case = next((case.label for case in cases if case.key == given.case), "")
    if case:
        return f"Does not apply: {case}"
    reply = given.reply if isinstance(given, Given) else given.state
    return option_words(item, reply, given.option)


def answer_words(item: Asked) -> str:
    """What counts now as the answer; empty while nobody and nothing has answered."""
    if item.worked_out and item.option:
        return item.option.label
    return given_words(item, item.given) if item.given else ""


def effects(before: Scorecard, after: Scorecard, names: dict[str, str]) -> list[str]:
    """What a change did to each law's figure: "+2.1 for HIPAA"; only what moved."""
    changes = []
    for key, result in after.regimes.items():
        was = before.regimes[key].band
        now = result.band
        if was is None or now is None:
            continue
        low, high = 100 * (now.low - was.low), 100 * (now.high - was.high)
        if abs(low) >= _SMALLEST:
            changes.append(f"{_signed(low)} for {names[key]}")
        elif abs(high) >= _SMALLEST:
            changes.append(f"{names[key]} can reach {now.shown[1]}")
    return changes


def _signed(points: float) -> str:
    return f"+{points:.1f}" if points > 0 else f"−{abs(points):.1f}"
