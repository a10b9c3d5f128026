"""The workbook: an assessment as it is now, worked out from what is stored.

Nothing about a question item is stored. The pinned catalogue, the facts of the registry and the
current answers give the items, and the items give the figures; this module holds the result in
one place, and asks the database nothing.
"""

from __future__ import annotations

import datetime as dt
import enum
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from apps.catalogue.content_types import Answerer, Catalogue, Control, Section
from apps.catalogue.content_types import Subject as SubjectKind
from apps.core.scope import Scope

from .advice import advice, simulate
from .questionnaire import Asked, Backing, Given, Questionnaire, Reply, Subject, questionnaire
from .scoring import ItemId, Scorecard, State
from .shown import fingerprints

if TYPE_CHECKING:
    from ..models import Assessment


class Decision(enum.StrEnum):
    """What a reviewer can say to one answer."""

    APPROVED = "approved"
    ASKED_BACK = "asked_back"


@dataclass(frozen=True, slots=True)
class CurrentAnswer:
    """The revision of a person's answer that counts here, as stored.

    `wording` is that of the question it was given to, in the catalogue version `version_id`;
    `evidence` tells one set of attached evidence from another.
    """

    answer_id: int
    public_id: uuid.UUID
    revision_id: int
    number: int
    state: str
    option: str
    case: str
    note: str
    justification: str
    is_override: bool
    facts_used: Mapping[str, Any]
    by: str
    by_user_id: int | None
    at: dt.datetime
    checked_by: str
    checked_at: dt.datetime | None
    wording: str
    version_id: int
    backing: Backing
    evidence: str = ""

    def given(self) -> Given:
        return Given(
            reply=Reply(self.state),
            option=self.option,
            note=self.note,
            justification=self.justification,
            facts_used=self.facts_used,
            backing=self.backing,
            reviewed=self.checked_at is not None,
            is_override=self.is_override,
            wording=self.wording,
            case=self.case,
            evidence=self.evidence,
        )


@dataclass(frozen=True, slots=True)
class AboutObject:
    """The registered object behind a subject: which row, and where it belongs.

    `stored` has the fact entries with their sources ({"v", "s", "by", "at", "u"}), by key.
    """

    kind: SubjectKind
    pk: int
    public_id: str
    name: str
    team_id: int | None
    stored: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def access_scope(self) -> Scope:
        return Scope(team_id=self.team_id, kind=self.kind.value, pk=self.pk)


@dataclass(frozen=True, slots=True)
class ReviewMark:
    """The newest decision of a reviewer on one question.

    `seen` is the fingerprint of what was read; empty for decisions that kept none. `carried_from`
    is the key of the decision on an earlier assessment that was taken over.
    """

    decision: str
    text: str
    by: str
    revision_id: int | None
    seen: str = ""
    carried_from: int | None = None


