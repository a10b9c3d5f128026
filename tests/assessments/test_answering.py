"""Answers: revisions, refusals, overrides, inheritance; rows, figures and trail."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from apps.assessments.answering.services import restore_answer
from apps.assessments.engine.scoring import Assurance, State
from apps.assessments.models import (
    Answer,
    AnswerRevision,
    Assessment,
    PipelineScore,
    ScorePoint,
    ScoreRefresh,
)
from apps.assessments.scores.services import work_off_refreshes
from apps.assessments.workbooks import get_assessment, open_workbook
from apps.core.errors import DomainError, NotVisible, Refused, StaleEdit
from apps.trail.models import TrailEvent
from tests.cast import Cast
from tests.factories.assessments import (
    answer,
    make_dataset,
    make_pipeline,
    publish,
    set_facts,
    start,
    subject_of,
)
from tests.factories.catalogue import control, question


def saves() -> list[dict[str, Any]]:
    events = TrailEvent.objects.filter(action="assessments.answer.saved").order_by("pk")
    return [event.detail.body for event in events]


def state_of(assessment: Assessment, question: str, about: str = "dataset") -> State | None:
    fresh = Assessment.objects.get(pk=assessment.pk)
    item = open_workbook(fresh).find(question, subject_of(fresh, about))
    return item.state if item else None


def test_an_answer_is_a_revision_with_its_facts(cast: Cast, assessment: Assessment) -> None:
    set_facts(assessment.pipeline.datasets.get(), dataset_location="Frankfurt")

    saved = answer(cast.actor(cast.sam), assessment, "disk", note="See the ticket")

    revision = AnswerRevision.objects.get()
    assert (revision.number, revision.state, revision.option) == (1, "answered", "all")
    assert (revision.points, revision.note) == (1.0, "See the ticket")
    assert revision.facts_used == {"dataset_location": "Frankfurt"}
    assert revision.by_user == cast.sam
    assert Answer.objects.get().current == revision
    assert (saved.item.state, saved.revision, saved.is_new) == (State.ANSWERED, 1, True)
    assert saves()[0]["to"] == ["answered", "all"]


def test_a_later_answer_keeps_the_earlier_one(cast: Cast, assessment: Assessment) -> None:
    sam = cast.actor(cast.sam)
    answer(sam, assessment, "disk")

    answer(sam, assessment, "disk", "none", expected=1)

    assert list(AnswerRevision.objects.values_list("number", "option")) == [
        (2, "none"),
        (1, "all"),
    ]
    assert [body["from"] for body in saves()] == [None, ["answered", "all"]]


def test_the_score_moves_and_says_why(cast: Cast, assessment: Assessment) -> None:
    saved = answer(cast.actor(cast.sam), assessment, "disk")

    assert saved.after.overall.band is not None
    score = PipelineScore.objects.get(regime="")
    assert score.low == pytest.approx(saved.after.overall.band.low)
    point = ScorePoint.objects.filter(regime="gdpr").last()
    assert point is not None
    assert point.reason.startswith("Sam answered “Is it in place?” about Credit risk data")


def test_every_figure_starts_unknown(assessment: Assessment) -> None:
    found = PipelineScore.objects.values_list("regime", "low", "high", "coverage")

    assert sorted(found) == [(key, 0.0, 1.0, 0.0) for key in ("", "ccpa", "gdpr", "hipaa")]


def test_a_second_writer_is_told(cast: Cast, assessment: Assessment) -> None:
    answer(cast.actor(cast.sam), assessment, "disk")

    with pytest.raises(StaleEdit, match="by Sam"):
        answer(cast.actor(cast.lena), assessment, "disk", "none")

    assert AnswerRevision.objects.count() == 1


def test_a_double_submit_saves_once(cast: Cast, assessment: Assessment) -> None:
    sam = cast.actor(cast.sam)
    answer(sam, assessment, "disk")

    again = answer(sam, assessment, "disk")

    assert (again.revision, again.is_new) == (1, False)
    assert AnswerRevision.objects.count() == len(saves()) == 1


@pytest.mark.parametrize(
    ("question", "about"),
    [("phi", "dataset"), ("nonsense", "dataset"), ("disk", "pipeline"), ("disk", "dataset:x")],
)
def test_what_is_not_asked_cannot_be_answered(
    cast: Cast, assessment: Assessment, question: str, about: str
) -> None:
    set_facts(assessment.pipeline.datasets.get(), dataset_phi=False)

    with pytest.raises(DomainError) as refused:
        answer(cast.actor(cast.sam), assessment, question, about=about)

    assert refused.value.code == "not_asked"
    assert saves() == []


def test_another_pipelines_dataset_is_not_asked_about(cast: Cast, assessment: Assessment) -> None:
    foreign = make_dataset(cast.elsewhere, "Foreign")

    with pytest.raises(DomainError) as refused:
        answer(cast.actor(cast.sam), assessment, "disk", about=f"dataset:{foreign.public_id}")

    assert refused.value.code == "not_asked"


def test_an_answer_that_facts_rule_out_is_refused(cast: Cast) -> None:
    out = {"when": "dataset_access_logged == false", "rules_out": ["all"]}
    publish(control("logs", question("logged", about="dataset", rules=[out])))
    sam, pipeline = cast.actor(cast.sam), make_pipeline(cast.risk_models)
    assessment = start(sam, pipeline)
    set_facts(pipeline.datasets.get(), dataset_access_logged=False)

    with pytest.raises(DomainError, match="rules this answer out") as refused:
        answer(sam, assessment, "logged", "all")

    assert refused.value.field == "option"
    assert not saves()
    answer(sam, assessment, "logged", "some")
    assert state_of(assessment, "logged") is State.ANSWERED


def test_an_unknown_option_is_refused(cast: Cast, assessment: Assessment) -> None:
    with pytest.raises(DomainError) as refused:
        answer(cast.actor(cast.sam), assessment, "disk", "perhaps")

    assert refused.value.field == "option"


@pytest.mark.parametrize(
    ("texts", "field"),
    [
        ({"note": "x" * 10_001}, "note"),
        ({"note": "bell\x07"}, "note"),
        ({"justification": "x" * 2_001}, "justification"),
    ],
)
def test_bad_texts_are_refused_at_their_field(
    cast: Cast, assessment: Assessment, texts: dict[str, Any], field: str
) -> None:
    with pytest.raises(DomainError) as refused:
        answer(cast.actor(cast.sam), assessment, "disk", **texts)

    assert refused.value.field == field
    assert not AnswerRevision.objects.exists()


def test_not_applicable_needs_a_reason_and_is_a_claim(cast: Cast, assessment: Assessment) -> None:
    sam = cast.actor(cast.sam)
    with pytest.raises(DomainError) as refused:
        answer(sam, assessment, "attack", "not_applicable", about="model")
    assert refused.value.field == "justification"

    saved = answer(
        sam, assessment, "attack", "not_applicable", about="model", justification="No model yet"
    )

    assert saved.item.state is State.CLAIMED
    assert saved.after.overall.band == saved.before.overall.band


def test_dont_know_stays_unknown(cast: Cast, assessment: Assessment) -> None:
    saved = answer(cast.actor(cast.sam), assessment, "disk", "dont_know")

    assert saved.item.state is State.DONT_KNOW
    assert saved.after.overall.band == saved.before.overall.band


def test_what_the_registry_knows_is_answered_by_itself(cast: Cast, assessment: Assessment) -> None:
    set_facts(assessment.pipeline, pipeline_monitored=True)

    item = open_workbook(assessment).find("watch", subject_of(assessment, "pipeline"))

    assert item is not None
    assert (item.state, item.assurance) == (State.ANSWERED, Assurance.DECLARED)
    assert not AnswerRevision.objects.exists()


def test_what_facts_say_is_not_set_aside_by_not_knowing(cast: Cast, assessment: Assessment) -> None:
    """It turned a zero into an unknown, and lifted the blocker that the zero was."""
    set_facts(assessment.pipeline, pipeline_monitored=True)
    with pytest.raises(DomainError) as refused:
        answer(
            cast.actor(cast.sam),
            assessment,
            "watch",
            "dont_know",
            about="pipeline",
            justification="Nobody is sure",
        )

    assert refused.value.code == "known"
    assert not AnswerRevision.objects.exists()


def test_setting_the_registry_aside_needs_a_reason(cast: Cast, assessment: Assessment) -> None:
    set_facts(assessment.pipeline, pipeline_monitored=True)
    sam = cast.actor(cast.sam)
    with pytest.raises(DomainError) as refused:
        answer(sam, assessment, "watch", "none", about="pipeline")
    assert refused.value.field == "justification"

    saved = answer(sam, assessment, "watch", "none", about="pipeline", justification="Only a test")

    assert AnswerRevision.objects.get().is_override
    assert saved.item.points == 0
    assert saved.workbook.status(saved.item) == "overridden"


def test_an_earlier_answer_can_come_back(cast: Cast, assessment: Assessment) -> None:
    sam = cast.actor(cast.sam)
    answer(sam, assessment, "disk", note="first")
    answer(sam, assessment, "disk", "none", expected=1)

    restored = restore_answer(
        actor=sam,
        assessment=assessment,
        question_key="disk",
        subject_key=subject_of(assessment, "dataset"),
        number=1,
        expected_revision=2,
    )

    newest = AnswerRevision.objects.get(number=3)
    assert (newest.option, newest.note, restored.revision) == ("all", "first", 3)


def test_a_fact_reopens_exactly_the_answers_bound_to_it(cast: Cast, assessment: Assessment) -> None:
    sam, dataset = cast.actor(cast.sam), assessment.pipeline.datasets.get()
    set_facts(dataset, dataset_location="Frankfurt")
    answer(sam, assessment, "disk")
    answer(sam, assessment, "attack", about="model")

    set_facts(dataset, dataset_location="Dublin")

    assert state_of(assessment, "disk") is State.STALE
    assert state_of(assessment, "attack", "model") is State.ANSWERED
    last = ScorePoint.objects.filter(regime="").last()
    assert last is not None
    assert last.reason == "Changed dataset Credit risk data"


def test_answering_again_on_the_new_facts_closes_it(cast: Cast, assessment: Assessment) -> None:
    sam, dataset = cast.actor(cast.sam), assessment.pipeline.datasets.get()
    set_facts(dataset, dataset_location="Frankfurt")
    answer(sam, assessment, "disk")
    set_facts(dataset, dataset_location="Dublin")

    answer(sam, assessment, "disk", expected=1)

    assert state_of(assessment, "disk") is State.ANSWERED
    assert AnswerRevision.objects.count() == 2


def test_a_hidden_question_is_nowhere(cast: Cast, assessment: Assessment) -> None:
    set_facts(assessment.pipeline.datasets.get(), dataset_phi=False)

    workbook = open_workbook(assessment)

    assert "phi" not in {item.question.key for item in workbook.ordered}
    assert {section.section.key for section in workbook.sections} == {"first"}
    assert workbook.card.controls["health"].band is None


def test_only_officers_answer_for_the_organisation(cast: Cast, assessment: Assessment) -> None:
    with pytest.raises(Refused):
        answer(cast.actor(cast.lena), assessment, "incident", about="organization")

    saved = answer(cast.actor(cast.olga), assessment, "incident", about="organization")

    assert saved.item.state is State.ANSWERED


def test_an_answer_for_the_organisation_is_inherited_everywhere(
    cast: Cast, assessment: Assessment
) -> None:
    other = start(cast.actor(cast.mallory), make_pipeline(cast.elsewhere, "Chatbot"))

    answer(cast.actor(cast.cora), assessment, "incident", about="organization")

    assert state_of(other, "incident", "organization") is State.ANSWERED
    assert list(ScoreRefresh.objects.values_list("pipeline_id", flat=True)) == [other.pipeline_id]
    assert work_off_refreshes().refreshed == 1
    theirs = PipelineScore.objects.get(pipeline=other.pipeline, regime="ccpa")
    assert theirs.low == 1.0


def test_answers_of_one_pipeline_never_show_in_another(cast: Cast, assessment: Assessment) -> None:
    sam = cast.actor(cast.sam)
    other = start(sam, make_pipeline(cast.risk_models, "Pricing"))

    answer(sam, assessment, "disk")

    assert state_of(other, "disk") is State.UNANSWERED
    assert state_of(other, "watch", "pipeline") is State.UNANSWERED


def test_a_shared_dataset_carries_its_answer_along(cast: Cast, assessment: Assessment) -> None:
    sam = cast.actor(cast.sam)
    other = start(sam, make_pipeline(cast.risk_models, "Pricing"))
    other.pipeline.datasets.set(assessment.pipeline.datasets.all())

    answer(sam, assessment, "disk")

    assert state_of(other, "disk") is State.ANSWERED


def test_mallory_cannot_answer_for_another_team(cast: Cast, assessment: Assessment) -> None:
    mallory = cast.actor(cast.mallory)
    with pytest.raises(NotVisible):
        answer(mallory, assessment, "disk")
    with pytest.raises(NotVisible):
        open_workbook(get_assessment(mallory, assessment.public_id))

    assert saves() == []


def test_a_foreign_dataset_in_her_pipeline_gives_mallory_no_say(cast: Cast) -> None:
    mallory = cast.actor(cast.mallory)
    pipeline = make_pipeline(cast.elsewhere, "Borrower")
    pipeline.datasets.set([make_dataset(cast.risk_models, "Theirs")])
    assessment = start(mallory, pipeline)

    with pytest.raises(Refused, match="belongs to another team"):
        answer(mallory, assessment, "disk")

    assert not AnswerRevision.objects.exists()


def test_an_auditor_reads_and_changes_nothing(cast: Cast, assessment: Assessment) -> None:
    aya = cast.actor(cast.aya)

    assert open_workbook(get_assessment(aya, assessment.public_id)).assessment == assessment
    with pytest.raises(Refused):
        answer(aya, assessment, "disk")


def test_a_workbook_takes_the_same_few_queries_whatever_its_size(
    cast: Cast, assessment: Assessment, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        extra = make_dataset(cast.risk_models, f"Extra {number}")
        assessment.pipeline.datasets.add(extra)
    actor = cast.actor(cast.sam)
    open_workbook(get_assessment(actor, assessment.public_id))

    with django_assert_num_queries(10):
        assert len(open_workbook(get_assessment(actor, assessment.public_id)).items) > 10
