"""Figures kept current, looked back at and tried out."""

from __future__ import annotations

import datetime as dt

import pytest
from time_machine import TimeMachineFixture

from apps.assessments.models import Assessment, PipelineScore, ScorePoint, ScoreRefresh
from apps.assessments.results.simulation import simulate
from apps.assessments.scores.past import score_as_of
from apps.assessments.scores.selectors import figures_of, history
from apps.assessments.scores.services import refresh_pipeline, work_off_refreshes
from apps.assessments.workbooks import open_workbook
from apps.core import clock
from apps.core.errors import DomainError, NotVisible
from apps.organizations.models import Organization
from apps.organizations.services.settings import set_organization_facts
from apps.registry import hooks
from tests.cast import Cast
from tests.factories.assessments import (
    answer,
    make_pipeline,
    set_facts,
    start,
    stored,
    subject_of,
)

HOUR = dt.timedelta(hours=1)


def test_the_stored_figures_are_those_of_the_workbook(cast: Cast, assessment: Assessment) -> None:
    answer(cast.actor(cast.sam), assessment, "disk", "some")

    card = open_workbook(assessment).card
    for regime, figure in figures_of([assessment.pipeline_id])[assessment.pipeline_id].items():
        result = card.regimes[regime] if regime else card.overall
        assert result.band is not None
        assert (figure.low, figure.high) == (result.band.low, result.band.high)
        assert figure.blockers == len(result.blockers)


def test_nothing_moves_without_a_change(assessment: Assessment) -> None:
    before = ScorePoint.objects.count()

    refresh_pipeline(assessment.pipeline, "Again")

    assert ScorePoint.objects.count() == before


def test_a_fact_about_the_organisation_reaches_everybody_through_the_worker(
    cast: Cast, assessment: Assessment
) -> None:
    set_organization_facts(
        actor=cast.actor(cast.cora), values={"org_kms": "yes"}, expected_version=1
    )

    refresh = ScoreRefresh.objects.get()
    assert refresh.pipeline == assessment.pipeline
    assert refresh.reason == "The organisation changed: Keys live in a key management service"
    assert work_off_refreshes().refreshed == 1
    assert not ScoreRefresh.objects.exists()


def test_a_fact_shared_by_many_pipelines_goes_to_the_worker(
    cast: Cast, assessment: Assessment
) -> None:
    sam, dataset = cast.actor(cast.sam), assessment.pipeline.datasets.get()
    for number in range(4):
        other = start(sam, make_pipeline(cast.risk_models, f"Other {number}"))
        other.pipeline.datasets.set([dataset])

    set_facts(dataset, dataset_location="Dublin")

    assert ScoreRefresh.objects.count() == 5


def test_a_newer_assessment_takes_over_and_open_ones_count_along(
    cast: Cast, assessment: Assessment
) -> None:
    start(cast.actor(cast.sam), assessment.pipeline, ["gdpr"])
    kept = figures_of([assessment.pipeline_id])[assessment.pipeline_id]
    assert set(kept) == {"", "gdpr", "hipaa", "ccpa"}

    Assessment.objects.filter(pk=assessment.pk).update(state="approved")
    refresh_pipeline(assessment.pipeline, "Closed")

    kept = figures_of([assessment.pipeline_id])[assessment.pipeline_id]
    assert set(kept) == {"", "gdpr"}


def test_registry_lists_show_the_figure(assessment: Assessment) -> None:
    cell = hooks.scores_of([assessment.pipeline_id])[assessment.pipeline_id]

    assert (cell.low, cell.high, cell.coverage, cell.target) == (0.0, 1.0, 0.0, 0.85)


def test_history_gives_every_step_with_its_reason(cast: Cast, assessment: Assessment) -> None:
    answer(cast.actor(cast.sam), assessment, "disk")

    steps = history(assessment.pipeline, "hipaa")

    assert [step.low for step in steps] == pytest.approx([0.0, 0.5])
    assert steps[0].reason == "An assessment was started"


def test_the_past_is_worked_out_from_its_own_facts_and_answers(
    cast: Cast, time_machine: TimeMachineFixture
) -> None:
    sam = cast.actor(cast.sam)
    pipeline = make_pipeline(cast.risk_models)
    assessment = start(sam, pipeline)
    time_machine.move_to(clock.now() + HOUR)
    answer(sam, assessment, "attack", about="model")
    then, low = clock.now(), figure(assessment)
    time_machine.move_to(clock.now() + HOUR)
    answer(sam, assessment, "attack", "none", about="model", expected=1)
    set_facts(pipeline, pipeline_monitored=True)

    past = score_as_of(sam, pipeline, then)

    assert past is not None
    assert past.card.overall.band is not None
    assert past.card.overall.band.low == low != figure(assessment)
    now = score_as_of(sam, pipeline, clock.now())
    assert now is not None
    assert now.card.overall.band is not None
    assert now.card.overall.band.low == figure(assessment)


def figure(assessment: Assessment) -> float:
    return PipelineScore.objects.get(pipeline=assessment.pipeline, regime="").low


def test_there_is_no_figure_before_the_first_assessment(cast: Cast, assessment: Assessment) -> None:
    earlier = assessment.created_at - HOUR

    assert score_as_of(cast.actor(cast.sam), assessment.pipeline, earlier) is None
    with pytest.raises(NotVisible):
        score_as_of(cast.actor(cast.mallory), assessment.pipeline, clock.now())


def test_a_simulation_says_what_a_save_does_and_writes_nothing(
    cast: Cast, assessment: Assessment
) -> None:
    sam, item = cast.actor(cast.sam), ("disk", subject_of(assessment, "dataset"))

    tried = simulate(sam, open_workbook(assessment), {item: "some"})

    assert figure(assessment) == 0.0
    saved = answer(sam, assessment, "disk", "some")
    assert tried.after.overall.band == saved.after.overall.band
    assert tried.points("hipaa") == pytest.approx(25.0)
    with pytest.raises(DomainError):
        simulate(sam, open_workbook(assessment), {item: "perhaps"})


def test_what_would_raise_it_names_owner_and_blockers(cast: Cast, assessment: Assessment) -> None:
    answer(cast.actor(cast.sam), assessment, "disk", "none")

    best = open_workbook(assessment).raises("hipaa")[0]

    assert (best.item.question.key, best.is_blocking, best.owner) == ("disk", True, "Risk Models")


def test_the_sign_in_rule_counts_as_a_fact(cast: Cast, assessment: Assessment) -> None:
    Organization.objects.update(mfa_roles=["administrator"])

    subjects = {subject.key: subject for subject in open_workbook(assessment).subjects}

    assert subjects["organization"].facts["org_mfa_required"] is False


def test_one_pipeline_that_fails_stands_in_nobodys_way(cast: Cast, assessment: Assessment) -> None:
    broken = start(cast.actor(cast.mallory), make_pipeline(cast.elsewhere, "Broken")).pipeline
    # A value no form lets through: the condition of a question cannot read it.
    set_facts(broken, pipeline_monitored=True)
    broken.datasets.update(facts=stored(dataset_phi="perhaps"))
    for pipeline in (broken, assessment.pipeline):
        ScoreRefresh.objects.create(pipeline=pipeline, reason="Again")

    worked = work_off_refreshes()

    assert (worked.refreshed, worked.failed, worked.more) == (1, 1, False)
    assert ScoreRefresh.objects.get().pipeline == broken
