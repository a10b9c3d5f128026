"""An open assessment moves to the newest catalogue: previewed and recorded."""

from __future__ import annotations

import pytest
from django.urls import reverse

from apps.assessments.engine.scoring import State
from apps.assessments.models import Assessment, PipelineScore
from apps.assessments.upgrading.services import move_to_newest
from apps.assessments.workbooks import open_workbook
from apps.core.errors import DomainError, Refused, StaleEdit
from apps.trail.models import TrailEvent
from tests.cast import Cast
from tests.factories.assessments import CONTROLS, answer, make_pipeline, publish, start
from tests.factories.catalogue import control, question

REWORDED = control(
    "encryption",
    question("disk", about="dataset", gate=True, ask="Is every disk encrypted?"),
    question("watch"),
    question("patches"),
    criticality=5,
    provisions=["gdpr-1", "hipaa-1"],
)


@pytest.fixture
def draft(cast: Cast) -> Assessment:
    """A draft with two answers, and a newer catalogue that asks one of them in other words."""
    sam = cast.actor(cast.sam)
    publish()
    made = start(sam, make_pipeline(cast.risk_models))
    answer(sam, made, "disk")
    answer(sam, made, "watch", about="pipeline")
    publish(REWORDED, *CONTROLS[1:])
    return made


def url(draft: Assessment) -> str:
    return reverse("assessments:newest", args=[draft.public_id])


def states(draft: Assessment) -> dict[str, State]:
    fresh = Assessment.objects.get(pk=draft.pk)
    return {item.question.key: item.state for item in open_workbook(fresh).items}


def test_the_page_says_what_would_change_and_changes_nothing(cast: Cast, draft: Assessment) -> None:
    page = cast.client(cast.sam).get(url(draft)).content.decode()

    assert "Move to Test 2?" in page
    assert "To answer again" in page
    assert "Is every disk encrypted?" in page
    assert "New questions" in page
    assert Assessment.objects.get().catalogue_version.number == 1


def test_moving_keeps_answers_whose_words_stayed(cast: Cast, draft: Assessment) -> None:
    sent = {"version": draft.lock_version}
    response = cast.client(cast.sam).post(url(draft), sent, follow=True)

    assert "uses Test 2 now" in response.content.decode()
    assert Assessment.objects.get().catalogue_version.number == 2
    found = states(draft)
    assert (found["disk"], found["watch"]) == (State.STALE, State.ANSWERED)
    assert found["patches"] is State.UNANSWERED
    event = TrailEvent.objects.get(action="assessments.assessment.moved")
    assert [event.detail.body[side][0] for side in ("from", "to")] == [1, 2]


def test_the_figures_move_with_it(cast: Cast, draft: Assessment) -> None:
    before = PipelineScore.objects.get(regime="gdpr").low

    move_to_newest(actor=cast.actor(cast.sam), assessment=draft, expected_version=1)

    assert PipelineScore.objects.get(regime="gdpr").low < before


def test_it_is_offered_on_the_task_list_while_there_is_a_newer_one(
    cast: Cast, draft: Assessment
) -> None:
    browser, home = cast.client(cast.sam), reverse("assessments:assessment", args=[draft.public_id])
    assert "A newer catalogue is published" in browser.get(home).content.decode()

    move_to_newest(actor=cast.actor(cast.sam), assessment=draft, expected_version=1)

    assert "A newer catalogue is published" not in browser.get(home).content.decode()


def test_the_newest_cannot_be_moved_again(cast: Cast, draft: Assessment) -> None:
    sam = cast.actor(cast.sam)
    moved = move_to_newest(actor=sam, assessment=draft, expected_version=1)

    with pytest.raises(DomainError, match="newest catalogue already"):
        move_to_newest(actor=sam, assessment=moved, expected_version=moved.lock_version)
    assert "It is the newest already" in cast.client(cast.sam).get(url(draft)).content.decode()


def test_somebody_who_saw_an_older_state_is_told(cast: Cast, draft: Assessment) -> None:
    with pytest.raises(StaleEdit):
        move_to_newest(actor=cast.actor(cast.sam), assessment=draft, expected_version=7)


def test_an_assessment_in_review_stays_where_it_is(cast: Cast, draft: Assessment) -> None:
    Assessment.objects.update(state="submitted")

    with pytest.raises(Refused):
        move_to_newest(actor=cast.actor(cast.sam), assessment=draft, expected_version=1)
    assert not TrailEvent.objects.filter(action="assessments.assessment.moved").exists()
