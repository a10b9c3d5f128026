"""Visibility never spreads by attaching: a share shows what belongs to the object, no more."""

from __future__ import annotations

import datetime as dt

import pytest

from apps.accounts.models import User
from apps.assessments.addresses import question_url
from apps.assessments.attachments.services import attach_evidence
from apps.assessments.models import Answer, AnswerEvidence, Assessment
from apps.assessments.workbooks import open_workbook
from apps.core import clock
from apps.core.access import GrantLevel
from apps.core.errors import DomainError, NotVisible
from apps.evidence.models import Evidence
from apps.evidence.selectors import get_evidence, list_evidence
from apps.registry.models import RegisteredObject
from apps.registry.sharing.services import share_object
from apps.trail.models import TrailEvent
from tests.cast import PASSWORD, Cast
from tests.factories.assessments import answer, make_dataset, make_pipeline, start, subject_of
from tests.factories.evidence import make_evidence


def share(
    cast: Cast,
    by: User,
    obj: RegisteredObject,
    to: User,
    level: GrantLevel = GrantLevel.VIEW,
) -> None:
    share_object(
        actor=cast.actor(by),
        obj=obj,
        person=to,
        level=level,
        reason="Helps",
        expires_at=clock.now() + dt.timedelta(days=3),
    )


def attach(cast: Cast, person: User, assessment: Assessment, evidence: Evidence) -> None:
    attach_evidence(
        actor=cast.actor(person),
        assessment=assessment,
        question_key="disk",
        subject_key=subject_of(assessment, "dataset"),
        evidence_id=evidence.public_id,
    )


@pytest.fixture
def third(cast: Cast) -> User:
    """Somebody to whom nobody of Elsewhere ever showed anything."""
    return User.objects.create_user("third@example.org", PASSWORD, name="Third")


@pytest.fixture
def foreign(cast: Cast) -> Evidence:
    """Evidence of Elsewhere that Lena sees: its pipeline was shared with her."""
    pipeline = make_pipeline(cast.elsewhere, "Theirs")
    mallory = cast.actor(cast.mallory)
    assessment = start(mallory, pipeline)
    filed = make_evidence(mallory, cast.elsewhere, "Their secret")
    attach(cast, cast.mallory, assessment, filed)
    share(cast, cast.cora, pipeline, cast.lena)
    assert get_evidence(cast.actor(cast.lena), filed.public_id) == filed
    return filed


@pytest.fixture
def assessment(cast: Cast) -> Assessment:
    return start(cast.actor(cast.sam), make_pipeline(cast.risk_models))


def test_evidence_that_was_shared_cannot_back_an_answer_of_ones_own(
    cast: Cast, assessment: Assessment, foreign: Evidence
) -> None:
    with pytest.raises(DomainError, match="belongs to another team") as caught:
        attach(cast, cast.lena, assessment, foreign)

    assert caught.value.code == "other_team"
    attached = AnswerEvidence.objects.filter(answer__dataset__team=cast.risk_models)
    assert not attached.exists()
    events = TrailEvent.objects.filter(action="assessments.evidence.attached")
    assert list(events.values_list("actor_label", flat=True)) == ["Mallory"]


def test_what_was_attached_before_is_not_shown_on(
    cast: Cast, third: User, assessment: Assessment, foreign: Evidence
) -> None:
    """Rows from before the rule: the share of Lena's pipeline shows hers and not theirs."""
    own = make_evidence(cast.actor(cast.sam), cast.risk_models, "Ours")
    attach(cast, cast.lena, assessment, own)
    AnswerEvidence.objects.create(
        answer=Answer.objects.get(dataset__team=cast.risk_models),
        evidence=foreign,
        attached_at=clock.now(),
        attached_by="Lena",
    )

    share(cast, cast.lena, assessment.pipeline, third)

    assert list(list_evidence(cast.actor(third))) == [own]
    with pytest.raises(NotVisible):
        get_evidence(cast.actor(third), foreign.public_id)


def test_data_of_another_team_keep_their_evidence_to_themselves(
    cast: Cast, third: User, assessment: Assessment
) -> None:
    """Using their dataset in a pipeline, and sharing the pipeline, is no way around."""
    theirs = make_dataset(cast.elsewhere, "A theirs")
    assessment.pipeline.datasets.add(theirs)
    mallory = cast.actor(cast.mallory)
    filed = make_evidence(mallory, cast.elsewhere, "Their secret")
    share(cast, cast.cora, assessment.pipeline, cast.mallory, GrantLevel.CONTRIBUTE)
    attach_evidence(
        actor=cast.actor(cast.mallory),
        assessment=assessment,
        question_key="disk",
        subject_key=f"dataset:{theirs.public_id}",
        evidence_id=filed.public_id,
    )

    share(cast, cast.lena, assessment.pipeline, third)
    assert list(list_evidence(cast.actor(third))) == []

    share(cast, cast.cora, theirs, third)
    assert list(list_evidence(cast.actor(third))) == [filed]


def test_the_page_offers_what_may_be_attached(
    cast: Cast, assessment: Assessment, foreign: Evidence
) -> None:
    make_evidence(cast.actor(cast.sam), cast.risk_models, "Ours")
    make_evidence(cast.actor(cast.cora), None, "Everybody's")
    answer(cast.actor(cast.sam), assessment, "disk")
    item = open_workbook(assessment).find("disk", subject_of(assessment, "dataset"))
    assert item is not None

    page = cast.client(cast.lena).get(f"{question_url(assessment, item)}evidence/")

    offered = {piece.title for piece in page.context["offered"]}
    assert offered == {"Ours", "Everybody's"}
    assert page.context["offered_total"] == 2
