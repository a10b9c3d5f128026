"""The review: every answer of a section with what the reviewer said to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..attachments.selectors import Attached
from ..carrying.selectors import Compared
from ..engine.questionnaire import Asked
from ..engine.scoring import Assurance, State
from ..engine.workbook import Workbook
from ..separation import is_own
from ..task_list.checklist import CheckLine, check_line
from .reading import decision_of, remaining_items, seen_of

# The one view that shows every section at once: claims are weighed beside each other.
CLAIMS = "claims"
_CLAIMS_TITLE = "Claims that a question does not apply"
_VIEWS = (
    ("", "Everything"),
    ("open", "Not reviewed"),
    (CLAIMS, "Claims of not applicable"),
    ("overridden", "Overridden"),
    ("bare", "Without evidence"),
    ("unknown", "Unknown"),
    ("back", "Asked back"),
    ("changed", "Changed since {}"),
    ("same", "Same as in {}"),
)


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One answer and its review. `decision` is approved, asked_back or empty; `seen` is the digest
    of what is shown of it."""

    line: CheckLine
    decision: str
    text: str
    by: str
    is_own: bool
    is_carried: bool
    since: tuple[str, ...]
    seen: str

    @property
    def is_unknown(self) -> bool:
        return self.line.item.state.is_unknown

    @property
    def is_claim(self) -> bool:
        return self.line.item.state is State.CLAIMED

    @property
    def claim(self) -> str:
        """What a tick sends: item and digest; empty where this reader cannot agree to it here."""
        if not self.is_claim or self.is_own or self.decision:
            return ""
        return "|".join((*self.line.item.id, self.seen))


@dataclass(frozen=True, slots=True)
class ReviewSection:
    """A section beside the list: how many of its answers are reviewed, how many the view shows."""

    key: str
    title: str
    reviewed: int
    total: int
    shown: int
    query: str
    current: bool


@dataclass(frozen=True, slots=True)
class ReviewView:
    query: str
    label: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class Review:
    """What the review page shows; `remaining` are answers one click may still approve here, `seen`
    the digest of all answers of the section."""

    sections: tuple[ReviewSection, ...]
    views: tuple[ReviewView, ...]
    section: str
    title: str
    lines: tuple[ReviewLine, ...]
    remaining: int
    seen: str
    approved: int
    asked_back: int
    undecided: int
    unknown: int

    @property
    def choosing(self) -> bool:
        """Whether several claims can be ticked here and agreed to at once."""
        return not self.section and any(row.claim for row in self.lines)

    @property
    def total(self) -> int:
        return self.approved + self.asked_back + self.undecided


def next_undecided(workbook: Workbook, after: Asked) -> Asked | None:
    """The next answer without a decision, going round."""
    place = workbook.ordered.index(after) + 1
    ring = workbook.ordered[place:] + workbook.ordered[: place - 1]
    return next((item for item in ring if not decision_of(workbook, item)), None)


def review(
    workbook: Workbook,
    attached: Mapping[int, Sequence[Attached]],
    *,
    reader: int | None,
    view: str = "",
    section: str = "",
    beside: Compared | None = None,
) -> Review:
    """One section of one view; the first that shows something when none is named."""
    grouped = workbook.questionnaire.by_section()
    shown = {
        key: [item for item in items if _shown(workbook, item, view, beside)]
        for key, items in grouped.items()
    }
    chosen = section if section in grouped else next((k for k, v in shown.items() if v), "")
    if view == CLAIMS:
        chosen = ""
    listed = [item for items in shown.values() for item in items] if view == CLAIMS else None
    decisions = [decision_of(workbook, item) for item in workbook.items]
    return Review(
        sections=tuple(
            _section(workbook, key, items, len(shown[key]), view, key == chosen)
            for key, items in grouped.items()
        ),
        views=_views(workbook, view, chosen if section else "", beside),
        section=chosen,
        title=workbook.catalogue.sections[chosen].title if chosen else _CLAIMS_TITLE,
        lines=tuple(
            review_line(workbook, item, attached, reader, beside)
            for item in (shown.get(chosen, ()) if listed is None else listed)
        ),
        remaining=len(remaining_items(workbook, chosen, reader)),
        seen=seen_of(workbook, grouped.get(chosen, ())),
        approved=decisions.count("approved"),
        asked_back=decisions.count("asked_back"),
        undecided=decisions.count(""),
        unknown=sum(item.state.is_unknown for item in workbook.items),
    )


def review_line(
    workbook: Workbook,
    item: Asked,
    attached: Mapping[int, Sequence[Attached]],
    reader: int | None,
    beside: Compared | None = None,
) -> ReviewLine:
    mark = workbook.reviews.get(item.id)
    decision = decision_of(workbook, item)
    return ReviewLine(
        line=check_line(workbook, item, attached),
        decision=decision,
        text=mark.text if mark and decision else "",
        by=mark.by if mark and decision else "",
        is_own=is_own(workbook, item, reader),
        is_carried=bool(mark and decision and mark.carried_from),
        since=tuple(beside.told(item)) if beside else (),
        seen=seen_of(workbook, [item]),
    )


def _shown(workbook: Workbook, item: Asked, view: str, beside: Compared | None = None) -> bool:
    if view in {"changed", "same"}:
        return beside is not None and beside.since(item) == view
    if view == "open":
        return not decision_of(workbook, item)
    if view == CLAIMS:
        return item.state in {State.CLAIMED, State.NOT_APPLICABLE}
    if view == "overridden":
        return workbook.status(item) == "overridden"
    if view == "bare":
        return item.state is State.ANSWERED and item.assurance is Assurance.DECLARED
    if view == "unknown":
        return item.state.is_unknown
    if view == "back":
        return workbook.is_asked_back(item)
    return True


def _query(view: str, section: str) -> str:
    parts = [f"show={view}" if view else "", f"section={section}" if section else ""]
    return "?" + "&".join(part for part in parts if part)


def _section(
    workbook: Workbook, key: str, items: Sequence[Asked], shown: int, view: str, current: bool
) -> ReviewSection:
    return ReviewSection(
        key=key,
        title=workbook.catalogue.sections[key].title,
        reviewed=sum(bool(decision_of(workbook, item)) for item in items),
        total=len(items),
        shown=shown,
        query=_query(view, key),
        current=current,
    )


def _views(
    workbook: Workbook, view: str, section: str, beside: Compared | None
) -> tuple[ReviewView, ...]:
    counts = {
        key: sum(_shown(workbook, item, key, beside) for item in workbook.items)
        for key, _ in _VIEWS
    }
    when = beside.label if beside else "the last approval"
    return tuple(
        ReviewView(_query(key, section), label.format(when), counts[key], key == view)
        for key, label in _VIEWS
        if counts[key] or key == view
    )
