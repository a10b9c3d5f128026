"""What would raise a figure, planned as an action, and closed by a later look."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from apps.assessments.models import Assessment
from apps.remediation.models import ClosedBy, ItemState, RemediationItem
from apps.trail.models import TrailEvent
from tests.cast import Cast
from tests.factories.assessments import (
    answer,
    make_pipeline,
    set_facts,
    start,
    subject_of,
)


def plan_address(assessment: Assessment, question: str = "disk", about: str = "dataset") -> str:
    subject = subject_of(assessment, about)
    return reverse("assessments:plan", args=[assessment.public_id, question, subject])


def result(browser: Client, assessment: Assessment) -> str:
    path = reverse("assessments:result", args=[assessment.public_id])
    return browser.get(path).content.decode()


def plan(
    cast: Cast, assessment: Assessment, question: str = "disk", about: str = "dataset"
) -> None:
    entry = {
        "public_id": str(uuid.uuid4()),
        "title": "Encrypt the disk",
        "why": "",
        "severity": "high",
        "owner": str(cast.sam.public_id),
        "due": "",
    }
    response = cast.client(cast.sam).post(plan_address(assessment, question, about), entry)
    assert response.status_code == 302


def test_a_line_becomes_an_action_and_shows_it(cast: Cast, assessment: Assessment) -> None:
    browser, address = cast.client(cast.sam), plan_address(assessment)
    answer(cast.actor(cast.sam), assessment, "disk", "none")
    assert address in result(browser, assessment)
    form = browser.get(address).content.decode()
    assert "points of 100, as of" in form
    assert "It lifts a blocker." in form

    plan(cast, assessment)

    action = RemediationItem.objects.get()
    assert (action.team, action.owner, action.severity) == (cast.risk_models, cast.sam, "high")
    assert (action.target_label, action.source_id) == (
        "Credit risk data",
        str(assessment.public_id),
    )
    page = result(browser, assessment)
    assert reverse("remediation:item", args=[action.public_id]) in page
    assert f'href="{address}"' not in page
    assert TrailEvent.objects.filter(action="remediation.item.planned").count() == 1


def test_what_is_planned_is_not_planned_again(cast: Cast, assessment: Assessment) -> None:
    plan(cast, assessment)
    action = RemediationItem.objects.get()

    response = cast.client(cast.lena).get(plan_address(assessment))

    assert response.headers["Location"] == reverse("remediation:item", args=[action.public_id])


def test_a_full_answer_closes_what_was_planned(cast: Cast, assessment: Assessment) -> None:
    sam = cast.actor(cast.sam)
    plan(cast, assessment)

    answer(sam, assessment, "disk", "some")
    action = RemediationItem.objects.get()
    assert action.state == ItemState.OPEN
    answer(sam, assessment, "disk", "all", expected=1)

    action.refresh_from_db()
    assert (action.state, action.closed_how) == (ItemState.DONE, ClosedBy.LOOK)
    assert action.closing_id == str(assessment.public_id)
    event = TrailEvent.objects.get(action="remediation.item.closed")
    assert event.actor_label == "Scores"


def test_a_fact_that_answers_closes_what_was_planned(cast: Cast, assessment: Assessment) -> None:
    plan(cast, assessment, "watch", "pipeline")

    set_facts(assessment.pipeline, pipeline_monitored=True)

    assert RemediationItem.objects.get().state == ItemState.DONE


def test_a_later_assessment_closes_what_an_earlier_one_planned(
    cast: Cast, assessment: Assessment
) -> None:
    sam = cast.actor(cast.sam)
    plan(cast, assessment)
    later = start(sam, make_pipeline(cast.risk_models, "Fraud"))
    later.pipeline.datasets.add(assessment.pipeline.datasets.get())
    shared = subject_of(assessment, "dataset")

    answer(sam, later, "disk", about=shared)

    assert RemediationItem.objects.get().closing_id == str(later.public_id)


@pytest.mark.parametrize(("person", "status"), [("aya", 403), ("mallory", 404)])
def test_others_plan_nothing(cast: Cast, assessment: Assessment, person: str, status: int) -> None:
    browser = cast.client(cast.people()[person])

    assert browser.post(plan_address(assessment), {}).status_code == status
    assert not RemediationItem.objects.exists()


def test_only_officers_plan_for_the_organisation(cast: Cast, assessment: Assessment) -> None:
    address = plan_address(assessment, "incident", "organization")

    assert address not in result(cast.client(cast.sam), assessment)
    assert cast.client(cast.sam).get(address).status_code == 403
    assert address in result(cast.client(cast.cora), assessment)
