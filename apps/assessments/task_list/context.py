"""The task list: sections with progress, their questions with states."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from apps.catalogue.content_types import Answerer

from ..addresses import question_url
from ..answering.rights import Left, Reach
from ..carrying.selectors import Compared
from ..engine.questionnaire import Asked
from ..engine.scoring import Band, ItemId
from ..engine.workbook import Assigned, SectionProgress, Workbook

ICONS: Mapping[str, tuple[str, str]] = {
    "todo": ("circle", "To do"),
    "answered": ("circle-check", "Answered"),
    "machine": ("robot", "Worked out from facts"),
    "overridden": ("replace", "Overridden"),
    "dont_know": ("help-circle", "Don't know"),
    "claimed": ("circle-dashed-minus", "Claimed not to apply"),
    "not_applicable": ("circle-minus", "Not applicable"),
    "stale": ("refresh-alert", "Facts changed"),
    "expired": ("calendar-x", "Evidence lapsed"),
    "asked_back": ("message-exclamation", "Asked back"),
    "waiting": ("hourglass", "Waiting"),
}


KNOWERS: Mapping[Answerer, str] = {
    Answerer.SCIENTIST: "for a data scientist",
    Answerer.LEAD: "for the team's lead",
    Answerer.OFFICER: "for a compliance officer",
    Answerer.SECURITY: "for whoever answers for security",
    Answerer.ORGANIZATION: "for the organisation",
}


@dataclass(frozen=True, slots=True)
class Law:
    """One law's band as the header shows it."""

    key: str
    short: str
    title: str
    band: Band | None
    blockers: int
    ready: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One question of a section; `waits_for` says who answers it when the reader cannot."""

    item: Asked
    status: str
    url: str
    current: bool
    comments: int
    waits_for: str

    @property
    def icon(self) -> str:
        return ICONS[self.status][0]

    @property
    def state_words(self) -> str:
        return ICONS[self.status][1]

    @property
    def waits_words(self) -> str:
        return f"waits for {self.waits_for}"

    @property
    def ask(self) -> str:
        return self.item.question.ask

    @property
    def about(self) -> str:
        return self.item.subject.label


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section with its state: todo, running, waiting, done, asked_back or stale."""

    key: str
    title: str
    summary: str
    state: str
    label: str
    done: int
    total: int
    machine: int
    left: Left
    assigned: Assigned | None
    is_late: bool
    is_mine: bool
    is_known: bool
    knower: str
    is_open: bool
    go_url: str
    changed: int
    lines: tuple[Line, ...]

    @property
    def is_complete(self) -> bool:
        return self.state == "done"


def laws(workbook: Workbook) -> list[Law]:
    """The chosen laws with their bands, in the order of the assessment."""
    lines = []
    for key in workbook.regimes:
        result, regime = workbook.card.regimes.get(key), workbook.catalogue.regimes[key]
        band = result.band if result else None
        blockers = len(result.blockers) if result else 0
        ready = bool(result and result.ready)
        lines.append(Law(key, regime.short, regime.title, band, blockers, ready))
    return lines


def law_names(workbook: Workbook) -> dict[str, str]:
    return {key: workbook.catalogue.regimes[key].short for key in workbook.regimes}


def task_list(
    workbook: Workbook,
    own: Reach,
    current: Asked | None = None,
    reader: int | None = None,
    beside: Compared | None = None,
) -> list[SectionLine]:
    """All sections; only that of the current question lists its questions.

    `own` is what the reader can answer, `reader` their key, to mark the sections assigned to
    them, `beside` the approval before, to count what changed since.
    """
    changed = beside.changed if beside else frozenset()
    lines = [
        _section(workbook, section, own, current, reader, changed) for section in workbook.sections
    ]
    # What this reader knows comes first; a walk through the questions keeps the catalogue's order.
    return lines if current else sorted(lines, key=lambda line: not line.is_known)


