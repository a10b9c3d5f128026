"""The readmission model: registered, assessed, asked back, approved."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from apps.assessments.answering.comments import add_comment
from apps.assessments.engine.questionnaire import Asked
from apps.assessments.models import Assessment
from apps.assessments.reviewing.reading import Reading, newest_round, seen_of
from apps.assessments.reviewing.rounds import choose_sample
from apps.assessments.reviewing.services import (
    approve_assessment,
    approve_questions,
    ask_back,
    request_changes,
    submit_assessment,
)
from apps.assessments.starting.services import start_assessment
from apps.assessments.task_list.services import assign_section
from apps.assessments.workbooks import open_workbook
from apps.core import clock
from apps.packs.services import request_pack

from .desk import (
    about,
    answer,
    answer_all,
    current,
    file_papers,
    lift_blockers,
    open_items,
    override_one,
)
from .notes import ASKED_BACK
from .papers import clinical, organisation
from .players import Players
from .readmission import ADMISSIONS, LATER, MODEL, READMISSION, SECOND_LOOK
from .registering import Registered, learn, register, release
from .replies import CAREFUL, better

_REMARKS = (
    "Which version of the page does this rest on? I can only find the one from last year.",
    "The note says both wards, the evidence names one. Please say which it is.",
)


@dataclass(slots=True)
class Clinical:
    registered: Registered
    assessment: Assessment


def registration(players: Players) -> Registered:
    calendar = players.calendar
    return register(players, READMISSION, calendar.on(READMISSION.day, 9, 40))


def start(players: Players, registered: Registered) -> Clinical:
    """The lead starts the assessment and gives two sections away."""
    first, last = players.calendar.finished_period
    with clock.travel(players.calendar.on(-45, 9, 15)):
        assessment = start_assessment(
            actor=players.actor("lena"),
            pipeline=registered.pipeline,
            regimes=["gdpr", "hipaa"],
            period_start=first,
            period_end=last,
        )
        sections = [section.section.key for section in open_workbook(assessment).sections]
        for place, key in enumerate(sections[1:9:4]):
            assign_section(
                actor=players.actor("lena"),
                assessment=assessment,
                section_key=key,
                person=players.people["sam"],
                due=players.calendar.anchor - dt.timedelta(days=20 - place),
            )
    return Clinical(registered, assessment)


def first_answers(players: Players, story: Clinical) -> None:
    """Sam answers for the model and its data, Cora for the organisation."""
    on, assessment = players.calendar.on, story.assessment
    mine = open_items(assessment, about("dataset", "model", "pipeline"))
    answer_all(players, assessment, "sam", mine, CAREFUL, (on(-44, 9, 20), on(-27, 16)))
    if players.organization.is_demo:
        ours = open_items(assessment, about("organization"))
        half = ours[: len(ours) * 2 // 3]
        answer_all(players, assessment, "cora", half, CAREFUL, (on(-26, 10), on(-24, 12)))
    team = players.teams[READMISSION.team]
    file_papers(players, team, clinical(players.calendar), assessment, on(-23, 14))


def second_half(players: Players, story: Clinical) -> None:
    """A new extract and a retrained model reopen answers; the rest is answered."""
    on, assessment = players.calendar.on, story.assessment
    if players.organization.is_demo:
        ours = open_items(assessment, about("organization"))
        answer_all(players, assessment, "cora", ours, CAREFUL, (on(-12, 9, 30), on(-12, 16)))
        papers = organisation(players.calendar)
        file_papers(players, None, papers, assessment, on(-11, 10))
    with clock.travel(on(-9, 11, 5)):
        release(players, story.registered, ADMISSIONS, ADMISSIONS.versions[1])
    with clock.travel(on(-6, 15, 30)):
        release(players, story.registered, MODEL, MODEL.versions[1])
    with clock.travel(on(-5, 10, 20)):
        learn(players, "sam", story.registered.parts[MODEL.name], SECOND_LOOK)
    with clock.travel(on(-5, 11, 0)):
        override_one(players, assessment, "sam", LATER)
    again = open_items(assessment, about("dataset", "model", "pipeline"))
    answer_all(players, assessment, "sam", again, CAREFUL, (on(-4, 9), on(-4, 16)))
    with clock.travel(on(-2, 14, 30)):
        people = dict.fromkeys(("pipeline", "dataset", "model"), "sam")
        if players.organization.is_demo:
            people["organization"] = "cora"
        lift_blockers(players, assessment, people)


def review(players: Players, story: Clinical) -> None:
    """Submitted by Sam, asked back by Cora, answered again, approved."""
    on = players.calendar.on
    with clock.travel(on(1, 15, 45)):
        _submit(players, story)
    asked = _doubtful(story.assessment)
    with clock.travel(on(4, 11, 10)):
        _ask(players, story, asked)
    for number, item in enumerate(asked):
        with clock.travel(on(5, 9, 30 + 12 * number)):
            answer(players, story.assessment, "sam", item, better(item, ASKED_BACK))
    with clock.travel(on(6, 14, 5)):
        _submit(players, story)
    with clock.travel(on(7, 10, 0)):
        _agree(players, story)
    with clock.travel(on(8, 16, 20)):
        workbook = open_workbook(current(story.assessment))
        approve_assessment(
            actor=players.actor("cora"),
            assessment=story.assessment,
            note=(
                "Both questions are answered. The open points have an owner and a date; to be "
                "looked at again next quarter."
            ),
            expected_version=current(story.assessment).lock_version,
            seen=Reading(workbook, newest_round(workbook.assessment)).seen,
            accepted_by=players.people["cora"],
            acceptance=(
                "What still blocks has an owner and a date within the next quarter; the hospital "
                "goes on meanwhile with the present safeguards."
            ),
        )
    with clock.travel(on(8, 16, 35)):
        # A worker makes it as soon as one runs; its message waits, and the sweep repeats it.
        request_pack(actor=players.actor("cora"), assessment=current(story.assessment))


def _submit(players: Players, story: Clinical) -> None:
    version = current(story.assessment).lock_version
    submit_assessment(
        actor=players.actor("sam"), assessment=story.assessment, expected_version=version
    )


def _doubtful(assessment: Assessment) -> list[Asked]:
    """Two of Sam's answers that a reviewer would ask about: partly good, with a note."""
    workbook = open_workbook(current(assessment))
    partly = [
        item
        for item in workbook.ordered
        if item.given is not None
        and item.subject.kind.value in {"pipeline", "dataset"}
        and item.option is not None
        and 0 < item.points < 0.85
    ]
    return partly[: len(_REMARKS)]


