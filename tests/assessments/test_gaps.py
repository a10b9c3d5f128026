"""An assessment about nothing needs a reason to be handed in; "not applicable" is no exit."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse

from apps.assessments.engine.questionnaire import Asked, Given, Questionnaire, Reply
from apps.assessments.models import Assessment, Snapshot
from apps.assessments.reviewing.services import submit_assessment
from apps.catalogue.authoring.loader import load_content
from apps.core.errors import DomainError
from apps.registry.models import Pipeline, Stage
from tests.cast import Cast
from tests.catalogue.worked_examples import NAMES, read_example
from tests.factories.assessments import answer, approve, start

WHY = "The vendor trains; nothing is registered here yet"


@pytest.fixture
def bare(cast: Cast) -> Assessment:
    """A draft about a pipeline without dataset, model or stage, with one answer."""
    pipeline = Pipeline.objects.create(team=cast.risk_models, name="Idea", purpose="Decides")
    draft = start(cast.actor(cast.sam), pipeline)
    answer(cast.actor(cast.sam), draft, "watch", about="pipeline")
    return draft


def test_it_needs_a_reason(cast: Cast, bare: Assessment) -> None:
    with pytest.raises(DomainError) as refused:
        submit_assessment(actor=cast.actor(cast.sam), assessment=bare, expected_version=1)

    assert refused.value.field == "gap_reason"
    assert "No dataset is registered" in refused.value.message
    assert "No stage" in refused.value.message


def test_the_page_asks_for_it_and_keeps_what_was_typed(cast: Cast, bare: Assessment) -> None:
    sam = cast.client(cast.sam)
    check = sam.get(reverse("assessments:check", args=[bare.public_id])).content.decode()
    url = reverse("assessments:submit", args=[bare.public_id])

    assert "Something is not registered" in check
    assert sam.post(url, {"version": 1}).status_code == 422
    sam.post(url, {"version": 1, "gap_reason": WHY})
    assert Assessment.objects.get().gap_reason == WHY


def test_the_reviewer_and_the_pack_read_it(cast: Cast, bare: Assessment) -> None:
    sam, lena = cast.actor(cast.sam), cast.actor(cast.lena)
    submit_assessment(actor=sam, assessment=bare, expected_version=1, gap_reason=WHY)
    page = cast.client(cast.lena).get(reverse("assessments:review", args=[bare.public_id]))

    assert WHY in page.content.decode()
    approve(lena, bare)
    assert json.loads(Snapshot.objects.get().document)["assessment"]["gap_reason"] == WHY


def test_a_stage_without_data_is_still_a_gap(cast: Cast, bare: Assessment) -> None:
    Stage.objects.create(pipeline=bare.pipeline, kind="training")

    with pytest.raises(DomainError, match=r"^No dataset is registered for this pipeline\. Say why"):
        submit_assessment(actor=cast.actor(cast.sam), assessment=bare, expected_version=1)


def claimed(item: Asked) -> Given:
    """The same question, claimed not to apply in the first case it knows, or in none."""
    cases = item.question.cases or ()
    case = cases[0].key if cases else ""
    return Given(Reply.NOT_APPLICABLE, case=case, justification="Because I say so")


@pytest.mark.parametrize("name", NAMES)
def test_claiming_everything_lifts_nothing(name: str) -> None:
    """Measured before: the hospital went from 49.7 with 7 blockers to 94.7 with 1."""
    example, bank = read_example(name), load_content().catalogue()
    asked = example.asked(bank)
    people = {item.id: claimed(item) for item in asked.items if not item.worked_out}
    attacked = _with(asked, people).score().overall
    honest = asked.score().overall

    assert attacked.band is not None
    assert honest.band is not None
    assert attacked.band.low <= honest.band.low + 1e-9
    assert attacked.band.coverage <= honest.band.coverage + 1e-9
    assert set(honest.blockers) <= set(attacked.blockers)
    assert not attacked.ready


def _with(asked: Questionnaire, answers: dict[Any, Given]) -> Questionnaire:
    for (question, subject), given in answers.items():
        asked = asked.with_answer(question, subject, replace(given))
    return asked