@dataclass(frozen=True, slots=True)
class Assigned:
    """Who answers a section, by when."""

    person: str
    person_id: int
    due: dt.date | None


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A question given to a person who knows, by whom and with what words."""

    person: str
    person_id: int
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """One section of the task list; `open_items` need something from somebody."""

    section: Section
    items: tuple[Asked, ...]
    open_items: tuple[Asked, ...]
    asked_back: int
    reopened: int
    assigned: Assigned | None

    @property
    def total(self) -> int:
        return len(self.items)

    @property
    def done(self) -> int:
        return len(self.items) - len(self.open_items)

    @property
    def is_complete(self) -> bool:
        return not self.open_items


@dataclass(frozen=True, slots=True)
class Raise:
    """Something that would raise a figure: the question, what it would add, who can do it."""

    item: Asked
    control: Control
    gain: float
    per_effort: float
    is_blocking: bool

    @property
    def owner(self) -> str:
        return self.item.subject.owner


@dataclass(frozen=True)
class Workbook:
    """Everything the pages of one assessment show; immutable.

    Mappings by item id (question key, subject key) hold only items that have something.
    """

    assessment: Assessment
    catalogue: Catalogue
    regimes: tuple[str, ...]
    subjects: tuple[Subject, ...]
    objects: Mapping[str, AboutObject]
    answers: Mapping[ItemId, CurrentAnswer]
    today: dt.date
    reviews: Mapping[ItemId, ReviewMark] = field(default_factory=dict)
    comment_counts: Mapping[ItemId, int] = field(default_factory=dict)
    assignments: Mapping[str, Assigned] = field(default_factory=dict)
    passed_on: Mapping[ItemId, PassedOn] = field(default_factory=dict)

    @cached_property
    def questionnaire(self) -> Questionnaire:
        return questionnaire(
            catalogue=self.catalogue,
            regimes=self.regimes,
            subjects=self.subjects,
            answers={item: answer.given() for item, answer in self.answers.items()},
            today=self.today,
        )

    @cached_property
    def fingerprints(self) -> Mapping[ItemId, str]:
        """What is shown of each item, as a digest."""
        return fingerprints(self.items)

    @cached_property
    def card(self) -> Scorecard:
        return self.questionnaire.score()

    def stored_for(self, subject: Subject) -> Mapping[str, Mapping[str, Any]]:
        """The stated facts that a subject sees, its own and those of the scopes around it."""
        around = {SubjectKind.ORGANIZATION, SubjectKind.PIPELINE}
        seen: dict[str, Mapping[str, Any]] = {}
        for key, about in self.objects.items():
            if about.kind in around or key == subject.key:
                seen.update(about.stored)
        return seen

    @property
    def items(self) -> tuple[Asked, ...]:
        return self.questionnaire.items

    @cached_property
    def _places(self) -> Mapping[ItemId, int]:
        return {item.id: place for place, item in enumerate(self.ordered)}

    @cached_property
    def ordered(self) -> tuple[Asked, ...]:
        """Items as the task list walks them: section by section."""
        return tuple(item for section in self.sections for item in section.items)

    def find(self, question: str, subject: str) -> Asked | None:
        """An item that is asked; None for one that is hidden or unknown."""
        place = self._places.get((question, subject))
        return None if place is None else self.ordered[place]

    def neighbours(self, item: Asked) -> tuple[Asked | None, Asked | None]:
        """The items before and after this one in the task list."""
        place = self._places[item.id]
        before = self.ordered[place - 1] if place else None
        after = self.ordered[place + 1] if place + 1 < len(self.ordered) else None
        return before, after

    def next_open(
        self,
        subjects: Collection[str],
        after: ItemId | None = None,
        *,
        knows: Collection[Answerer] = (),
        reader: int | None = None,
    ) -> Asked | None:
        """The next item about one of these subjects that needs somebody, starting after the given
        one and going round.

        What the reviewer asked back comes first, then what was passed on to the `reader`, then
        what somebody like them `knows`; what was passed on to somebody else comes last.
        """
        start = self._places.get(after, -1) + 1 if after else 0
        ring = self.ordered[start:] + self.ordered[:start]
        mine = [item for item in ring if item.subject.key in subjects and self.needs_work(item)]
        return min(mine, key=lambda item: self._turn(item, knows, reader), default=None)

    def _turn(self, item: Asked, knows: Collection[Answerer], reader: int | None) -> int:
        """When somebody comes to an item: the smaller, the sooner."""
        passed = self.passed_on.get(item.id)
        if self.is_asked_back(item):
            return 0
        if passed is not None:
            return 1 if passed.person_id == reader else 4
        return 2 if item.question.answerer in knows else 3

    def is_asked_back(self, item: Asked) -> bool:
        """The reviewer asked, and nobody has answered since."""
        mark = self.reviews.get(item.id)
        if mark is None or mark.decision != Decision.ASKED_BACK:
            return False
        answer = self.answers.get(item.id)
        return mark.revision_id == (answer.revision_id if answer else None)

    def is_approved(self, item: Asked) -> bool:
        """The reviewer agreed with the answer as it stands now, facts and evidence included."""
        mark = self.reviews.get(item.id)
        if mark is None or mark.decision != Decision.APPROVED:
            return False
        if mark.seen:
            return mark.seen == self.fingerprints[item.id]
        answer = self.answers.get(item.id)
        return mark.revision_id == (answer.revision_id if answer else None)

    def needs_work(self, item: Asked) -> bool:
        """Unanswered, reopened or asked back. "Don't know" is an answer until somebody knows."""
        return self.is_asked_back(item) or item.state in {
            State.UNANSWERED,
            State.STALE,
            State.EXPIRED,
        }

    def status(self, item: Asked) -> str:
        """One word for the task list: asked_back, overridden, machine, todo, or the state."""
        if self.is_asked_back(item):
            return "asked_back"
        if item.state is State.UNANSWERED:
            return "todo"
        if item.state is State.ANSWERED and item.worked_out:
            return "machine"
        if item.machine and item.given and item.given.sets_aside:
            return "overridden"
        return item.state.value

    @cached_property
    def sections(self) -> tuple[SectionProgress, ...]:
        return tuple(
            SectionProgress(
                section=self.catalogue.sections[key],
                items=tuple(items),
                open_items=tuple(item for item in items if self.needs_work(item)),
                asked_back=sum(self.is_asked_back(item) for item in items),
                reopened=sum(item.state in {State.STALE, State.EXPIRED} for item in items),
                assigned=self.assignments.get(key),
            )
            for key, items in self.questionnaire.by_section().items()
        )

    @property
    def done(self) -> int:
        return sum(section.done for section in self.sections)

    @cached_property
    def open_items(self) -> tuple[Asked, ...]:
        """What needs somebody, in the order of the task list."""
        return tuple(item for section in self.sections for item in section.open_items)

    def raises(self, regime: str = "") -> list[Raise]:
        """What would raise a regime's figure, or the whole pipeline's, best first."""
        by_id = {item.id: item for item in self.items}
        return [
            Raise(
                item=by_id[advised.item.id],
                control=self.catalogue.controls[advised.item.control],
                gain=advised.gain,
                per_effort=advised.per_effort,
                is_blocking=bool(advised.lifts),
            )
            for advised in advice(self.card, regime)
        ]

    def simulated(self, changes: Mapping[ItemId, float]) -> Scorecard:
        """The figures if these items had these points; stores nothing."""
        return simulate(
            (item.scored() for item in self.items), self.questionnaire.controls, changes
        )

    def with_answer(self, item: ItemId, answer: CurrentAnswer) -> Workbook:
        """The same workbook with one answer replaced."""
        changed = replace(self, answers={**self.answers, item: answer})
        # Put where the property would: working out 300 items again for one is most of a save.
        changed.__dict__["questionnaire"] = self.questionnaire.with_answer(*item, answer.given())
        return changed

    def with_backing(self, item: ItemId, backing: Backing) -> Workbook:
        """The same workbook after evidence came to, or left, an answer."""
        return self.with_answer(item, replace(self.answers[item], backing=backing))

    def under(
        self, assessment: Assessment, catalogue: Catalogue, regimes: Sequence[str]
    ) -> Workbook:
        """The same facts and answers under another catalogue and other regimes."""
        return replace(self, assessment=assessment, catalogue=catalogue, regimes=tuple(regimes))


def count_states(items: Iterable[Asked]) -> dict[State, int]:
    """How many items are in each state, every state listed."""
    counts: dict[State, int] = {state: 0 for state in State if state is not State.HIDDEN}
    for item in items:
        counts[item.state] += 1
    return counts
