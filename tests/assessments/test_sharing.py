"""What somebody from elsewhere sees and does through a share, and what stays closed to them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from time_machine import TimeMachineFixture

from apps.assessments.addresses import question_url
from apps.assessments.attachments.services import file_and_attach
from apps.assessments.models import Answer, AnswerEvidence, Assessment
from apps.assessments.results.simulation import simulate
from apps.assessments.reviewing.services import submit_assessment
from apps.assessments.selectors import (
    list_assessments,
    possible_assignees,
    startable_pipelines,
)
from apps.assessments.task_list.services import assign_section
from apps.assessments.workbooks import get_assessment, open_workbook
from apps.core import clock
from apps.core.access import GrantLevel
from apps.core.errors import DomainError, NotVisible, Refused
from apps.evidence.hooks import uses_of
from apps.evidence.models import Evidence
from apps.evidence.selectors import get_evidence, open_revision
from apps.registry.models import RegisteredObject
from apps.registry.sharing.services import share_object
from tests.cast import Cast
from tests.factories.assessments import answer, make_pipeline, start, subject_of
from tests.factories.evidence import PDF, upload


def share(cast: Cast, obj: RegisteredObject, level: GrantLevel) -> None:
    share_object(
        actor=cast.actor(cast.lena),
        obj=obj,
        person=cast.mallory,
        level=level,
        reason="Helps",
        expires_at=clock.now() + dt.timedelta(days=3),
    )


@pytest.fixture
def backed(cast: Cast, assessment: Assessment) -> Evidence:
    sam = cast.actor(cast.sam)
    answer(sam, assessment, "disk")
    return file_and_attach(
        actor=sam,
        assessment=assessment,
        question_key="disk",
        subject_key=subject_of(assessment, "dataset"),
        title="Policy",
        content=upload(),
    )


def test_a_viewer_sees_the_answers_and_their_evidence(
    cast: Cast, assessment: Assessment, backed: Evidence
) -> None:
    with pytest.raises(NotVisible):
        get_evidence(cast.actor(cast.mallory), backed.public_id)
    share(cast, assessment.pipeline, GrantLevel.VIEW)
    mallory = cast.actor(cast.mallory)

    assert open_workbook(get_assessment(mallory, assessment.public_id)).answers
    chunks = open_revision(mallory, backed.public_id, 1).chunks
    assert b"".join(chunks) == PDF
    with pytest.raises(Refused):
        answer(mallory, assessment, "watch", about="pipeline")


def test_a_contributor_answers_about_the_pipeline_and_not_about_its_data(
    cast: Cast, assessment: Assessment
) -> None:
    share(cast, assessment.pipeline, GrantLevel.CONTRIBUTE)
    mallory = cast.actor(cast.mallory)

    assert answer(mallory, assessment, "watch", about="pipeline").is_new
    with pytest.raises(Refused, match="belongs to another team"):
        answer(mallory, assessment, "disk")
    share(cast, assessment.pipeline.datasets.get(), GrantLevel.CONTRIBUTE)
    assert answer(cast.actor(cast.mallory), assessment, "disk").is_new


def test_a_contributors_evidence_belongs_to_the_team_of_the_pipeline(
    cast: Cast, assessment: Assessment
) -> None:
    share(cast, assessment.pipeline, GrantLevel.CONTRIBUTE)
    mallory = cast.actor(cast.mallory)

    evidence = file_and_attach(
        actor=mallory,
        assessment=assessment,
        question_key="watch",
        subject_key=subject_of(assessment, "pipeline"),
        title="Log",
        content=upload(),
    )

    assert evidence.team == cast.risk_models
    assert get_evidence(mallory, evidence.public_id) == evidence


def test_a_share_that_ended_closes_everything(
    cast: Cast, assessment: Assessment, backed: Evidence, time_machine: TimeMachineFixture
) -> None:
    share(cast, assessment.pipeline, GrantLevel.CONTRIBUTE)
    time_machine.move_to(clock.now() + dt.timedelta(days=4))
    mallory = cast.actor(cast.mallory)

    with pytest.raises(NotVisible):
        open_workbook(get_assessment(mallory, assessment.public_id))
    with pytest.raises(NotVisible):
        open_revision(mallory, backed.public_id, 1)


def test_every_list_is_empty_for_mallory(
    cast: Cast, assessment: Assessment, backed: Evidence
) -> None:
    sam, mallory = cast.actor(cast.sam), cast.actor(cast.mallory)
    submit_assessment(actor=sam, assessment=assessment, expected_version=1)

    assert list(list_assessments(mallory)) == []
    assert list(startable_pipelines(mallory)) == []
    assert uses_of(mallory, backed) == []
    workbook = open_workbook(assessment)
    for act in (
        lambda: get_assessment(mallory, assessment.public_id),
        lambda: simulate(mallory, workbook, {}),
    ):
        with pytest.raises(NotVisible):
            act()


def test_where_evidence_is_used_leads_to_the_question(
    cast: Cast, assessment: Assessment, backed: Evidence
) -> None:
    use = uses_of(cast.actor(cast.sam), backed)[0]

    assert (use.question, use.subject, use.answer) == (
        "Is it in place?",
        "Credit risk data",
        "Yes, all of it",
    )
    item = open_workbook(assessment).find("disk", subject_of(assessment, "dataset"))
    assert item is not None
    assert use.url == question_url(assessment, item)


def test_a_question_that_is_asked_no_more_leads_to_the_task_list(
    cast: Cast, assessment: Assessment, backed: Evidence
) -> None:
    newest = start(cast.actor(cast.sam), assessment.pipeline, ["ccpa"])

    use = uses_of(cast.actor(cast.sam), backed)[0]

    assert use.url == reverse("assessments:assessment", args=[newest.public_id])


def test_uses_cost_the_same_for_more_answers(
    cast: Cast, assessment: Assessment, backed: Evidence
) -> None:
    sam = cast.actor(cast.sam)
    few = uses_queries(cast, backed)
    subject = subject_of(assessment, "dataset")
    about = {"dataset": assessment.pipeline.datasets.get()}
    for number in range(4):
        key = f"disk-{number}"
        row = Answer.objects.create(question_key=key, subject_key=subject, **about)
        AnswerEvidence.objects.create(answer=row, evidence=backed, attached_by=sam.label)

    assert len(uses_of(sam, backed)) == 5
    assert uses_queries(cast, backed) == few


def uses_queries(cast: Cast, evidence: Evidence) -> int:
    with CaptureQueriesContext(connection) as seen:
        uses_of(cast.actor(cast.sam), evidence)
    return len(seen)


def test_those_who_can_be_asked_may_answer(cast: Cast, assessment: Assessment) -> None:
    share(cast, assessment.pipeline, GrantLevel.CONTRIBUTE)

    names = [person.name for person in possible_assignees(assessment)]

    assert names == ["Cora", "Lena", "Mallory", "Sam"]
    for name in names:
        person = getattr(cast, name.lower())
        assign_section(
            actor=cast.actor(cast.lena), assessment=assessment, section_key="first", person=person
        )


def test_the_people_of_a_team_see_only_their_own_pipelines_to_start(cast: Cast) -> None:
    ours = make_pipeline(cast.risk_models)
    theirs = make_pipeline(cast.elsewhere, "Chatbot")

    assert list(startable_pipelines(cast.actor(cast.sam))) == [ours]
    assert list(startable_pipelines(cast.actor(cast.cora))) == [theirs, ours]
    with pytest.raises(DomainError):
        start(cast.actor(cast.sam), theirs)