def _section(
    workbook: Workbook,
    progress: SectionProgress,
    own: Reach,
    current: Asked | None,
    reader: int | None,
    changed: Collection[ItemId],
) -> SectionLine:
    is_open = current is not None and current.question.section == progress.section.key
    here = current.id if current else None
    lines = tuple(_line(workbook, item, own, here) for item in progress.items) if is_open else ()
    left = own.left(progress.open_items)
    state, label = _state(progress, left)
    late = progress.assigned is not None and _is_late(progress.assigned.due, workbook.today)
    return SectionLine(
        key=progress.section.key,
        title=progress.section.title,
        summary=progress.section.summary,
        state=state,
        label=label,
        done=progress.done,
        total=progress.total,
        machine=sum(item.worked_out for item in progress.items),
        left=left,
        assigned=progress.assigned,
        is_late=late and not progress.is_complete,
        is_mine=progress.assigned is not None and progress.assigned.person_id == reader,
        is_known=progress.section.answerer in own.knows,
        knower=KNOWERS.get(progress.section.answerer, "") if progress.section.answerer else "",
        is_open=is_open,
        go_url=question_url(workbook.assessment, _first(progress, own)),
        changed=sum(item.id in changed for item in progress.items),
        lines=lines,
    )


def _first(progress: SectionProgress, own: Reach) -> Asked:
    """Where the section opens: at what is open for the reader, for anybody, or at its start."""
    mine = (item for item in progress.open_items if item.subject.key in own.mine)
    return next(mine, next(iter(progress.open_items), progress.items[0]))


def _is_late(due: dt.date | None, today: dt.date) -> bool:
    return due is not None and due < today


def _line(workbook: Workbook, item: Asked, own: Reach, current: ItemId | None) -> Line:
    status = workbook.status(item)
    waits_for = own.waits_for(item) if workbook.needs_work(item) else ""
    return Line(
        item=item,
        status="waiting" if waits_for and status == "todo" else status,
        url=question_url(workbook.assessment, item),
        current=item.id == current,
        comments=workbook.comment_counts.get(item.id, 0),
        waits_for=waits_for,
    )


def _state(progress: SectionProgress, left: Left) -> tuple[str, str]:
    if progress.asked_back:
        return "asked_back", f"{progress.asked_back} asked back"
    if progress.reopened:
        return "stale", f"{progress.reopened} reopened"
    if progress.is_complete:
        return "done", "Done"
    if left.waits and not left.mine:
        is_one = len(left.waiting) == 1
        return "waiting", f"Waits for {left.waiting[0][0] if is_one else 'others'}"
    if not progress.done:
        return "todo", "Not started"
    return "running", "In progress"


@dataclass(frozen=True, slots=True)
class View:
    """A part of the list: its address, name and size."""

    query: str
    label: str
    count: int
    current: bool


_VIEWS = (
    ("", "All sections"),
    ("open", "Open"),
    ("yours", "With work for you"),
    ("waiting", "Waiting for others"),
    ("back", "Asked back or reopened"),
    ("known", "For people like you"),
    ("mine", "Assigned to you"),
    ("changed", "Changed since {}"),
)


def shown_sections(sections: Sequence[SectionLine], view: str) -> list[SectionLine]:
    """The sections of one view; an unknown view is all of them."""
    if view == "open":
        return [section for section in sections if not section.is_complete]
    if view == "yours":
        return [section for section in sections if section.left.mine]
    if view == "waiting":
        return [section for section in sections if section.left.waits]
    if view == "back":
        return [section for section in sections if section.state in {"asked_back", "stale"}]
    if view == "known":
        return [section for section in sections if section.is_known]
    if view == "mine":
        return [section for section in sections if section.is_mine]
    if view == "changed":
        return [section for section in sections if section.changed]
    return list(sections)


def views_of(
    sections: Sequence[SectionLine], chosen: str, approved: str = "the last approval"
) -> list[View]:
    """The views that hold something, and the chosen one; `approved` names the approval before."""
    views = [
        View(
            f"?show={key}" if key else "?",
            label.format(approved),
            len(shown_sections(sections, key)),
            key == chosen,
        )
        for key, label in _VIEWS
    ]
    waits = any(section.left.waits for section in sections)
    return [
        view
        for view in views
        if view.current or (view.count and (waits or view.query != "?show=yours"))
    ]
