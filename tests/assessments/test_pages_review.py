"""From checking the answers to the decision: submit, review, ask back, approve."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from apps.assessments.engine.recompute import figures
from apps.assessments.models import Assessment, QuestionReview, Snapshot
from apps.assessments.snapshots.approved import assessment_workbook
from apps.trail.models import TrailEvent
from tests.cast import Cast
from tests.factories.assessments import answer, as_it_stands, seen_now, set_facts, subject_of


def address(assessment: Assessment, name: str, *more: str) -> str:
    return reverse(f"assessments:{name}", args=[assessment.public_id, *more])


def text(browser: Client, path: str, status: int = 200) -> str:
    response = browser.get(path)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


@pytest.fixture
def submitted(cast: Cast, assessment: Assessment) -> Assessment:
    """Answered a little by Sam and Cora, and handed in by Sam."""
    answer(cast.actor(cast.sam), assessment, "disk", note="See the ticket")
    answer(cast.actor(cast.cora), assessment, "incident", "some", about="organization")
    form = {"version": Assessment.objects.get(pk=assessment.pk).lock_version}
    cast.client(cast.sam).post(address(assessment, "submit"), form)
    assessment.refresh_from_db()
    return assessment


def test_checking_shows_every_answer_with_its_note(cast: Cast, assessment: Assessment) -> None:
    answer(cast.actor(cast.sam), assessment, "disk", note="See the ticket")

    html = text(cast.client(cast.sam), address(assessment, "check"))

    assert "See the ticket" in html
    assert html.count("Is it in place?") >= 5
    assert "Submitted as unknown: 4 not answered" in html
    assert "Submit with unknowns" in html


def test_hidden_questions_are_not_checked(cast: Cast, assessment: Assessment) -> None:
    set_facts(assessment.pipeline.datasets.get(), dataset_phi=False)

    assert "/phi/" not in text(cast.client(cast.sam), address(assessment, "check"))


def test_only_what_is_unknown(cast: Cast, assessment: Assessment) -> None:
    answer(cast.actor(cast.sam), assessment, "disk")

    html = text(cast.client(cast.sam), address(assessment, "check") + "?show=unknown")

    assert "/disk/" not in html
    assert "/watch/" in html


def test_nothing_answered_is_not_submitted(cast: Cast, assessment: Assessment) -> None:
    sam, form = cast.client(cast.sam), {"version": assessment.lock_version}

    response = sam.post(address(assessment, "submit"), form)

    assert response.status_code == 422
    assert "No question is answered yet." in response.content.decode()
    assessment.refresh_from_db()
    assert assessment.state == "draft"


def test_a_second_submit_of_an_old_page_changes_nothing(cast: Cast, submitted: Assessment) -> None:
    response = cast.client(cast.lena).post(address(submitted, "submit"), {"version": 1})

    assert response.status_code in {403, 409}
    submitted.refresh_from_db()
    assert submitted.submitted_by == cast.sam


def test_a_decision_on_an_old_page_is_told_and_counts_the_second_time(
    cast: Cast, submitted: Assessment
) -> None:
    cora, path = cast.client(cast.cora), address(submitted, "close")
    entry = {"decision": "changes", "note": "Name the owner", "version": 1}

    stale = cora.post(path, entry)

    assert stale.status_code == 409
    assert "Nothing was overwritten" in stale.content.decode()
    cora.post(path, entry | {"version": stale.context["form"]["version"].value()})
    submitted.refresh_from_db()
    assert (submitted.state, submitted.decision_note) == ("changes_requested", "Name the owner")


def test_submitting_closes_the_answers(cast: Cast, submitted: Assessment) -> None:
    assert submitted.state == "submitted"
    path = address(submitted, "question", "disk", subject_of(submitted, "dataset"))

    refused = cast.client(cast.sam).post(path, {"reply": "answer:none", "expected": 1})

    assert refused.status_code == 403


@pytest.mark.parametrize(
    ("name", "decides"),
    [("cora", True), ("lena", True), ("sam", False), ("olga", False), ("aya", False)],
)
def test_who_decides(cast: Cast, submitted: Assessment, name: str, decides: bool) -> None:
    html = text(cast.client(cast.people()[name]), address(submitted, "review"))

    assert ("Approve and freeze" in html) is decides
    assert ("Ask back" in html) is decides


def test_another_team_reviews_nothing(cast: Cast, submitted: Assessment) -> None:
    mallory = cast.client(cast.mallory)
    item = ("disk", subject_of(submitted, "dataset"))

    assert mallory.get(address(submitted, "review")).status_code == 404
    for path in (address(submitted, "close"), address(submitted, "decide", *item)):
        assert mallory.post(path, {"decision": "approve", "version": 2}).status_code in {403, 404}
    assert not QuestionReview.objects.exists()


def test_an_answer_is_approved(cast: Cast, submitted: Assessment) -> None:
    path = address(submitted, "decide", "disk", subject_of(submitted, "dataset"))
    seen = seen_now(submitted, ("disk", subject_of(submitted, "dataset")))

    response = cast.client(cast.lena).post(path, {"decision": "approve", "seen": seen})

    assert response.status_code == 302
    assert QuestionReview.objects.get().decision == "approved"
    assert TrailEvent.objects.filter(action="assessments.question.approved").count() == 1


def test_an_answer_is_asked_back_in_place(cast: Cast, submitted: Assessment) -> None:
    path = address(submitted, "decide", "disk", subject_of(submitted, "dataset"))
    lena = cast.client(cast.lena)

    empty = lena.post(path, {"decision": "ask_back"}, headers={"HX-Request": "true"})
    assert empty.status_code == 422
    assert "Write what you need to know." in empty.content.decode()

    asked = {"decision": "ask_back", "text": "Which disk?"}
    html = lena.post(path, asked, headers={"HX-Request": "true"}).content.decode()
    assert "Which disk?" in html
    assert 'id="review-counts"' in html


def test_ones_own_answer_is_not_approved(cast: Cast, submitted: Assessment) -> None:
    cora = cast.client(cast.cora)
    section = address(submitted, "review")

    assert "You gave this answer" in text(cora, section)
    path = address(submitted, "decide", "incident", "organization")
    seen = seen_now(submitted, ("incident", "organization"))
    cora.post(path, {"decision": "approve", "seen": seen})
    assert not QuestionReview.objects.exists()


def test_the_rest_of_a_section_is_approved_at_once(cast: Cast, submitted: Assessment) -> None:
    cast.client(cast.cora).post(
        address(submitted, "approve_section", "first"),
        {"seen": seen_now(submitted, section="first")},
    )

    approved = set(QuestionReview.objects.values_list("question_key", flat=True))
    assert approved == {"disk", "watch", "attack"}, "all of the section but the own answer"


def test_changes_are_requested_and_answered(cast: Cast, submitted: Assessment) -> None:
    item = ("disk", subject_of(submitted, "dataset"))
    lena, sam = cast.client(cast.lena), cast.client(cast.sam)
    lena.post(address(submitted, "decide", *item), {"decision": "ask_back", "text": "Which disk?"})

    lena.post(
        address(submitted, "close"),
        {"decision": "changes", "note": "One question", "version": submitted.lock_version},
    )

    home = text(sam, address(submitted, "assessment"))
    assert "The reviewer asked for changes" in home
    assert "One question" in home
    assert "1 asked back" in home
    assert "Which disk?" in text(sam, address(submitted, "question", *item))
    sam.post(address(submitted, "question", *item), {"reply": "answer:some", "expected": 1})
    assert "Which disk?" not in text(sam, address(submitted, "question", *item))


def test_what_was_asked_back_comes_first(cast: Cast, submitted: Assessment) -> None:
    """“watch” is unanswered and stands before “attack”."""
    item = ("attack", subject_of(submitted, "model"))
    lena, sam = cast.client(cast.lena), cast.client(cast.sam)
    lena.post(address(submitted, "decide", *item), {"decision": "ask_back", "text": "Tested how?"})

    lena.post(
        address(submitted, "close"), {"decision": "changes", "version": submitted.lock_version}
    )

    go_on = f'class="btn btn-primary" href="{address(submitted, "question", *item)}"'
    assert go_on in text(sam, address(submitted, "assessment"))


def closing(cast: Cast, submitted: Assessment) -> dict[str, Any]:
    """The form that approves what stands now, accepted by Lena."""
    stands = as_it_stands(cast.actor(cast.lena), submitted)
    return {
        "decision": "approve",
        "version": submitted.lock_version,
        **stands,
        "accepted_by": str(cast.lena.public_id),
    }


def test_approval_freezes_and_leads_to_the_result(cast: Cast, submitted: Assessment) -> None:
    form = closing(cast, submitted) | {"note": "Fine"}

    response = cast.client(cast.lena).post(address(submitted, "close"), form)

    assert response["Location"] == address(submitted, "result")
    submitted.refresh_from_db()
    assert (submitted.state, submitted.decided_by) == ("approved", cast.lena)
    assert Snapshot.objects.filter(assessment=submitted, kind="final").count() == 1
    actions = set(TrailEvent.objects.values_list("action", flat=True))
    assert "assessments.assessment.approved" in actions
    assert "As approved" in text(cast.client(cast.sam), address(submitted, "result"))


def test_the_submitter_does_not_approve(cast: Cast, submitted: Assessment) -> None:
    form = {"decision": "approve", "version": submitted.lock_version}

    response = cast.client(cast.sam).post(address(submitted, "close"), form)

    assert response.status_code == 403
    submitted.refresh_from_db()
    assert submitted.state == "submitted"


def test_an_approved_assessment_stays_as_it_was_frozen(cast: Cast, submitted: Assessment) -> None:
    form = closing(cast, submitted)
    cast.client(cast.lena).post(address(submitted, "close"), form)
    frozen = json.loads(Snapshot.objects.get(assessment=submitted, kind="final").document)

    set_facts(submitted.pipeline, pipeline_monitored=True)
    set_facts(submitted.pipeline.datasets.get(), dataset_phi=False, dataset_location="Dublin")

    shown = assessment_workbook(cast.actor(cast.sam), submitted.public_id)
    assert figures(shown.card) == frozen["figures"]
    assert shown.find("phi", subject_of(submitted, "dataset")) is not None, "was asked then"


def test_the_pages_of_an_approved_assessment_cost_little(
    cast: Cast, submitted: Assessment, django_assert_max_num_queries: Any
) -> None:
    form = closing(cast, submitted)
    cast.client(cast.lena).post(address(submitted, "close"), form)
    officer = cast.client(cast.cora)
    path = address(submitted, "question", "disk", subject_of(submitted, "dataset"))
    officer.get(path)

    with django_assert_max_num_queries(17):
        officer.get(path)
