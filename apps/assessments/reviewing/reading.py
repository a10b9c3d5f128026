"""How far a review has come: what changed since it was handed in, what has to be read, what is
left. Worked out from the workbook and the newest round."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..carrying.selectors import carried_label
from ..engine.questionnaire import Asked
from ..engine.sampling import Sample, sample
from ..engine.scoring import ItemId, State
from ..engine.shown import digest_of
from ..engine.workbook import Decision, Workbook
from ..models import WHOLE, Assessment, ReviewRound
from ..separation import is_own
from ..words import answer_words, reviewed_words


def round_key(item: ItemId) -> str:
    """An item as a round stores it."""
    return "|".join(item)


def seen_of(workbook: Workbook, items: Iterable[Asked]) -> str:
    """The digest of what is shown of some answers."""
    marks = workbook.fingerprints
    return digest_of({item.id: marks[item.id] for item in items})


def decision_of(workbook: Workbook, item: Asked) -> str:
    """What the reviewer said to the answer that counts now."""
    if workbook.is_asked_back(item):
        return "asked_back"
    return "approved" if workbook.is_approved(item) else ""


def remaining_items(workbook: Workbook, section: str, reader: int | None) -> list[Asked]:
    """What "approve the rest of this section" covers: neither decided nor the reader's own.

    A claim that a question does not apply is never among them: each is agreed to by itself.
    """
    return [
        item
        for item in workbook.questionnaire.by_section().get(section, [])
        if item.state is not State.CLAIMED
        and not decision_of(workbook, item)
        and not is_own(workbook, item, reader)
    ]


def submitted_items(workbook: Workbook) -> dict[str, list[str]]:
    """What is handed in: of each item its fingerprint and the answer in words."""
    marks = workbook.fingerprints
    return {
        round_key(item.id): [
            marks[item.id],
            answer_words(item),
            item.question.ask,
            item.subject.label,
        ]
        for item in workbook.items
    }


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that is not what was handed in. `item` is None for one no longer asked."""

    item: Asked | None
    ask: str
    about: str
    before: str
    after: str
    looked_at: bool
    by: str = ""
    at: dt.datetime | None = None


@dataclass(frozen=True)
class Reading:
    """The review of one workbook under one round; without a round nothing was handed in yet."""

    workbook: Workbook
    round: ReviewRound | None

    @cached_property
    def seen(self) -> str:
        """The digest of all that is shown now."""
        return digest_of(self.workbook.fingerprints)

    @cached_property
    def decided(self) -> frozenset[ItemId]:
        book = self.workbook
        return frozenset(item.id for item in book.items if decision_of(book, item))

    @property
    def readers(self) -> list[str]:
        """Who decided on answers, by name."""
        return sorted({mark.by for mark in self.workbook.reviews.values()})

    @cached_property
    def carried(self) -> dict[ItemId, int]:
        """Decisions taken over from an earlier assessment, as keys of their sources by item."""
        marks = self.workbook.reviews
        found = {item: marks[item].carried_from for item in self.decided if item in marks}
        return {item: source for item, source in found.items() if source is not None}

    @cached_property
    def carried_from(self) -> str:
        """The period of the assessment they come from; one query where there are any."""
        return carried_label(max(self.carried.values())) if self.carried else ""

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        return tuple(self._changes()) if self.round and self.round.items else ()

    def _changes(self) -> Iterator[Change]:
        before = dict(self.round.items) if self.round else {}
        for item in self.workbook.ordered:
            mark, words, *_ = before.pop(round_key(item.id), ("", ""))
            if mark != self.workbook.fingerprints[item.id]:
                now = answer_words(item)
                seen = item.id in self.decided
                by, at = self._author(item)
                about = item.subject.label
                yield Change(item, item.question.ask, about, words, now, seen, by, at)
        for _, words, ask, about in before.values():
            yield Change(None, ask, about, words, "", looked_at=False)

    def _author(self, item: Asked) -> tuple[str, dt.datetime | None]:
        """Who put last what an item says since the submission, and when: its answer, or the
        newest of the facts that it reads. Nobody where only evidence or a link moved."""
        opened = self.round.opened_at if self.round else None
        stored = self.workbook.stored_for(item.subject)
        told = [
            (dt.datetime.fromisoformat(stored[key]["at"]), stored[key]["by"] or "")
            for key in item.facts
            if key in stored
        ]
        answer = self.workbook.answers.get(item.id)
        if answer and not item.worked_out:
            told.append((answer.at, answer.by))
        newest = max(told, default=None)
        if newest is None or opened is None or newest[0] < opened:
            return "", None
        return newest[1], newest[0]

    @property
    def gone(self) -> list[Change]:
        return [change for change in self.changes if change.item is None]

    @property
    def not_looked_at(self) -> list[Change]:
        """Changed answers that nobody decided on since."""
        return [change for change in self.changes if change.item and not change.looked_at]

    @cached_property
    def sample(self) -> Sample:
        changed = [change.item.id for change in self.changes if change.item]
        share = self.round.share if self.round else WHOLE
        seed = self.round.seed if self.round else ""
        marks = self.workbook.reviews.items()
        asked = [item for item, mark in marks if mark.decision == Decision.ASKED_BACK]
        return sample(
            self.workbook.items, self.workbook.card, changed, share, seed, asked_back=asked
        )

    @cached_property
    def required(self) -> tuple[Asked, ...]:
        needed = self.sample.required
        return tuple(item for item in self.workbook.ordered if item.id in needed)

    @cached_property
    def undecided(self) -> tuple[Asked, ...]:
        """What has to be read and was not."""
        return tuple(item for item in self.required if item.id not in self.decided)

    @property
    def blockers(self) -> tuple[str, ...]:
        return self.workbook.card.overall.blockers

    @property
    def needs_acceptance(self) -> bool:
        return bool(self.undecided or self.blockers)

    @property
    def how_chosen(self) -> str:
        """ "all", or "a sample: ... and 20 % of the rest, seed 5f3a"."""
        if self.round is None or self.round.share == WHOLE:
            return "all"
        always, drawn = len(self.sample.always), len(self.sample.drawn)
        return (
            f"a sample: {always} always read (gates, blockers, claims, changes, asked back, "
            f"facts set aside, heavy and only declared), {drawn} drawn as "
            f"{self.round.share} % of the rest, seed {self.round.seed}"
        )

    @property
    def words(self) -> str:
        """ "reviewed 41 of 56; chosen: all"."""
        coverage = reviewed_words(len(self.decided), len(self.workbook.items))
        return f"{coverage}; chosen: {self.how_chosen}"


def newest_round(assessment: Assessment) -> ReviewRound | None:
    """The round under way or the last one; one query."""
    rounds = ReviewRound.objects.filter(assessment=assessment).select_related("accepted_by")
    return rounds.first()


def closing_detail(reading: Reading, today: dt.date) -> dict[str, Any]:
    """What the trail and the snapshot keep of how this was approved."""
    assessment, chosen = reading.workbook.assessment, reading.round
    return {
        "reviewed": len(reading.decided),
        "total": len(reading.workbook.items),
        "share": chosen.share if chosen else WHOLE,
        "seed": chosen.seed if chosen else "",
        "how": reading.how_chosen,
        "by": reading.readers,
        "carried": len(reading.carried),
        "carried_from": reading.carried_from,
        "seen": chosen.seen if chosen else "",
        "accepted": chosen.accepted if chosen else {},
        "accepted_by": str(chosen.accepted_by) if chosen and chosen.accepted_by else None,
        "acceptance": chosen.acceptance if chosen else "",
        "period_open": assessment.period_end > today,
    }
