"""What people in the demo do with an assessment: answer, file, ask, agree."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from apps.assessments.answering.entries import AnswerInput
from apps.assessments.answering.facts_stated import facts_stated
from apps.assessments.answering.services import save_answer
from apps.assessments.attachments.services import attach_evidence
from apps.assessments.engine.questionnaire import Asked, Reply
from apps.assessments.engine.scoring import ItemId, State
from apps.assessments.models import Assessment
from apps.assessments.scores.services import work_off_refreshes
from apps.assessments.workbooks import get_assessment, open_workbook
from apps.core import clock
from apps.core.access import Actor, GrantLevel
from apps.core.facts import Stored
from apps.evidence.models import Evidence
from apps.evidence.services import Content, FileContent, LinkContent, file_evidence
from apps.organizations.models import Team
from apps.registry.models import RegisteredObject
from apps.registry.sharing.services import share_object

from .calendar import work_days
from .notes import LIFTED, SET_ASIDE
from .papers import Paper
from .players import Players
from .replies import Manner, better, reply_to

Choice = Callable[[Asked], bool]
_MOST_USES = 4


def current(assessment: Assessment) -> Assessment:
    """The row as it is now."""
    return get_assessment(Actor.system("demo"), assessment.public_id)


def open_items(assessment: Assessment, wanted: Choice) -> list[Asked]:
    """What still needs an answer, in the order of the task list."""
    workbook = open_workbook(current(assessment))
    return [item for item in workbook.ordered if workbook.needs_work(item) and wanted(item)]


def about(*kinds: str) -> Choice:
    return lambda item: item.subject.kind.value in kinds


def answer_all(
    players: Players,
    assessment: Assessment,
    key: str,
    items: Sequence[Asked],
    manner: Manner,
    period: tuple[dt.datetime, dt.datetime],
) -> None:
    """One person answers these items in this order, spread over the period; an answer may record
    facts that close others before their turn comes."""
    actor, numbers = players.actor(key), _numbers(assessment)
    for item, moment in zip(items, work_days(*period, len(items)), strict=True):
        workbook = open_workbook(current(assessment))
        now = workbook.find(*item.id)
        if now is not None and workbook.needs_work(now):
            with clock.travel(moment):
                _save(actor, assessment, now, reply_to(now, manner), numbers.get(item.id, 0))


def answer(
    players: Players, assessment: Assessment, key: str, item: Asked, entry: AnswerInput
) -> None:
    """Save one answer, now; a later answer follows the one that is there."""
    number = _numbers(assessment).get(item.id, 0)
    _save(players.actor(key), assessment, item, entry, number)


def _numbers(assessment: Assessment) -> dict[ItemId, int]:
    """The number of the newest revision of every answer."""
    answers = open_workbook(current(assessment)).answers
    return {item: answer.number for item, answer in answers.items()}


def _save(
    actor: Actor, assessment: Assessment, item: Asked, entry: AnswerInput, number: int
) -> None:
    save_answer(
        actor=actor,
        assessment=assessment,
        question_key=item.question.key,
        subject_key=item.subject.key,
        entry=entry,
        expected_revision=number,
    )


def override_one(
    players: Players, assessment: Assessment, key: str, later: Collection[str]
) -> None:
    """Set the registry's own answer aside where it says less than the person knows.

    Not where a fact of `later` decides: that one is put right in the registry itself.
    """
    workbook = open_workbook(current(assessment))
    for item in workbook.ordered:
        facts = item.machine.facts if item.machine else ()
        known = item.worked_out and not set(later).intersection(facts)
        option = _aside(item, workbook.objects[item.subject.key].stored) if known else ""
        if option and item.subject.kind.value in {"pipeline", "dataset", "model"}:
            entry = AnswerInput(Reply.ANSWERED, option, justification=SET_ASIDE)
            answer(players, assessment, key, item, entry)
            return


def _aside(item: Asked, stored: Stored) -> str:
    """A better answer that puts no fact right; empty when there is none."""
    better_ones = (option for option in item.question.options if option.points > item.points)
    aside = (o.key for o in better_ones if not facts_stated(item, o.key, stored))
    return next((key for key in aside if key not in item.struck_out), "")


def lift_blockers(players: Players, assessment: Assessment, keys: Mapping[str, str]) -> None:
    """Do something about critical controls that are not met; `keys` says who answers for what."""
    workbook = open_workbook(current(assessment))
    blocking = set(workbook.card.overall.blockers)
    weak = [i for i in workbook.ordered if i.question.control in blocking and i.points < 1]
    for item in weak:
        key = keys.get(item.subject.kind.value)
        now = open_workbook(current(assessment)).find(*item.id)
        if key and now is not None and now.given is not None and now.points < 1:
            answer(players, assessment, key, now, better(now, LIFTED))


def file_papers(
    players: Players,
    team: Team | None,
    papers: Iterable[Paper],
    assessment: Assessment,
    moment: dt.datetime,
) -> None:
    """File evidence and attach it to answers of the sections it backs."""
    for number, paper in enumerate(papers):
        with clock.travel(moment + number * dt.timedelta(minutes=26)):
            _attach(players, assessment, paper, _file(players, team, paper))


def _file(players: Players, team: Team | None, paper: Paper) -> Evidence:
    evidence = file_evidence(
        actor=players.actor(paper.by),
        team=team,
        title=paper.title,
        content=_content(paper),
        counts_until=None if paper.lasts is None else players.calendar.in_days(paper.lasts),
    )
    Evidence.objects.filter(pk=evidence.pk).update(is_demo=True)
    return evidence


def _content(paper: Paper) -> Content:
    if isinstance(paper.content, str):
        return LinkContent(paper.content)
    return FileContent(paper.file_name, io.BytesIO(paper.content), len(paper.content))


def _attach(players: Players, assessment: Assessment, paper: Paper, evidence: Evidence) -> None:
    """Only to good answers: nobody proves that something is missing."""
    workbook = open_workbook(current(assessment))
    fitting = [
        item
        for item in workbook.ordered
        if item.question.section in paper.backs
        and item.subject.kind.value == paper.about
        and item.state is State.ANSWERED
        and item.given is not None
        and item.points >= 0.5
    ]
    for item in fitting[:_MOST_USES]:
        attach_evidence(
            actor=players.actor(paper.by),
            assessment=assessment,
            question_key=item.question.key,
            subject_key=item.subject.key,
            evidence_id=evidence.public_id,
        )


def share(
    players: Players, by: str, objects: Iterable[RegisteredObject], to: str, level: str, reason: str
) -> None:
    """Give somebody of another team these objects until three months from today."""
    ends = players.calendar.now + dt.timedelta(days=90)
    for obj in objects:
        share_object(
            actor=players.actor(by),
            obj=obj,
            person=players.people[to],
            level=GrantLevel(level),
            reason=reason,
            expires_at=ends,
        )


def catch_up(moment: dt.datetime) -> None:
    """What the worker would do in the night: figures that something else moved."""
    with clock.travel(moment):
        while work_off_refreshes().more:
            pass
