"""What is approved is what was read: changes are marked, samples drawn once, the rest owned."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from apps.assessments.engine.questionnaire import Questionnaire
from apps.assessments.engine.sampling import sample
from apps.assessments.models import (
    Answer,
    AnswerEvidence,
    Assessment,
    QuestionReview,
    ReviewRound,
    Snapshot,
)
from apps.assessments.reviewing.reading import Reading, newest_round
from apps.assessments.reviewing.rounds import choose_sample
from apps.assessments.reviewing.services import submit_assessment
from apps.assessments.snapshots.services import document_of
from apps.assessments.workbooks import open_workbook
from apps.core import clock
from apps.core.errors import DomainError
from apps.registry.models import Dataset
from apps.registry.objects.services import retire_object
from apps.trail.models import TrailEvent
from tests.cast import Cast
from tests.factories.assessments import (
    answer,
    approve,
    as_it_stands,
    check_answers,
    seen_now,
    set_facts,
    subject_of,
)
from tests.factories.catalogue import catalogue, control, question
from tests.factories.evidence import make_evidence

from .test_questionnaire import ask, dataset, pipeline


@pytest.fixture
def submitted(cast: Cast, assessment: Assessment) -> Assessment:
    """Answered by Sam about the dataset and the model, and handed in by Sam."""
    sam = cast.actor(cast.sam)
    answer(sam, assessment, "disk")
    answer(sam, assessment, "attack", about="model")
    return submit_assessment(actor=sam, assessment=assessment, expected_version=1)


def reading(assessment: Assessment) -> Reading:
    fresh = Assessment.objects.get(pk=assessment.pk)
    return Reading(open_workbook(fresh), newest_round(fresh))


def post(browser: Client, assessment: Assessment, **form: Any) -> Any:
    version = Assessment.objects.get(pk=assessment.pk).lock_version
    url = reverse("assessments:close", args=[assessment.public_id])
    return browser.post(url, {"decision": "approve", "version": version, **form})


def page(browser: Client, assessment: Assessment) -> str:
    url = reverse("assessments:review", args=[assessment.public_id])
    return " ".join(browser.get(url).content.decode().split())


def owned(cast: Cast, assessment: Assessment) -> dict[str, Any]:
    stands = as_it_stands(cast.actor(cast.lena), assessment)
    return {**stands, "accepted_by": str(cast.lena.public_id)}


def test_an_answer_that_moved_since_the_page_was_opened_stops_the_approval(
    cast: Cast, submitted: Assessment
) -> None:
    """An officer approved a page that showed one figure and froze another."""
    form = owned(cast, submitted)
    set_facts(submitted.pipeline, pipeline_monitored=True)

    response = post(cast.client(cast.lena), submitted, **form)

    assert response.status_code == 422
    assert "Something changed since this page was opened" in response.content.decode()
    assert not Snapshot.objects.exists()


def test_a_change_since_submission_is_marked_and_has_to_be_looked_at(
    cast: Cast, submitted: Assessment
) -> None:
    set_facts(submitted.pipeline, pipeline_monitored=True)
    lena, item = cast.actor(cast.lena), ("watch", subject_of(submitted, "pipeline"))
    shown = page(cast.client(cast.lena), submitted)

    assert "Changed since it was submitted" in shown
    assert "“not answered” is “Yes, all of it” now" in shown
    assert reading(submitted).changes[0].by == "Sam"
    with pytest.raises(DomainError) as refused:
        approve(lena, submitted)
    assert refused.value.code == "changes_not_read"
    check_answers(lena, submitted, item)
    approve(lena, submitted)
    assert Snapshot.objects.count() == 1


def test_a_retired_dataset_is_not_approved_unseen(cast: Cast, submitted: Assessment) -> None:
    lena = cast.actor(cast.lena)
    retire_object(actor=lena, obj=Dataset.objects.get(), reason="No longer used")
    browser = cast.client(cast.lena)

    assert "no longer asked; it was “Yes, all of it”" in page(browser, submitted)
    refused = post(browser, submitted, **owned(cast, submitted))
    assert "Look at each of them first" in refused.content.decode()
    assert not Snapshot.objects.exists()
    post(browser, submitted, **owned(cast, submitted), looked_at_gone="on")
    assert Snapshot.objects.count() == 1


def test_a_decision_counts_for_what_was_read(cast: Cast, submitted: Assessment) -> None:
    lena, item = cast.actor(cast.lena), ("watch", subject_of(submitted, "pipeline"))
    check_answers(lena, submitted, item)
    assert item in reading(submitted).decided

    set_facts(submitted.pipeline, pipeline_monitored=True)

    assert item not in reading(submitted).decided
    assert QuestionReview.objects.get().seen


def test_an_old_page_agrees_to_no_answer_that_changed(cast: Cast, submitted: Assessment) -> None:
    """Read before the facts moved, and clicked after."""
    lena, item = cast.client(cast.lena), ("watch", subject_of(submitted, "pipeline"))
    old = seen_now(submitted, item)
    set_facts(submitted.pipeline, pipeline_monitored=True)
    url = reverse("assessments:decide", args=[submitted.public_id, *item])

    told = lena.post(url, {"decision": "approve", "seen": old}, follow=True)

    assert "changed since you opened this page" in told.content.decode()
    assert not QuestionReview.objects.exists()
    assert [change.looked_at for change in reading(submitted).changes] == [False]


def test_an_old_page_agrees_to_no_section_in_which_something_changed(
    cast: Cast, submitted: Assessment
) -> None:
    old = seen_now(submitted, section="first")
    set_facts(submitted.pipeline, pipeline_monitored=True)
    url = reverse("assessments:approve_section", args=[submitted.public_id, "first"])

    told = cast.client(cast.lena).post(url, {"seen": old}, follow=True)

    assert "changed since you opened this page" in told.content.decode()
    assert not QuestionReview.objects.exists()


def test_the_page_sends_what_it_showed(cast: Cast, submitted: Assessment) -> None:
    item = ("watch", subject_of(submitted, "pipeline"))

    shown = page(cast.client(cast.lena), submitted)

    assert f'name="seen" value="{seen_now(submitted, item)}"' in shown


def test_other_evidence_under_the_same_answer_is_a_change(
    cast: Cast, assessment: Assessment
) -> None:
    sam = cast.actor(cast.sam)
    answer(sam, assessment, "disk")
    for title in ("Policy", "Report"):
        piece = make_evidence(sam, cast.risk_models, title)
        AnswerEvidence.objects.create(
            answer=Answer.objects.get(), evidence=piece, attached_by="Sam"
        )
    submit_assessment(actor=sam, assessment=assessment, expected_version=1)

    AnswerEvidence.objects.filter(evidence__title="Report").update(removed_at=clock.now())

    changed = [change.item.id for change in reading(assessment).changes if change.item]
    assert changed == [("disk", subject_of(assessment, "dataset"))]


def test_agreeing_to_one_answer_changes_no_other(cast: Cast, submitted: Assessment) -> None:
    before = reading(submitted).seen

    check_answers(cast.actor(cast.lena), submitted, ("disk", subject_of(submitted, "dataset")))

    assert reading(submitted).seen == before


def test_what_nobody_read_needs_a_reason_and_a_person(cast: Cast, submitted: Assessment) -> None:
    browser, seen = cast.client(cast.lena), reading(submitted).seen

    bare = post(browser, submitted, seen=seen)
    submitter = post(
        browser, submitted, seen=seen, acceptance="Fine", accepted_by=str(cast.sam.public_id)
    )

    assert "answers nobody decided on" in bare.content.decode()
    assert submitter.status_code == 422
    assert not Snapshot.objects.exists()


def test_how_it_was_read_is_kept_and_printed(cast: Cast, submitted: Assessment) -> None:
    lena = cast.actor(cast.lena)
    items = [("disk", subject_of(submitted, "dataset"))]
    check_answers(lena, submitted, *items)

    review = document_of(approve(lena, submitted))["review"]

    assert (review["reviewed"], review["total"], review["how"]) == (1, 5, "all")
    assert (review["by"], review["accepted_by"]) == (["Lena"], "Lena")
    assert review["accepted"]["undecided"] == 4
    assert review["acceptance"] == "Known, and accepted"
    assert len(review["seen"]) == 64
    event = TrailEvent.objects.get(action="assessments.assessment.approved")
    assert event.detail.body["seen"] == review["seen"]


def _book() -> Questionnaire:
    questions = [question(f"q{n}", about="dataset", gate=n == 0) for n in range(6)]
    bank = catalogue(control("c", *questions, criticality=5), control("d", question("p")))
    return ask(pipeline(), *(dataset(n) for n in range(4)), bank=bank)


BOOK = _book()
CARD = BOOK.score()


class TestSampling:
    def test_the_seed_is_drawn_once_and_the_sample_only_grows(
        self, cast: Cast, submitted: Assessment
    ) -> None:
        lena = cast.actor(cast.lena)
        first = choose_sample(actor=lena, assessment=submitted, share=25)
        more = choose_sample(actor=lena, assessment=submitted, share=50)

        assert first.seed == more.seed
        with pytest.raises(DomainError, match="grow, not shrink"):
            choose_sample(actor=lena, assessment=submitted, share=10)
        assert ReviewRound.objects.get().share == 50
        assert TrailEvent.objects.filter(action="assessments.review.sampled").count() == 2

    def test_the_page_prints_the_seed(self, cast: Cast, submitted: Assessment) -> None:
        browser = cast.client(cast.lena)
        browser.post(reverse("assessments:choose", args=[submitted.public_id]), {"share": "25"})

        assert ReviewRound.objects.get().seed in page(browser, submitted)

    @given(st.integers(0, 100), st.integers(0, 100), st.text(max_size=8))
    def test_a_larger_share_contains_a_smaller_one(self, one: int, other: int, seed: str) -> None:
        small, large = sorted((one, other))
        few = sample(BOOK.items, CARD, [], small, seed)
        many = sample(BOOK.items, CARD, [], large, seed)

        assert few.always == many.always
        assert few.drawn <= many.drawn
        assert sample(BOOK.items, CARD, [], small, seed) == few

    def test_what_was_asked_back_before_is_always_read(self) -> None:
        asked = {BOOK.items[1].id}
        drawn = sample(BOOK.items, CARD, [], 0, "seed", asked_back=asked)

        assert asked <= drawn.always.keys()

    def test_gates_and_changes_are_always_read_and_everything_at_a_hundred(self) -> None:
        changed = [item.id for item in BOOK.items[:2]]
        drawn = sample(BOOK.items, CARD, changed, 0, "seed")
        gates = {item.id for item in BOOK.items if item.question.gate}

        assert gates | set(changed) <= drawn.required
        assert len(sample(BOOK.items, CARD, [], 100, "").required) == len(BOOK.items)
