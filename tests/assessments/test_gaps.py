"""An assessment about nothing needs a reason to be handed in; "not applicable" is no exit."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from django.urls import reverse

from apps.assessments.engine.binding import facts_used
from apps.assessments.engine.questionnaire import Asked, Given, Questionnaire, Reply
from apps.assessments.engine.scoring import State
from apps.assessments.models import Assessment, Snapshot
from apps.assessments.reviewing.services import submit_assessment
from apps.catalogue.authoring.loader import load_content
from apps.catalogue.content_types import Catalogue
from apps.core.errors import DomainError
from apps.registry.models import Pipeline, Stage
from tests.cast import Cast
from tests.catalogue.worked_examples import NAMES, Example, read_example
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
    return Given(
        Reply.NOT_APPLICABLE,
        case=cases[0].key if cases else "",
        justification="Because I say so",
        facts_used=facts_used(item.question, item.subject.facts),
    )


@cache
def bank(*, generous: bool) -> Catalogue:
    """The questions as they are, or each with a case as far as gates allow: then every claim is
    one that a reviewer has to read."""
    content = load_content()
    if generous:
        for question in (q for c in content.document["controls"] for q in c["questions"]):
            if not question["gate"]:
                question["not_applicable"] = [{"id": "so", "label": "It is so"}]
    return content.catalogue()


@pytest.mark.parametrize("emptied", [False, True], ids=["registered", "nothing registered"])
@pytest.mark.parametrize("generous", [False, True], ids=["own cases", "a case everywhere"])
@pytest.mark.parametrize("name", NAMES)
def test_claiming_everything_lifts_nothing(name: str, generous: bool, emptied: bool) -> None:
    """Measured before: the hospital went from 49.7 with 7 blockers to 94.7 with 1."""
    written = dict(read_example(name).written)
    nothing: dict[str, Any] = {"datasets": {}, "models": {}, "stages": []}
    asked = Example(written | (nothing if emptied else {})).asked(bank(generous=generous))
    attacked = claiming_everything(asked)
    states = {
        item.state for item in attacked.items if not item.worked_out and not item.question.gate
    }
    before, after = asked.score().overall, attacked.score().overall

    assert not generous or states == {State.CLAIMED}
    assert before.band is not None
    assert after.band is not None
    assert after.band.low <= before.band.low + 1e-9
    assert after.band.coverage <= before.band.coverage + 1e-9
    assert set(before.blockers) <= set(after.blockers)
    assert not after.ready


def claiming_everything(asked: Questionnaire) -> Questionnaire:
    for item in asked.items:
        if not item.worked_out:
            asked = asked.with_answer(*item.id, claimed(item))
    return asked
