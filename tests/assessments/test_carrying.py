"""The next quarter: what changed since the approval is marked, the rest is taken over by name."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from apps.assessments.carrying.selectors import Compared, compared
from apps.assessments.carrying.services import carry_decisions
from apps.assessments.engine.scoring import ItemId
from apps.assessments.models import Assessment, QuestionReview
from apps.assessments.reviewing.reading import Reading, newest_round
from apps.assessments.reviewing.services import submit_assessment
from apps.assessments.snapshots.services import document_of
from apps.assessments.starting.periods import quarter_after
from apps.assessments.workbooks import open_workbook
from apps.core.errors import DomainError
from apps.trail.models import TrailEvent
from tests.cast import Cast
from tests.factories.assessments import (
    answer,
    approve,
    check_answers,
    make_dataset,
    set_facts,
    start,
    subject_of,
)


def submit(cast: Cast, assessment: Assessment) -> Assessment:
    fresh = Assessment.objects.get(pk=assessment.pk)
    return submit_assessment(
        actor=cast.actor(cast.sam), assessment=fresh, expected_version=fresh.lock_version
    )


@pytest.fixture
def disk(assessment: Assessment) -> ItemId:
    return "disk", subject_of(assessment, "dataset")


@pytest.fixture
def following(cast: Cast, assessment: Assessment, disk: ItemId) -> Assessment:
    """The assessment after one in which Lena read one of Sam's two answers and approved."""
    sam, lena = cast.actor(cast.sam), cast.actor(cast.lena)
    answer(sam, assessment, "disk")
    answer(sam, assessment, "attack", about="model")
    submit(cast, assessment)
    check_answers(lena, assessment, disk)
    approve(lena, assessment)
    return start(sam, assessment.pipeline)


def beside(assessment: Assessment) -> Compared:
    found = compared(open_workbook(Assessment.objects.get(pk=assessment.pk)))
    assert found is not None
    return found


def page(cast: Cast, name: str, assessment: Assessment, query: str = "", *more: str) -> str:
    url = reverse(f"assessments:{name}", args=[assessment.public_id, *more])
    return " ".join(cast.client(cast.lena).get(f"{url}{query}").content.decode().split())


def test_untouched_everything_is_the_same_as_approved(following: Assessment) -> None:
    found = beside(following)

    assert not found.changed
    assert len(found.same) == len(open_workbook(following).items)


def test_what_changed_is_marked_with_before_and_now(
    cast: Cast, following: Assessment, disk: ItemId
) -> None:
    answer(cast.actor(cast.sam), following, "disk", "none", expected=1)

    assert beside(following).changed == {disk}
    assert "1 changed since" in page(cast, "assessment", following)
    assert "It was “Yes, all of it”." in page(cast, "check", following, "?show=changed")
    assert "Changed since" in page(cast, "question", following, "", *disk)
    same = "attack", subject_of(following, "model")
    assert "Same as approved on" in page(cast, "question", following, "", *same)


def test_a_fact_or_a_new_dataset_changes_what_was_approved(following: Assessment) -> None:
    set_facts(following.pipeline, pipeline_monitored=True)
    added = make_dataset(following.pipeline.team, "Another")
    following.pipeline.datasets.add(added)

    changed = beside(following).changed

    assert ("watch", subject_of(following, "pipeline")) in changed
    assert ("disk", f"dataset:{added.public_id}") in changed


def test_the_first_assessment_stands_beside_nothing(assessment: Assessment) -> None:
    assert compared(open_workbook(assessment)) is None


def test_decisions_are_taken_over_with_their_source_and_counted_apart(
    cast: Cast, following: Assessment, disk: ItemId
) -> None:
    submit(cast, following)
    url = reverse("assessments:carry", args=[following.public_id])

    cast.client(cast.lena).post(url)

    carried = QuestionReview.objects.get(assessment=following)
    assert (carried.question_key, carried.subject_key) == disk
    assert carried.carried_from == QuestionReview.objects.exclude(pk=carried.pk).get()
    event = TrailEvent.objects.get(action="assessments.review.carried")
    assert event.detail.body["items"] == ["|".join(disk)]
    assert "Taken over from" in page(cast, "review", following)
    review = document_of(approve(cast.actor(cast.lena), following))["review"]
    assert (review["reviewed"], review["carried"]) == (1, 1)


def test_a_changed_answer_takes_no_decision_over(cast: Cast, following: Assessment) -> None:
    answer(cast.actor(cast.sam), following, "disk", "none", expected=1)
    submit(cast, following)

    with pytest.raises(DomainError) as refused:
        carry_decisions(actor=cast.actor(cast.lena), assessment=following)

    assert refused.value.code == "nothing_to_carry"
    assert not QuestionReview.objects.filter(assessment=following).exists()


def test_a_decision_taken_over_lapses_with_the_answer_it_was_for(
    cast: Cast, following: Assessment, disk: ItemId
) -> None:
    submit(cast, following)
    carry_decisions(actor=cast.actor(cast.lena), assessment=following)

    set_facts(following.pipeline.datasets.get(), dataset_location="elsewhere")

    workbook = open_workbook(Assessment.objects.get(pk=following.pk))
    assert not Reading(workbook, newest_round(following)).carried


@pytest.mark.parametrize(
    ("end", "start_of_next"),
    [
        (dt.date(2026, 9, 30), dt.date(2026, 10, 1)),
        (dt.date(2026, 12, 31), dt.date(2027, 1, 1)),
        (dt.date(2026, 11, 28), dt.date(2027, 1, 1)),
    ],
)
def test_the_quarter_after_a_period(end: dt.date, start_of_next: dt.date) -> None:
    assert quarter_after(end).start == start_of_next


def test_the_next_quarter_starts_with_the_same_laws(cast: Cast, following: Assessment) -> None:
    before = Assessment.objects.exclude(pk=following.pk).get()
    url = reverse("assessments:start", args=[before.pipeline.public_id])

    initial: dict[str, Any] = (
        cast.client(cast.sam).get(f"{url}?after={before.public_id}").context["form"].initial
    )

    assert initial["regimes"] == before.regimes
    assert "after=" in page(cast, "assessment", before)
