"""Questions go to who knows: what a reader knows comes first, and one can be passed on."""

from __future__ import annotations

import pytest
from django.urls import reverse

from apps.assessments.answering.rights import reach
from apps.assessments.models import Assessment, QuestionHandover
from apps.assessments.passing_on.services import pass_on
from apps.assessments.workbooks import open_workbook
from apps.core.errors import DomainError
from apps.notifications.models import Notification
from apps.trail.models import TrailEvent
from tests.cast import Cast
from tests.factories.assessments import make_pipeline, publish, start, subject_of
from tests.factories.catalogue import control, question

BANK = control(
    "c",
    question("secure", answerer="security"),
    question("lead", answerer="lead", effort=3),
    question("science", answerer="scientist", effort=2),
)


@pytest.fixture
def draft(cast: Cast) -> Assessment:
    publish(BANK)
    return start(cast.actor(cast.sam), make_pipeline(cast.risk_models))


def first_for(cast: Cast, draft: Assessment, name: str) -> str:
    workbook = open_workbook(draft)
    item = reach(cast.actor(getattr(cast, name)), workbook).next_of(workbook)
    assert item is not None
    return item.question.key


def passed(cast: Cast, draft: Assessment, **more: str) -> QuestionHandover:
    subject = subject_of(draft, "pipeline")
    to = {"question_key": "secure", "subject_key": subject, "person": cast.lena, **more}
    return pass_on(actor=cast.actor(cast.sam), assessment=draft, **to)  # type: ignore[arg-type]  # one dict


@pytest.mark.parametrize(
    ("name", "key"), [("sam", "science"), ("lena", "lead"), ("cora", "secure")]
)
def test_what_somebody_knows_comes_first(
    cast: Cast, draft: Assessment, name: str, key: str
) -> None:
    assert first_for(cast, draft, name) == key


def test_what_was_passed_on_comes_before_it_and_last_for_others(
    cast: Cast, draft: Assessment
) -> None:
    passed(cast, draft)

    assert first_for(cast, draft, "lena") == "secure"
    assert first_for(cast, draft, "cora") != "secure"


def test_the_person_is_told_and_the_trail_knows(cast: Cast, draft: Assessment) -> None:
    passed(cast, draft, note="You run the cluster")

    told = Notification.objects.get(person=cast.lena, kind="assessments.question_passed_on")
    assert "passed a question on to you" in told.words
    event = TrailEvent.objects.get(action="assessments.question.passed_on")
    assert event.detail.body["person"] == str(cast.lena.public_id)
    page = cast.client(cast.lena).get(told.url).content.decode()
    assert "You run the cluster" in page


def test_passing_on_again_takes_the_place(cast: Cast, draft: Assessment) -> None:
    passed(cast, draft)
    subject = subject_of(draft, "pipeline")
    url = reverse("assessments:pass_on", args=[draft.public_id, "secure", subject])

    cast.client(cast.sam).post(url, {"person": str(cast.cora.public_id), "note": ""})

    assert QuestionHandover.objects.get().person == cast.cora


def test_somebody_who_may_not_answer_gets_no_question(cast: Cast, draft: Assessment) -> None:
    with pytest.raises(DomainError) as refused:
        passed(cast, draft, person=cast.mallory)  # type: ignore[arg-type]  # the point of the test

    assert refused.value.field == "person"
    assert not QuestionHandover.objects.exists()


def test_minutes_are_estimated_from_the_effort(cast: Cast, draft: Assessment) -> None:
    workbook = open_workbook(draft)

    assert reach(cast.actor(cast.sam), workbook).minutes(workbook.open_items) == 1 + 8 + 3
    home = reverse("assessments:assessment", args=[draft.public_id])
    assert "about 12 minutes" in " ".join(cast.client(cast.sam).get(home).content.decode().split())
