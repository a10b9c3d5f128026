"""Starting an assessment: what is pinned, what is refused."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.urls import reverse

from apps.assessments.models import Assessment
from apps.assessments.starting.services import start_assessment
from apps.catalogue.authoring.services import load_catalogue
from apps.catalogue.models import CatalogueVersion
from apps.core import clock
from apps.core.access import Actor
from apps.core.errors import DomainError, NotVisible, Refused
from apps.registry.models import Status
from apps.trail.models import TrailEvent
from tests.cast import Cast
from tests.factories.assessments import make_pipeline, publish, start
from tests.factories.catalogue import control, question


def begin(cast: Cast, person: str = "sam", **more: Any) -> Assessment:
    today = clock.today()
    given = {"regimes": ["gdpr"], "period_start": today, "period_end": today, **more}
    return start_assessment(actor=cast.actor(getattr(cast, person)), **given)


def test_it_pins_the_newest_catalogue(cast: Cast) -> None:
    publish()
    newest = publish(*_other())
    pipeline = make_pipeline(cast.risk_models)

    assessment = begin(cast, pipeline=pipeline, regimes=["hipaa", "gdpr"])

    assert assessment.catalogue_version == newest
    assert assessment.regimes == ["gdpr", "hipaa"]
    event = TrailEvent.objects.get(action="assessments.assessment.started")
    assert event.detail.body["catalogue"] == newest.digest


def _other() -> tuple[dict[str, Any], ...]:
    return (control("other", question("one")),)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"regimes": []}, "regimes"),
        ({"regimes": ["gdpr", "klingon"]}, "regimes"),
        ({"period_end": dt.date(2020, 1, 1)}, "period_end"),
    ],
)
def test_wrong_entries_are_refused(cast: Cast, more: dict[str, Any], field: str) -> None:
    publish()
    with pytest.raises(DomainError) as refused:
        begin(cast, pipeline=make_pipeline(cast.risk_models), **more)

    assert refused.value.field == field
    assert not Assessment.objects.exists()


def test_a_double_submit_starts_once(cast: Cast) -> None:
    publish()
    pipeline, same = make_pipeline(cast.risk_models), uuid.uuid4()

    assert begin(cast, pipeline=pipeline, public_id=same) == begin(
        cast, pipeline=pipeline, public_id=same
    )
    assert TrailEvent.objects.filter(action="assessments.assessment.started").count() == 1


def test_the_id_of_another_assessment_is_not_taken(cast: Cast, assessment: Assessment) -> None:
    with pytest.raises(NotVisible):
        begin(
            cast,
            "mallory",
            pipeline=make_pipeline(cast.elsewhere),
            public_id=assessment.public_id,
        )


@pytest.mark.parametrize("person", ["olga", "aya"])
def test_these_people_do_not_start(cast: Cast, person: str) -> None:
    publish()
    with pytest.raises(Refused):
        begin(cast, person, pipeline=make_pipeline(cast.risk_models))


def test_a_retired_pipeline_is_not_assessed(cast: Cast) -> None:
    publish()
    pipeline = make_pipeline(cast.risk_models)
    pipeline.status = Status.RETIRED

    with pytest.raises(Refused, match="retired"):
        begin(cast, pipeline=pipeline)


def test_without_a_catalogue_it_says_what_to_do(cast: Cast) -> None:
    assert not CatalogueVersion.objects.exists()
    with pytest.raises(DomainError) as refused:
        begin(cast, pipeline=make_pipeline(cast.risk_models))

    assert refused.value.code == "no_catalogue"


def test_a_newer_catalogue_leaves_an_assessment_alone(cast: Cast) -> None:
    assessment = start(cast.actor(cast.sam), make_pipeline(cast.risk_models))
    pinned = assessment.catalogue_version

    publish(*_other())

    assessment.refresh_from_db()
    assert assessment.catalogue_version == pinned


def test_an_additional_law_is_offered_and_not_chosen_for_anybody(cast: Cast) -> None:
    load_catalogue(actor=Actor.command("test"))
    pipeline = make_pipeline(cast.risk_models, pipeline_ai_act_role="deployer")

    page = cast.client(cast.sam).get(reverse("assessments:start", args=[pipeline.public_id]))

    initial = page.context["form"].initial["regimes"]
    offered = [key for key, _ in page.context["form"].fields["regimes"].choices]
    assert "ai-act" in offered
    assert "ai-act" not in initial
    assert "mls" in initial
