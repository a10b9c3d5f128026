"""The website assistant: registered last week, its assessment just begun."""

from __future__ import annotations

from dataclasses import dataclass

from apps.assessments.models import Assessment
from apps.assessments.starting.services import start_assessment
from apps.assessments.task_list.services import assign_section
from apps.assessments.workbooks import open_workbook
from apps.core import clock

from .chatbot import CHATBOT
from .desk import about, answer_all, open_items, share
from .players import Players
from .registering import Registered, register
from .replies import CAREFUL, STARTING

_ATTACKS = "model-attacks"


@dataclass(slots=True)
class Support:
    registered: Registered
    assessment: Assessment


def registration(players: Players) -> Registered:
    """Registered by its lead, and shared with Sam, who tests models for other teams."""
    registered = register(players, CHATBOT, players.calendar.ago(9, 9, 50))
    with clock.travel(players.calendar.ago(8, 11, 0)):
        share(
            players,
            "support_lead",
            [registered.pipeline, *registered.parts.values()],
            "sam",
            "contribute",
            "Tests the assistant for leaks of training data before it leaves the pilot.",
        )
    return registered


def start(players: Players, registered: Registered) -> Support:
    first, last = players.calendar.running_period
    with clock.travel(players.calendar.ago(3, 9, 30)):
        assessment = start_assessment(
            actor=players.actor("support_lead"),
            pipeline=registered.pipeline,
            regimes=["ccpa"],
            period_start=first,
            period_end=last,
        )
        _give_sections(players, assessment)
    return Support(registered, assessment)


def _give_sections(players: Players, assessment: Assessment) -> None:
    sections = [section.section.key for section in open_workbook(assessment).sections]
    chosen = [(key, "mallory", 5 + 2 * place) for place, key in enumerate(sections[2:8:3])]
    helps = _ATTACKS if _ATTACKS in sections else sections[-1]
    for key, person, days in [*chosen, (helps, "sam", 6)]:
        assign_section(
            actor=players.actor("support_lead"),
            assessment=assessment,
            section_key=key,
            person=players.people[person],
            due=players.calendar.in_days(days),
        )


def first_answers(players: Players, story: Support) -> None:
    """Mallory has begun with the transcripts and the model."""
    ago = players.calendar.ago
    items = open_items(story.assessment, about("dataset", "model"))
    period = (ago(2, 10), ago(2, 15))
    answer_all(players, story.assessment, "mallory", items[:14], STARTING, period)


def answers_of_the_organisation(players: Players, story: Support) -> None:
    """Cora starts on what California asks of the organisation; the rest is inherited."""
    if not players.organization.is_demo:
        return
    ago = players.calendar.ago
    ours = open_items(story.assessment, about("organization"))
    period = (ago(1, 13), ago(1, 15))
    answer_all(players, story.assessment, "cora", ours[:16], CAREFUL, period)
