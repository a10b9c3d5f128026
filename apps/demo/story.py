"""The order of events: from the first account to this morning."""

from __future__ import annotations

import datetime as dt

from apps.core import clock

from . import clinical_story, finance_story, support_story
from .calendar import Calendar
from .desk import catch_up, share
from .organisation import EXERCISE, RISK_ANALYSIS
from .players import Players, found, invite, state
from .readmission import ADMISSIONS, ATTACK_TESTS, DELETION_JOB, HARDENING, LOG_REVIEW, MODEL
from .registering import learn


def tell(now: dt.datetime, password: str) -> Players:
    """Make the demo organisation, every event at its moment."""
    players = found(Calendar.until(now), password)
    last_quarter(players)
    return players


def last_quarter(players: Players) -> None:
    on = players.calendar.on
    readmission = clinical_story.registration(players)
    credit = finance_story.registration(players)
    with clock.travel(on(-60, 14)):
        reason = "Writes the script of the discharge call and needs to know what the score means."
        share(players, "lena", [readmission.pipeline], "mallory", "view", reason)
    clinical = clinical_story.start(players, readmission)
    clinical_story.first_answers(players, clinical)
    finance = finance_story.start(players, credit)
    finance_story.first_answers(players, finance)
    with clock.travel(on(-12, 8, 50)):
        state(players, RISK_ANALYSIS)
    clinical_story.second_half(players, clinical)
    catch_up(on(-1, 2))
    clinical_story.review(players, clinical)
    this_quarter(players, clinical, finance)


def this_quarter(
    players: Players, clinical: clinical_story.Clinical, finance: finance_story.Finance
) -> None:
    between = _since_approval(players.calendar)
    finance_story.new_data(players, finance, between(0.1))
    with clock.travel(between(0.2)):
        learn(players, "lena", clinical.registered.pipeline, LOG_REVIEW)
    with clock.travel(between(0.22)):
        learn(players, "sam", clinical.registered.parts[MODEL.name], ATTACK_TESTS)
    finance_story.second_half(players, finance, (between(0.25), between(0.6)))
    with clock.travel(between(0.65)):
        state(players, EXERCISE)
    catch_up(between(0.66))
    finance_story.improvements(players, finance, between(0.7))
    with clock.travel(between(0.85)):
        learn(players, "lena", clinical.registered.pipeline, HARDENING)
    assistant = support_story.registration(players)
    finance_story.submission(players, finance)
    support = support_story.start(players, assistant)
    support_story.first_answers(players, support)
    finance_story.question_back(players, finance)
    support_story.answers_of_the_organisation(players, support)
    with clock.travel(players.calendar.ago(1, 15, 30)):
        invite(players)
    with clock.travel(players.calendar.ago(1, 16, 15)):
        learn(players, "sam", clinical.registered.parts[ADMISSIONS.name], DELETION_JOB)
    catch_up(players.calendar.now)


class _since_approval:
    """Moments between the approval and the registration of the assistant, by share."""

    def __init__(self, calendar: Calendar) -> None:
        self.first, self.last = calendar.on(9, 9), calendar.ago(10, 16)

    def __call__(self, share: float) -> dt.datetime:
        moment = self.first + share * (self.last - self.first)
        return moment.replace(minute=moment.minute // 5 * 5, second=0, microsecond=0)
