"""Everything that was answered, section by section; what is still unknown, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from apps.ui.components.objects import FactLine

from ..addresses import question_url
from ..answering import fact_lines
from ..attachments.selectors import Attached
from ..carrying.selectors import Compared
from ..engine.questionnaire import Asked
from ..engine.scoring import State
from ..engine.workbook import CurrentAnswer, Workbook, count_states
from ..words import answer_words

_UNKNOWN = (
    (State.UNANSWERED, "not answered"),
    (State.DONT_KNOW, "answered “I don't know”"),
    (State.CLAIMED, "claimed not to apply, and not yet agreed"),
    (State.STALE, "reopened by changed facts or words"),
    (State.EXPIRED, "resting on lapsed evidence"),
)
_KINDS = (
    ("", "Everything"),
    ("unknown", "Unknown"),
    ("overridden", "Overridden"),
    ("claims", "Claimed not to apply"),
    ("na", "Not applicable"),
    ("changed", "Changed since {}"),
    ("same", "Same as in {}"),
)


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One question with what is said to it."""

    item: Asked
    status: str
    words: str
    url: str
    answer: CurrentAnswer | None
    evidence: tuple[Attached, ...]
    facts: tuple[FactLine, ...] = ()
    since: tuple[str, ...] = ()

    @property
    def note(self) -> str:
        return self.answer.note if self.answer else ""

    @property
    def justification(self) -> str:
        return self.answer.justification if self.answer and not self.item.worked_out else ""


@dataclass(frozen=True, slots=True)
class CheckSection:
    key: str
    title: str
    lines: tuple[CheckLine, ...]


@dataclass(frozen=True, slots=True)
class CheckView:
    query: str
    label: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class Checklist:
    sections: tuple[CheckSection, ...]
    views: tuple[CheckView, ...]


def checklist(
    workbook: Workbook,
    attached: Mapping[int, Sequence[Attached]],
    view: str,
    beside: Compared | None = None,
) -> Checklist:
    """All questions by section, or those of one view; `beside` is the approval before."""
    sections = []
    for section in workbook.sections:
        chosen = [item for item in section.items if _shown(workbook, item, view, beside)]
        if chosen:
            lines = tuple(check_line(workbook, item, attached, beside) for item in chosen)
            sections.append(CheckSection(section.section.key, section.section.title, lines))
    when = beside.label if beside else "the last approval"
    views = tuple(
        CheckView(
            f"?show={key}" if key else "?",
            label.format(when),
            sum(_shown(workbook, item, key, beside) for item in workbook.items),
            key == view,
        )
        for key, label in _KINDS
    )
    return Checklist(tuple(sections), tuple(v for v in views if v.count or v.current))


def _shown(workbook: Workbook, item: Asked, view: str, beside: Compared | None) -> bool:
    if view in {"changed", "same"}:
        return beside is not None and beside.since(item) == view
    if view == "unknown":
        return item.state.is_unknown
    if view == "overridden":
        return workbook.status(item) == "overridden"
    if view == "claims":
        return item.state is State.CLAIMED
    if view == "na":
        return item.state is State.NOT_APPLICABLE
    return True


def check_line(
    workbook: Workbook,
    item: Asked,
    attached: Mapping[int, Sequence[Attached]],
    beside: Compared | None = None,
) -> CheckLine:
    answer = workbook.answers.get(item.id)
    return CheckLine(
        item=item,
        status=workbook.status(item),
        words=answer_words(item),
        url=question_url(workbook.assessment, item),
        answer=answer,
        evidence=tuple(attached.get(answer.answer_id, ())) if answer else (),
        facts=fact_lines.read(workbook, item),
        since=tuple(beside.told(item)) if beside else (),
    )


def unknown_words(workbook: Workbook) -> list[str]:
    """What is submitted as unknown: "12 not answered", "3 reopened by changed facts"."""
    counts = count_states(workbook.items)
    return [f"{counts[state]:,} {words}" for state, words in _UNKNOWN if counts[state]]
