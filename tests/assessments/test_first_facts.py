"""The few facts that close most questions come first, and close what they promised."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from apps.assessments.first_facts.closing import closing_facts
from apps.assessments.models import Assessment
from apps.assessments.workbooks import open_workbook
from apps.core.facts import fact_specs
from apps.registry.models import Dataset
from apps.trail.models import TrailEvent
from tests.cast import Cast
from tests.factories.assessments import make_dataset, make_pipeline, publish, start
from tests.factories.catalogue import control, question

HEALTH = [question(f"health-{n}", about="dataset", when="dataset_phi") for n in range(5)]
CARE = [question(f"care-{n}", when="data_phi") for n in range(3)]
LOGGED = {"when": "pipeline_monitored == true", "choose": "all"}


@pytest.fixture
def draft(cast: Cast) -> Assessment:
    publish(control("health", *HEALTH, *CARE, question("watched", rules=[LOGGED])))
    return start(cast.actor(cast.sam), make_pipeline(cast.risk_models))


def found(draft: Assessment) -> dict[tuple[str, str], int]:
    workbook = open_workbook(draft)
    closing = closing_facts(workbook.items, workbook.subjects, fact_specs())
    return {(one.subject.kind.value, one.spec.key): one.closes for one in closing}


def url(draft: Assessment) -> str:
    return reverse("assessments:first", args=[draft.public_id])


def send(cast: Cast, draft: Assessment, **facts: Any) -> Any:
    dataset = Dataset.objects.get()
    sent = {"about": f"dataset:{dataset.public_id}", "version": dataset.lock_version}
    return cast.client(cast.sam).post(
        url(draft), {**sent, "facts": list(facts), **facts}, follow=True
    )


def test_a_fact_counts_what_it_closes_here_and_through_what_is_worked_out_from_it(
    draft: Assessment,
) -> None:
    """Without PHI in the only dataset there is none in the pipeline either."""
    counts = found(draft)

    assert counts["dataset", "dataset_phi"] == len(HEALTH) + len(CARE)
    assert counts["pipeline", "pipeline_monitored"] == 1


def test_another_dataset_that_may_hold_it_keeps_the_pipeline_open(
    cast: Cast, draft: Assessment
) -> None:
    draft.pipeline.datasets.add(make_dataset(cast.risk_models, "More"))

    assert found(draft)["dataset", "dataset_phi"] == len(HEALTH)


def test_the_page_lists_them_most_first(cast: Cast, draft: Assessment) -> None:
    page = cast.client(cast.sam).get(url(draft)).content.decode()

    assert "9 of 9 questions are open" in page
    assert page.index("closes 8 questions") < page.index("closes 1 question\n")


def test_stating_one_closes_what_it_promised(cast: Cast, draft: Assessment) -> None:
    before = len(open_workbook(draft).items)

    page = send(cast, draft, dataset_phi="no").content.decode()

    assert len(open_workbook(draft).items) == before - 8
    assert f"{before} questions are {before - 8} now" in page
    assert TrailEvent.objects.filter(action__endswith="facts_set").count() == 1


def test_a_value_that_cannot_be_saved_stays_in_the_form(cast: Cast, draft: Assessment) -> None:
    response = send(cast, draft, dataset_phi="perhaps")

    assert response.status_code == 422
    assert "dataset_phi" not in Dataset.objects.get().facts


def test_facts_of_others_are_named_and_not_offered(cast: Cast, draft: Assessment) -> None:
    foreign = make_dataset(cast.elsewhere, "Bought data")
    draft.pipeline.datasets.add(foreign)
    page = cast.client(cast.sam).get(url(draft)).content.decode()
    sent = {"about": f"dataset:{foreign.public_id}", "version": 1, "facts": ["dataset_phi"]}

    assert "Somebody else knows these" in page
    refused = cast.client(cast.sam).post(url(draft), {**sent, "dataset_phi": "no"})
    assert refused.status_code == 404
    assert "dataset_phi" not in Dataset.objects.get(pk=foreign.pk).facts
