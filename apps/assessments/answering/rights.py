"""Who may answer about what, and whom the open questions wait for that somebody else answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from apps.catalogue.content_types import Answerer
from apps.catalogue.content_types import Subject as SubjectKind
from apps.core.access import Actor, OrgRole, TeamRole, check

from ..engine.questionnaire import Asked
from ..engine.scoring import ItemId
from ..engine.workbook import AboutObject, Workbook
from ..permissions import ANSWER, ANSWER_ABOUT, ANSWER_ORGANIZATION

OFFICER = "a compliance officer"
_TEAM = "the team"
_OTHER_TEAM = "another team"
_SHARED = {SubjectKind.DATASET, SubjectKind.MODEL}


def refusal(actor: Actor, workbook: Workbook, subject: str) -> str:
    """Why this actor may not answer about a subject of this assessment; empty when they may."""
    needed = ANSWER_ORGANIZATION if subject == SubjectKind.ORGANIZATION else ANSWER
    verdict = check(actor, needed, workbook.assessment)
    if not verdict.allowed:
        return verdict.reason
    return refusal_about(actor, workbook.objects[subject])


def refusal_about(actor: Actor, about: AboutObject) -> str:
    """Why this actor may not answer about a dataset or model; empty when they may.

    An answer about it counts wherever it is used, so it takes the right to contribute to it.
    """
    if about.kind not in _SHARED:
        return ""
    verdict = check(actor, ANSWER_ABOUT, about)
    if verdict.allowed:
        return ""
    return (
        f"“{about.name}” belongs to another team, and an answer about it counts wherever it is "
        "used. Ask its team to answer, or to share it with you so that you may contribute."
    )


@dataclass(frozen=True, slots=True)
class Left:
    """Open questions: how many the reader can answer, and how many wait for whom."""

    mine: int
    waiting: tuple[tuple[str, int], ...]

    @property
    def waits(self) -> int:
        return sum(count for _, count in self.waiting)

    @property
    def words(self) -> str:
        """ "3 left for you, 12 wait for a compliance officer"; empty when nothing is open."""
        parts = [f"{self.mine:,} left for you"] if self.mine else []
        parts += [
            f"{count:,} {'waits' if count == 1 else 'wait'} for {who}"
            for who, count in self.waiting
        ]
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Reach:
    """How far one reader's right to answer goes in one assessment.

    `mine` are the subjects they answer about; `others` says who answers about the rest. Both are
    empty while nobody may change an answer. `knows` is as whom they are asked first, `reader` who
    they are.
    """

    mine: frozenset[str]
    others: Mapping[str, str]
    knows: frozenset[Answerer] = frozenset()
    reader: int | None = None

    def next_of(self, workbook: Workbook, after: ItemId | None = None) -> Asked | None:
        """Where this reader goes on: what they know comes first."""
        return workbook.next_open(self.mine, after, knows=self.knows, reader=self.reader)

    def minutes(self, open_items: Iterable[Asked]) -> int:
        """About how long the open questions take that this reader can answer; our own estimate
        from the effort that the catalogue gives each."""
        mine = (item for item in open_items if item.subject.key in self.mine)
        return sum(MINUTES[item.question.effort] for item in mine)

    def waits_for(self, item: Asked) -> str:
        """Who can answer it when the reader cannot; empty when they can."""
        return self.others.get(item.subject.key, "")

    def left(self, open_items: Iterable[Asked]) -> Left:
        """How these open questions divide; most first."""
        counts = Counter(item.subject.key for item in open_items)
        mine = sum(counts[key] for key in self.mine)
        waiting: Counter[str] = Counter()
        for key, who in self.others.items():
            waiting[who] += counts[key]
        return Left(mine, tuple((who, count) for who, count in waiting.most_common() if count))


def reach(actor: Actor, workbook: Workbook) -> Reach:
    if not workbook.assessment.is_editable:
        return Reach(frozenset(), {})
    others = {
        key: _answers(workbook, about)
        for key, about in workbook.objects.items()
        if refusal(actor, workbook, key)
    }
    mine = frozenset(workbook.objects.keys() - others.keys())
    return Reach(mine, others, knows_as(actor, workbook), actor.user_id)


MINUTES = {1: 1, 2: 3, 3: 8}
_BY_TEAM_ROLE = {
    TeamRole.LEAD: {Answerer.LEAD},
    TeamRole.CONTRIBUTOR: {Answerer.SCIENTIST},
}
_BY_ORG_ROLE = {
    OrgRole.COMPLIANCE_OFFICER: {Answerer.OFFICER, Answerer.ORGANIZATION},
    OrgRole.ADMINISTRATOR: {Answerer.SECURITY, Answerer.ORGANIZATION},
}


def knows_as(actor: Actor, workbook: Workbook) -> frozenset[Answerer]:
    """What somebody in these roles is asked first."""
    role = actor.team_roles.get(workbook.assessment.pipeline.team_id)
    known = set(_BY_TEAM_ROLE.get(role, ())) if role else set()
    for held in actor.org_roles:
        known |= _BY_ORG_ROLE.get(held, set())
    return frozenset(known)


def _answers(workbook: Workbook, about: AboutObject) -> str:
    """Who answers about an object, in the words of somebody who may not."""
    if about.kind is SubjectKind.ORGANIZATION:
        return OFFICER
    return _TEAM if about.team_id == workbook.assessment.pipeline.team_id else _OTHER_TEAM