def _ask(players: Players, story: Clinical, asked: list[Asked]) -> None:
    cora, assessment = players.actor("cora"), story.assessment
    for item, remark in zip(asked, _REMARKS, strict=False):
        question, subject = item.id
        ask_back(
            actor=cora,
            assessment=assessment,
            question_key=question,
            subject_key=subject,
            text=remark,
        )
    request_changes(
        actor=cora,
        assessment=assessment,
        note="Well prepared. Two answers need a second look before I can sign.",
        expected_version=current(assessment).lock_version,
    )
    for item in asked[:1]:
        question, subject = item.id
        add_comment(
            actor=players.actor("lena"),
            assessment=assessment,
            question_key=question,
            subject_key=subject,
            text="I have the new page. Sam, I sent you the address.",
        )


def _agree(players: Players, story: Clinical) -> None:
    """Cora reads what matters and a fifth of the rest; her own answers wait for somebody else."""
    cora = players.actor("cora")
    choose_sample(actor=cora, assessment=current(story.assessment), share=20)
    workbook = open_workbook(current(story.assessment))
    reading = Reading(workbook, newest_round(workbook.assessment))
    items = reading.undecided
    approve_questions(
        actor=cora,
        assessment=story.assessment,
        items=[item.id for item in items],
        seen=seen_of(workbook, items),
    )
