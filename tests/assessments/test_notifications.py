"""Whom a review and an assignment concern, and what they are told."""

from __future__ import annotations

import datetime as dt

import pytest

from apps.accounts.models import User
from apps.assessments.models import Assessment
from apps.assessments.reviewing import services as reviewing
from apps.assessments.task_list.services import assign_section
from apps.core import clock
from apps.notifications.models import Notification
from tests.cast import Cast
from tests.factories.assessments import answer, approve, make_pipeline, publish, start, subject_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment(cast: Cast) -> Assessment:
    """Sam's assessment of a pipeline that Lena owns, with one answer."""
    publish()
    pipeline = make_pipeline(cast.risk_models, "Credit risk")
    pipeline.owner = cast.lena
    pipeline.save()
    made = start(cast.actor(cast.sam), pipeline)
    answer(cast.actor(cast.sam), made, "disk", "some")
    return made


def told(person: User) -> list[tuple[str, str]]:
    return [(one.kind, one.url) for one in Notification.objects.filter(person=person)]


def submit(cast: Cast, assessment: Assessment) -> None:
    sam = cast.actor(cast.sam)
    reviewing.submit_assessment(actor=sam, assessment=assessment, expected_version=1)


def test_who_is_given_a_section_hears_which_and_by_when(cast: Cast, assessment: Assessment) -> None:
    due = clock.today() + dt.timedelta(days=3)
    assign_section(
        actor=cast.actor(cast.lena),
        assessment=assessment,
        section_key="first",
        person=cast.sam,
        due=due,
    )

    (one,) = Notification.objects.all()
    assert (one.person, one.kind) == (cast.sam, "assessments.section_assigned")
    assert one.words.startswith("Lena gave you “")
    assert "Credit risk" in one.words
    assert f"due {due.day}" in one.words
    assert cast.client(cast.sam).get(one.url).status_code == 200


def test_who_may_review_hears_that_it_waits(cast: Cast, assessment: Assessment) -> None:
    submit(cast, assessment)

    here = f"/assessments/{assessment.public_id}"
    waits = [("assessments.submitted", f"{here}/review/")]
    assert (told(cast.cora), told(cast.lena)) == (waits, waits)
    assert Notification.objects.count() == 2
    assert cast.client(cast.cora).get(f"{here}/review/").status_code == 200


def test_who_answered_hears_what_is_asked_back(cast: Cast, assessment: Assessment) -> None:
    submit(cast, assessment)
    reviewing.ask_back(
        actor=cast.actor(cast.cora),
        assessment=assessment,
        question_key="disk",
        subject_key=subject_of(assessment, "dataset"),
        text="Since when?",
    )

    (one,) = Notification.objects.filter(person=cast.sam)
    assert one.kind == "assessments.asked_back"
    assert one.words.startswith("Cora asks back about “")
    assert cast.client(cast.sam).get(one.url).status_code == 200


def test_submitter_and_owner_hear_what_was_decided(cast: Cast, assessment: Assessment) -> None:
    submit(cast, assessment)
    cora, here = cast.actor(cast.cora), f"/assessments/{assessment.public_id}/"
    reviewing.request_changes(actor=cora, assessment=assessment, note="More", expected_version=2)
    changes = ("assessments.changes_requested", here)
    assert told(cast.sam) == [changes]
    assert told(cast.lena).count(changes) == 1

    reviewing.submit_assessment(
        actor=cast.actor(cast.lena), assessment=assessment, expected_version=3
    )
    approve(cora, assessment)

    approved = ("assessments.approved", f"{here}result/")
    assert approved in told(cast.lena)
    assert approved not in told(cast.sam)
    assert told(cast.mallory) == []


def test_who_no_longer_sees_the_pipeline_hears_nothing(cast: Cast, assessment: Assessment) -> None:
    submit(cast, assessment)
    cast.sam.memberships.all().delete()

    cora = cast.actor(cast.cora)
    approve(cora, assessment)

    assert told(cast.sam) == []
    assert "assessments.approved" in [kind for kind, _ in told(cast.lena)]
