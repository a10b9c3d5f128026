"""The payment plans: a longer assessment, submitted a few days ago and in review."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from apps.assessments.answering.comments import add_comment
from apps.assessments.engine.questionnaire import Asked
from apps.assessments.engine.workbook import Workbook
from apps.assessments.models import Assessment
from apps.assessments.results.context import plan_values
from apps.assessments.results.services import plan_question
from apps.assessments.reviewing.services import ask_back, submit_assessment
from apps.assessments.starting.services import start_assessment
from apps.assessments.workbooks import open_workbook
from apps.core import clock

from .credit import APPLICATIONS, CREDIT, NOTICE, REVIEWED_DPIA
from .desk import about, answer_all, current, file_papers, open_items
from .papers import finance
from .players import Players
from .registering import Registered, learn, register, release
from .replies import HONEST

_OURS = about("pipeline", "dataset", "model")


@dataclass(slots=True)
class Finance:
    registered: Registered
    assessment: Assessment


def registration(players: Players) -> Registered:
    return register(players, CREDIT, players.calendar.on(CREDIT.day, 10, 10))


def start(players: Players, registered: Registered) -> Finance:
    first, last = players.calendar.running_period
    with clock.travel(players.calendar.on(-22, 13, 30)):
        assessment = start_assessment(
            actor=players.actor("finance_lead"),
            pipeline=registered.pipeline,
            regimes=["gdpr"],
            period_start=first,
            period_end=last,
        )
    return Finance(registered, assessment)


def first_answers(players: Players, story: Finance) -> None:
    """The data scientist answers what the data and the model are about."""
    on = players.calendar.on
    items = open_items(story.assessment, about("dataset", "model"))
    answer_all(
        players,
        story.assessment,
        "finance_scientist",
        items[:44],
        HONEST,
        (on(-21, 9), on(-14, 16)),
    )
    team = players.teams[CREDIT.team]
    file_papers(players, team, finance(players.calendar)[2:], story.assessment, on(-13, 9, 30))


def new_data(players: Players, story: Finance, moment: dt.datetime) -> None:
    with clock.travel(moment):
        release(players, story.registered, APPLICATIONS, APPLICATIONS.versions[1])


def second_half(players: Players, story: Finance, period: tuple[dt.datetime, dt.datetime]) -> None:
    """The lead answers for the pipeline; a few questions stay open, as they do."""
    items = open_items(story.assessment, _OURS)
    kept = items[: len(items) - 9]
    answer_all(players, story.assessment, "finance_lead", kept, HONEST, period)
    team = players.teams[CREDIT.team]
    file_papers(players, team, finance(players.calendar)[:2], story.assessment, period[1])


def improvements(players: Players, story: Finance, moment: dt.datetime) -> None:
    """The notice was changed and the impact assessment reviewed."""
    pipeline = story.registered.pipeline
    with clock.travel(moment):
        learn(players, "finance_lead", pipeline, NOTICE)
    with clock.travel(moment + dt.timedelta(hours=3)):
        learn(players, "finance_lead", pipeline, REVIEWED_DPIA)
    reopened = open_items(story.assessment, _OURS)[:6]
    later = moment + dt.timedelta(hours=4)
    period = (later, later + dt.timedelta(hours=1))
    answer_all(players, story.assessment, "finance_lead", reopened, HONEST, period)


def submission(players: Players, story: Finance) -> None:
    ago = players.calendar.ago
    with clock.travel(ago(4, 16, 10)):
        submit_assessment(
            actor=players.actor("finance_lead"),
            assessment=story.assessment,
            expected_version=current(story.assessment).lock_version,
        )


def question_back(players: Players, story: Finance) -> None:
    """The reviewer has begun: one question back, one remark."""
    workbook = open_workbook(current(story.assessment))
    weak = [
        item
        for item in workbook.ordered
        if item.question.section == "automated-decisions" and item.option and item.points < 1
    ] or [item for item in workbook.ordered if item.option and item.points < 1]
    asked, remarked = weak[0], weak[-1]
    plan_work(players, workbook, asked)
    with clock.travel(players.calendar.ago(1, 10, 25)):
        ask_back(
            actor=players.actor("cora"),
            assessment=story.assessment,
            question_key=asked.question.key,
            subject_key=asked.subject.key,
            text="Who takes the call when an applicant asks for a person? Please name the desk.",
        )
    with clock.travel(players.calendar.ago(1, 10, 40)):
        add_comment(
            actor=players.actor("cora"),
            assessment=story.assessment,
            question_key=remarked.question.key,
            subject_key=remarked.subject.key,
            text="This is the one the authority would ask about first. Let us talk on Thursday.",
        )


def plan_work(players: Players, workbook: Workbook, item: Asked) -> None:
    """What is weak becomes an action with an owner and a date."""
    with clock.travel(players.calendar.ago(2, 15, 20)):
        plan_question(
            actor=players.actor("finance_lead"),
            workbook=workbook,
            item=item,
            **plan_values(workbook, item),
            owner=players.people["finance_scientist"],
            due=players.calendar.in_days(12),
            public_id=uuid.uuid4(),
        )
