"""Evidence on answers: assurance, lapse, withdrawal, sharing."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from time_machine import TimeMachineFixture

from apps.assessments.answering.selectors import question_detail
from apps.assessments.attachments.services import attach_evidence, detach_evidence, file_and_attach
from apps.assessments.engine.scoring import Assurance, State
from apps.assessments.models import AnswerEvidence, Assessment, PipelineScore, ScorePoint
from apps.assessments.scores.past import score_as_of
from apps.assessments.scores.services import work_off_refreshes
from apps.assessments.workbooks import open_workbook
from apps.core import clock
from apps.core.errors import NotVisible, Refused
from apps.evidence.models import Evidence, EvidenceTerm
from apps.evidence.selectors import list_evidence
from apps.evidence.services import edit_evidence, withdraw_evidence
from apps.trail.models import TrailEvent
from tests.cast import Cast
from tests.factories.assessments import answer, subject_of
from tests.factories.evidence import link, make_evidence, upload


def target(assessment: Assessment) -> dict[str, Any]:
    subject = subject_of(assessment, "dataset")
    return {"assessment": assessment, "question_key": "disk", "subject_key": subject}


def state_of(assessment: Assessment) -> tuple[State, Assurance]:
    item = open_workbook(assessment).find("disk", subject_of(assessment, "dataset"))
    assert item is not None
    return item.state, item.assurance


@pytest.fixture
def backed(cast: Cast, assessment: Assessment) -> Evidence:
    """Sam answered "disk" and attached a policy that counts for ten days."""
    sam = cast.actor(cast.sam)
    answer(sam, assessment, "disk")
    return file_and_attach(
        actor=sam,
        title="Policy",
        content=upload(),
        counts_until=clock.today() + dt.timedelta(days=10),
        **target(assessment),
    )


def test_evidence_raises_assurance_and_not_the_score(
    cast: Cast, assessment: Assessment, backed: Evidence
) -> None:
    assert state_of(assessment) == (State.ANSWERED, Assurance.EVIDENCED)
    assert backed.team == cast.risk_models
    score = PipelineScore.objects.get(regime="hipaa")
    assert score.assurance == [0.0, 1.0, 0.0, 0.0]
    detail = question_detail(assessment, ("disk", subject_of(assessment, "dataset")))
    assert [piece.title for piece in detail.evidence] == ["Policy"]
    assert TrailEvent.objects.filter(action="assessments.evidence.attached").count() == 1


def test_attaching_twice_attaches_once(
    cast: Cast, assessment: Assessment, backed: Evidence
) -> None:
    attach_evidence(actor=cast.actor(cast.sam), evidence_id=backed.public_id, **target(assessment))

    assert AnswerEvidence.objects.count() == 1
    assert TrailEvent.objects.filter(action="assessments.evidence.attached").count() == 1


def test_evidence_comes_off_and_history_stays(
    cast: Cast, assessment: Assessment, backed: Evidence
) -> None:
    sam = cast.actor(cast.sam)
    detach_evidence(actor=sam, evidence_id=backed.public_id, **target(assessment))

    assert state_of(assessment) == (State.ANSWERED, Assurance.DECLARED)
    assert AnswerEvidence.objects.get().removed_at is not None
    attach_evidence(actor=sam, evidence_id=backed.public_id, **target(assessment))
    assert AnswerEvidence.objects.count() == 2


def test_withdrawn_evidence_opens_the_answer(
    cast: Cast, assessment: Assessment, backed: Evidence
) -> None:
    withdraw_evidence(
        actor=cast.actor(cast.lena), evidence=backed, reason="Wrong one", expected_version=1
    )

    assert state_of(assessment)[0] is State.EXPIRED
    last = ScorePoint.objects.filter(regime="").last()
    assert last is not None
    assert last.reason == "Evidence “Policy” was withdrawn"


def test_lapsed_evidence_opens_the_answer_and_the_worker_notices(
    assessment: Assessment, backed: Evidence, time_machine: TimeMachineFixture
) -> None:
    before = PipelineScore.objects.get(regime="hipaa").low
    time_machine.move_to(clock.now() + dt.timedelta(days=11))

    assert state_of(assessment)[0] is State.EXPIRED
    assert work_off_refreshes().refreshed == 1
    score = PipelineScore.objects.get(regime="hipaa")
    assert score.low < before
    last = ScorePoint.objects.filter(regime="hipaa").last()
    assert last is not None
    assert last.reason == "Evidence “Policy” lapsed"
    assert work_off_refreshes().refreshed == 0


def test_a_later_date_makes_it_count_again(
    cast: Cast, assessment: Assessment, backed: Evidence, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(clock.now() + dt.timedelta(days=11))

    edit_evidence(
        actor=cast.actor(cast.sam),
        evidence=backed,
        title="Policy",
        owner=cast.sam,
        counts_until=clock.today() + dt.timedelta(days=90),
        expected_version=1,
    )

    assert state_of(assessment) == (State.ANSWERED, Assurance.EVIDENCED)


def test_evidence_before_the_answer_counts_with_it(cast: Cast, assessment: Assessment) -> None:
    sam = cast.actor(cast.sam)
    file_and_attach(actor=sam, title="First", content=link(), **target(assessment))

    answer(sam, assessment, "disk")

    assert state_of(assessment) == (State.ANSWERED, Assurance.EVIDENCED)


def test_somebody_elses_evidence_cannot_be_attached(cast: Cast, assessment: Assessment) -> None:
    foreign = make_evidence(cast.actor(cast.mallory), cast.elsewhere)

    with pytest.raises(NotVisible):
        attach_evidence(
            actor=cast.actor(cast.sam), evidence_id=foreign.public_id, **target(assessment)
        )

    assert not AnswerEvidence.objects.exists()


def test_mallory_and_the_auditor_attach_nothing(
    cast: Cast, assessment: Assessment, backed: Evidence
) -> None:
    for person, error in ((cast.mallory, NotVisible), (cast.aya, Refused)):
        with pytest.raises(error):
            detach_evidence(
                actor=cast.actor(person), evidence_id=backed.public_id, **target(assessment)
            )

    assert AnswerEvidence.objects.get().removed_at is None
    assert list(list_evidence(cast.actor(cast.mallory))) == []


def test_the_past_keeps_the_date_that_was_known_then(
    cast: Cast, assessment: Assessment, backed: Evidence, time_machine: TimeMachineFixture
) -> None:
    sam, then = cast.actor(cast.sam), clock.now()
    time_machine.move_to(then + dt.timedelta(days=20))
    lapsed = clock.now()
    time_machine.move_to(then + dt.timedelta(days=21))
    later = clock.today() + dt.timedelta(days=90)
    particulars: dict[str, Any] = {"title": "Policy", "owner": None, "counts_until": later}
    edit_evidence(actor=sam, evidence=backed, expected_version=1, **particulars)

    states = [state_at(cast, assessment, moment) for moment in (then, lapsed, clock.now())]

    assert states == [State.ANSWERED, State.EXPIRED, State.ANSWERED]
    dates = EvidenceTerm.objects.values_list("counts_until", flat=True)
    assert list(dates) == [backed.counts_until, later]


def state_at(cast: Cast, assessment: Assessment, moment: dt.datetime) -> State:
    past = score_as_of(cast.actor(cast.sam), assessment.pipeline, moment)
    assert past is not None
    item = past.workbook.find("disk", subject_of(assessment, "dataset"))
    assert item is not None
    return item.state
