"""The list of assessments, starting one, and the task list."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.assessments.models import Assessment, SectionAssignment
from apps.assessments.reviewing.services import submit_assessment
from apps.core import clock
from apps.registry.models import Pipeline
from tests.cast import Cast
from tests.factories.assessments import (
    answer,
    make_dataset,
    make_pipeline,
    publish,
    set_facts,
    start,
)

LIST = "/assessments/"


def text(browser: Client, path: str, status: int = 200, **query: Any) -> str:
    response = browser.get(path, query)
    assert response.status_code == status
    body = b"".join(response) if response.streaming else response.content
    return " ".join(body.decode().split())


def start_path(pipeline: Pipeline) -> str:
    return reverse("assessments:start", args=[pipeline.public_id])


def home(assessment: Assessment) -> str:
    return reverse("assessments:assessment", args=[assessment.public_id])


# ---- The list ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("olga", True),
        ("cora", True),
        ("lena", True),
        ("sam", True),
        ("aya", True),
        ("mallory", False),
    ],
)
def test_who_sees_it_in_the_list(cast: Cast, assessment: Assessment, name: str, sees: bool) -> None:
    assert ("Credit risk" in text(cast.client(cast.people()[name]), LIST)) is sees


def test_an_empty_list_says_what_to_do(cast: Cast) -> None:
    assert "Start an assessment" in text(cast.client(cast.sam), LIST)
    assert "When a team starts one" in text(cast.client(cast.aya), LIST)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"state": "draft"}, True),
        ({"state": "approved"}, False),
        ({"state": "open"}, True),
        ({"regime": "gdpr"}, True),
        ({"regime": "ccpa"}, False),
        ({"q": "credit"}, True),
        ({"q": "churn"}, False),
        ({"team": "elsewhere"}, False),
    ],
)
def test_filters(cast: Cast, query: dict[str, str], found: bool) -> None:
    start(cast.actor(cast.cora), make_pipeline(cast.risk_models), ["gdpr"])
    if query.get("team"):
        query = {"team": str(cast.elsewhere.public_id)}

    assert ("Credit risk" in text(cast.client(cast.cora), f"{LIST}?{urlencode(query)}")) is found


def test_the_list_as_csv(cast: Cast) -> None:
    start(cast.actor(cast.cora), make_pipeline(cast.risk_models, "=Credit"), ["gdpr", "hipaa"])

    csv = text(cast.client(cast.cora), LIST, format="csv")

    assert "Draft,'=Credit,Risk Models" in csv
    assert "gdpr; hipaa" in csv


def test_the_list_costs_the_same_for_more_rows(cast: Cast) -> None:
    for number in range(3):
        start(cast.actor(cast.cora), make_pipeline(cast.risk_models, f"Pipeline {number}"))
    few = queries(cast)
    for number in range(3, 9):
        start(cast.actor(cast.cora), make_pipeline(cast.risk_models, f"Pipeline {number}"))

    assert queries(cast) == few <= 12


def queries(cast: Cast) -> int:
    cache.clear()
    browser = cast.client(cast.cora)
    browser.get(LIST)
    with CaptureQueriesContext(connection) as seen:
        browser.get(LIST)
    return len(seen)


# ---- Starting -----------------------------------------------------------------------------------


def entry(**more: Any) -> dict[str, Any]:
    year = clock.today().year
    given = {"public_id": str(uuid.uuid4()), "regimes": ["gdpr", "hipaa"], "period": str(year)}
    return given | more


def test_starting_says_what_will_be_asked(cast: Cast) -> None:
    publish()
    pipeline = make_pipeline(cast.risk_models)
    set_facts(pipeline, pipeline_monitored=True)

    html = text(cast.client(cast.sam), start_path(pipeline))

    assert "4 questions</strong> left for people, of 5 together" in html
    assert "1 answered by the registry" in html
    assert "this quarter" in html


def test_the_preview_follows_the_choice(cast: Cast) -> None:
    publish()
    path = start_path(make_pipeline(cast.risk_models))

    response = cast.client(cast.sam).get(path, {"regimes": "ccpa"}, headers={"HX-Request": "true"})

    html = " ".join(response.content.decode().split())
    assert "1 question</strong> left for people, of 1" in html


def test_sam_starts_one(cast: Cast) -> None:
    publish()
    pipeline = make_pipeline(cast.risk_models)
    form = entry()

    first = cast.client(cast.sam).post(start_path(pipeline), form)
    cast.client(cast.sam).post(start_path(pipeline), form)

    made = Assessment.objects.get()
    assert first["Location"] == home(made)
    assert made.regimes == ["gdpr", "hipaa"]
    assert made.period_start == dt.date(clock.today().year, 1, 1)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"regimes": []}, "Choose at least one law."),
        ({"regimes": ["pipl"]}, "Select a valid choice"),
        ({"period": "custom"}, "Choose a date."),
        (
            {"period": "custom", "period_start": "2026-05-01", "period_end": "2026-04-01"},
            "The period must end after it starts.",
        ),
        ({"period": "custom", "period_start": "soon", "period_end": "later"}, "valid date"),
    ],
)
def test_a_wrong_start_is_explained(cast: Cast, more: dict[str, Any], message: str) -> None:
    publish()
    path = start_path(make_pipeline(cast.risk_models))

    response = cast.client(cast.sam).post(path, entry(**more))

    assert response.status_code == 422
    assert message in response.content.decode()
    assert not Assessment.objects.exists()


@pytest.mark.parametrize(("name", "status"), [("mallory", 404), ("aya", 403)])
def test_who_may_not_start(cast: Cast, name: str, status: int) -> None:
    publish()
    path = start_path(make_pipeline(cast.risk_models))
    browser = cast.client(cast.people()[name])

    assert browser.get(path).status_code == status
    assert browser.post(path, entry()).status_code == status
    assert not Assessment.objects.exists()


def test_only_own_pipelines_are_offered(cast: Cast) -> None:
    publish()
    make_pipeline(cast.risk_models, "Ours")
    make_pipeline(cast.elsewhere, "Theirs")

    html = text(cast.client(cast.sam), reverse("assessments:start"))

    assert "Ours" in html
    assert "Theirs" not in html


# ---- The task list ----------------------------------------------------------------------


def test_the_task_list_counts_and_leads_on(cast: Cast, assessment: Assessment) -> None:
    answer(cast.actor(cast.sam), assessment, "disk")

    html = text(cast.client(cast.sam), home(assessment))

    assert "1 of 5 questions need nothing more" in html
    assert "Section first" in html
    assert "1 of 4" in html
    assert "/watch/pipeline-" in html.split('class="btn btn-primary"')[1][:200]


def test_changed_facts_are_counted(cast: Cast, assessment: Assessment) -> None:
    answer(cast.actor(cast.sam), assessment, "disk")
    set_facts(assessment.pipeline.datasets.get(), dataset_location="Dublin")

    assert "1 reopened" in text(cast.client(cast.sam), home(assessment))
    assert "Section first" in text(cast.client(cast.sam), home(assessment), show="back")


def test_a_lead_assigns_a_section(cast: Cast, assessment: Assessment) -> None:
    lena = cast.client(cast.lena)
    path = reverse("assessments:assign", args=[assessment.public_id, "first"])
    assert "Sam" in text(lena, path)

    lena.post(path, {"person": cast.sam.public_id, "due": clock.today().isoformat()})

    assert SectionAssignment.objects.get().person == cast.sam
    assert "Section first" in text(cast.client(cast.sam), home(assessment), show="mine")
    lena.post(path, {"take_back": "yes"})
    assert not SectionAssignment.objects.exists()


def test_nobody_else_assigns(cast: Cast, assessment: Assessment) -> None:
    path = reverse("assessments:assign", args=[assessment.public_id, "first"])
    form = {"person": cast.mallory.public_id}

    assert cast.client(cast.sam).post(path, form).status_code == 403
    assert cast.client(cast.mallory).post(path, form).status_code in {403, 404}
    assert cast.client(cast.lena).post(path, form).status_code == 422, "not of the team"
    assert not SectionAssignment.objects.exists()


# ---- What is left for whom ---------------------------------------------------------------------


def test_the_task_list_says_what_is_left_and_whom_the_rest_waits_for(
    cast: Cast, assessment: Assessment
) -> None:
    html = text(cast.client(cast.sam), home(assessment))

    assert "4 left for you</strong>" in html
    assert "1 waits for a compliance officer <small>(Cora)</small>" in html
    assert "Waiting for others" in html
    assert "waits for" not in text(cast.client(cast.cora), home(assessment))


def test_a_section_that_only_waits_says_for_whom(cast: Cast, assessment: Assessment) -> None:
    for question, about in (("disk", "dataset"), ("watch", "pipeline"), ("attack", "model")):
        answer(cast.actor(cast.sam), assessment, question, about=about)

    html = text(cast.client(cast.sam), home(assessment), show="waiting")

    assert "Waits for a compliance officer" in html
    answer(cast.actor(cast.cora), assessment, "incident", about="organization")
    assert "Waits for" not in text(cast.client(cast.sam), home(assessment))


def test_who_may_not_answer_reads_whom_it_waits_for(cast: Cast, assessment: Assessment) -> None:
    html = text(cast.client(cast.aya), home(assessment))

    assert "4 wait for the team" in html
    assert "left for you" not in html


def test_a_dataset_of_another_team_waits_for_that_team(cast: Cast, assessment: Assessment) -> None:
    assessment.pipeline.datasets.add(make_dataset(cast.elsewhere, "Their data"))

    html = text(cast.client(cast.sam), home(assessment))

    assert "wait for another team" in html
    assert cast.elsewhere.name not in html


def test_nothing_waits_while_it_is_in_review(cast: Cast, assessment: Assessment) -> None:
    sam = cast.actor(cast.sam)
    answer(sam, assessment, "disk")
    assessment.refresh_from_db()
    submit_assessment(actor=sam, assessment=assessment, expected_version=assessment.lock_version)

    assert "waits for" not in text(cast.client(cast.sam), home(assessment))
