"""The trail in words: repeated acts of a day become one line."""

from __future__ import annotations

import datetime as dt

from apps.home.words import Happened, gathered

MORNING = dt.datetime(2026, 3, 4, 9, tzinfo=dt.UTC)


def _event(action: str, hour: int = 0, who: str = "Sam", **more: str) -> Happened:
    at = MORNING + dt.timedelta(hours=hour)
    named = {"kind": "pipeline", "uid": "1", "label": "Credit risk", **more}
    return Happened(at, who, action, **named)


def test_answers_are_counted() -> None:
    events = [_event("assessments.answer.saved", hour, uid=str(hour)) for hour in (3, 2, 1)]
    (line,) = gathered(events, 9)
    assert (line.who, line.did, line.target) == ("Sam", "answered", "3 questions")
    assert line.at == events[0].at


def test_one_answer_is_one_question() -> None:
    (line,) = gathered([_event("assessments.answer.saved")], 9)
    assert line.target == "1 question"


def test_two_people_are_two_lines() -> None:
    lines = gathered([_event("registry.pipeline.edited", who=who) for who in ("Sam", "Lena")], 9)
    assert [line.who for line in lines] == ["Sam", "Lena"]


def test_another_day_is_another_line() -> None:
    lines = gathered([_event("registry.pipeline.edited", hour) for hour in (0, -24)], 9)
    assert [line.count for line in lines] == [1, 1]


def test_quiet_and_unknown_actions_are_left_out() -> None:
    events = [_event("sign_in.session.started"), _event("holds.hold.placed")]
    assert gathered(events, 9) == []


def test_only_the_newest_lines_are_made() -> None:
    events = [_event("registry.pipeline.edited", uid=str(number)) for number in (3, 2, 1)]
    assert [line.target for line in gathered(events, 2)] == ["Credit risk"] * 2


def test_an_assessment_is_called_by_its_pipeline() -> None:
    label = "Credit risk, 1 Jan 2026 to 31 Mar 2026"
    (line,) = gathered(
        [_event("assessments.assessment.approved", kind="assessment", label=label)], 9
    )
    assert line.target == "Credit risk"
