"""Home: what each reader gets, what they do not, and what it costs."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.models import User
from apps.assessments.models import Assessment
from apps.assessments.reviewing.services import ask_back, request_changes, submit_assessment
from apps.assessments.task_list.services import assign_section
from apps.assessments.workbooks import open_workbook
from apps.core import clock, heartbeat
from apps.home.context import Home, home_for
from apps.home.reader import reader_of
from apps.organizations.services.invitations import invite_person
from apps.registry.models import Pipeline
from tests.cast import Cast
from tests.factories.assessments import (
    answer,
    approve,
    check_answers,
    make_dataset,
    make_pipeline,
    start,
    subject_of,
)
from tests.factories.evidence import make_evidence

HOME = "/"


def _home(cast: Cast, name: str, team: str = "") -> Home:
    return home_for(reader_of(cast.actor(cast.people()[name]), team))


def _page(cast: Cast, name: str) -> str:
    response = cast.client(cast.people()[name]).get(HOME)
    assert response.status_code == 200
    return response.content.decode()


def _titles(home: Home) -> list[str]:
    return [need.title for need in home.needs]


def _panel(home: Home, name: str) -> Any:
    """What a panel shows; None when the reader does not get it."""
    return next((panel.content for panel in home.panels if panel.name == name), None)


@pytest.fixture
def assessment(cast: Cast) -> Assessment:
    """Sam's assessment of Credit risk, with one answer."""
    started = start(cast.actor(cast.sam), make_pipeline(cast.risk_models))
    answer(cast.actor(cast.sam), started, "disk")
    return started


def _submit(cast: Cast, assessment: Assessment) -> Assessment:
    return submit_assessment(
        actor=cast.actor(cast.sam),
        assessment=assessment,
        expected_version=Assessment.objects.get(pk=assessment.pk).lock_version,
    )


def test_review_coverage_stands_beside_what_is_approved(cast: Cast, assessment: Assessment) -> None:
    submitted = _submit(cast, assessment)
    assert "reviewed" not in _page(cast, "cora")
    check_answers(cast.actor(cast.lena), submitted, ("disk", subject_of(assessment, "dataset")))
    approve(cast.actor(cast.lena), submitted)
    total = len(open_workbook(Assessment.objects.get()).items)

    told = f"reviewed 1 of {total}"

    assert total > 1
    assert _home(cast, "cora").board.lines[0].coverage == told
    assert _home(cast, "aya").approved[0].coverage == told
    for reader in ("cora", "aya"):
        assert told in _page(cast, reader)


def test_home_asks_for_a_sign_in(db: None) -> None:
    response = Client().get(HOME)
    assert response.status_code == 302
    assert reverse("account_login") in response["Location"]


def test_an_empty_house_says_what_to_do_first(cast: Cast) -> None:
    home = _home(cast, "sam")
    assert [step.title for step in home.steps if step.is_next] == ["Register a pipeline"]
    assert "First steps" in _page(cast, "sam")


def test_each_step_leads_to_the_next(cast: Cast) -> None:
    pipeline = Pipeline.objects.create(team=cast.risk_models, name="Credit", purpose="Loans")
    assert [step.title for step in _home(cast, "sam").steps if step.is_next] == [
        "Register its dataset"
    ]
    pipeline.datasets.add(make_dataset(cast.risk_models, "Loans"))
    assert [step.title for step in _home(cast, "sam").steps if step.is_next] == [
        "Start an assessment"
    ]


def test_an_assessment_ends_the_first_steps(cast: Cast, assessment: Assessment) -> None:
    assert _home(cast, "sam").steps == []


def test_a_data_scientist_sees_own_registrations_first(cast: Cast, assessment: Assessment) -> None:
    assessment.pipeline.owner = cast.sam
    assessment.pipeline.save()
    home = _home(cast, "sam")
    assert home.registrations is not None
    line = home.registrations.lines[0]
    assert (line.name, line.is_mine) == ("Credit risk", True)
    assert [fact.key for fact in line.missing] == ["pipeline_monitored"]
    page = _page(cast, "sam")
    assert page.index("My registrations") < page.index("Needs you")


def test_many_registrations_are_counted_in_full_and_own_ones_come_first(cast: Cast) -> None:
    for number in range(25):
        make_dataset(cast.risk_models, f"Data {number:02}")
    own = make_dataset(cast.risk_models, "Zebra")
    own.owner = cast.sam
    own.save()
    found = _home(cast, "sam").registrations
    assert found is not None
    assert (found.total, found.lines[0].name) == (26, "Zebra")
    assert not any(line.is_mine for line in found.lines[1:])


def test_a_known_fact_waits_no_more(cast: Cast) -> None:
    pipeline = make_pipeline(cast.risk_models, pipeline_monitored=True)
    pipeline.owner = cast.sam
    pipeline.save()
    start(cast.actor(cast.sam), pipeline)
    home = _home(cast, "sam")
    assert home.registrations is not None
    assert home.registrations.lines[0].missing == []


def test_a_section_is_asked_of_the_person_it_was_given_to(
    cast: Cast, assessment: Assessment
) -> None:
    due = clock.today() + dt.timedelta(days=3)
    assign_section(
        actor=cast.actor(cast.lena),
        assessment=assessment,
        section_key="second",
        person=cast.sam,
        due=due,
    )
    found = [need for need in _home(cast, "sam").needs if need.day == due]
    assert [need.title for need in found] == ["Answer the section Section second"]
    assert "Answer the section Section second" not in _titles(_home(cast, "lena"))


def test_a_review_waits_for_others_than_the_submitter(cast: Cast, assessment: Assessment) -> None:
    _submit(cast, assessment)
    assert "Review Credit risk" in _titles(_home(cast, "cora"))
    assert "Review Credit risk" in _titles(_home(cast, "lena"))
    for name in ("sam", "olga", "aya", "mallory"):
        assert "Review Credit risk" not in _titles(_home(cast, name))


def test_what_was_asked_back_comes_to_the_team(cast: Cast, assessment: Assessment) -> None:
    submitted, cora = _submit(cast, assessment), cast.actor(cast.cora)
    ask_back(
        actor=cora,
        assessment=submitted,
        question_key="disk",
        subject_key=subject_of(submitted, "dataset"),
        text="Which disk?",
    )
    request_changes(
        actor=cora, assessment=submitted, note="", expected_version=submitted.lock_version
    )
    assert "1 question came back on Credit risk" in _titles(_home(cast, "sam"))
    assert not any("came back" in title for title in _titles(_home(cast, "mallory")))


def test_own_evidence_that_lapses_needs_its_owner(cast: Cast) -> None:
    sam = cast.actor(cast.sam)
    soon = clock.today() + dt.timedelta(days=5)
    make_evidence(sam, cast.risk_models, "Policy", counts_until=soon)
    assert "Renew “Policy”" in _titles(_home(cast, "sam"))
    assert "Renew “Policy”" not in _titles(_home(cast, "lena"))
    lapsing = _panel(_home(cast, "lena"), "lapsing evidence")
    assert [line.title for line in lapsing.lines] == ["Policy"]
    assert _panel(_home(cast, "aya"), "lapsing evidence") is None


def test_blockers_need_the_lead(cast: Cast, assessment: Assessment) -> None:
    answer(cast.actor(cast.sam), assessment, "disk", "none", expected=1)
    assert "1 blocker keeps Credit risk from being ready" in _titles(_home(cast, "lena"))
    assert not any("blocker" in title for title in _titles(_home(cast, "sam")))
    assert _home(cast, "lena").board.lines[0].blockers == 1


def test_an_administrator_sees_how_the_installation_is(cast: Cast) -> None:
    invite_person(
        actor=cast.actor(cast.olga),
        email="new@example.org",
        name="New",
        org_role="administrator",
        reason="Work",
    )
    home = _home(cast, "olga")
    health = _panel(home, "installation")
    assert (health.without_factor, health.checkpoint) == (6, None)
    assert {"The worker is silent", "New has not accepted the invitation"} <= set(_titles(home))
    assert "This installation" in _page(cast, "olga")
    assert _panel(_home(cast, "cora"), "installation") is None


def test_a_worker_that_lives_needs_nobody(cast: Cast) -> None:
    heartbeat.beat()
    assert "The worker is silent" not in _titles(_home(cast, "olga"))


def test_a_second_factor_is_asked_for_until_there_is_one(cast: Cast) -> None:
    assert "Set up a second factor" in _titles(_home(cast, "aya"))
    Authenticator.objects.create(user=cast.aya, type=Authenticator.Type.TOTP, data={})
    assert _titles(_home(cast, "aya")) == ["Your access as auditor ends"]


def test_an_auditor_sees_what_was_signed_off(cast: Cast, assessment: Assessment) -> None:
    page = _page(cast, "aya")
    assert page.index("Signed off") < page.index("Pipelines")
    assert "Nothing is signed off yet" in page


def test_nothing_of_another_team_shows(cast: Cast, assessment: Assessment) -> None:
    make_evidence(cast.actor(cast.sam), cast.risk_models, "Policy", counts_until=clock.today())
    home = _home(cast, "mallory")
    assert (home.board.total, home.together, home.panels) == (0, [], [])
    assert "Credit risk" not in _page(cast, "mallory")


def test_the_team_switch_narrows_everything(cast: Cast, assessment: Assessment) -> None:
    start(cast.actor(cast.mallory), make_pipeline(cast.elsewhere, "Chatbot"))
    chosen = _home(cast, "cora", str(cast.elsewhere.public_id))
    assert [line.name for line in chosen.board.lines] == ["Chatbot"]
    assert {law.worst for law in chosen.together} == {"Chatbot"}
    assert {change.target for change in chosen.week} == {"Chatbot", "Chatbot data", "Chatbot model"}
    assert _home(cast, "cora", "no such team").board.total == 2


def test_movement_is_counted_from_the_start_of_the_quarter(cast: Cast) -> None:
    sam = cast.actor(cast.sam)
    with clock.travel(clock.now() - dt.timedelta(days=100)):
        assessment = start(sam, make_pipeline(cast.risk_models), ["gdpr"])
        answer(sam, assessment, "disk", "none")
    before = _home(cast, "lena").board.lines[0].figures[0]
    assert before.points == 0
    answer(sam, assessment, "disk", expected=1)
    after = _home(cast, "lena").board.lines[0].figures[0]
    assert after.points is not None
    assert after.points > 0


def test_the_mean_stands_beside_the_worst(cast: Cast, assessment: Assessment) -> None:
    worse = start(cast.actor(cast.sam), make_pipeline(cast.risk_models, "Fraud"))
    answer(cast.actor(cast.sam), worse, "disk", "none")
    whole = _home(cast, "lena").together[0]
    assert (whole.law, whole.pipelines, whole.worst) == ("", 2, "Fraud")
    assert whole.worst_low <= whole.mean_low


def _queries(cast: Cast, user: User) -> int:
    client = cast.client(user)
    client.get(HOME)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(HOME).status_code == 200
    return len(seen)


def _all_queries(cast: Cast) -> dict[str, int]:
    return {name: _queries(cast, user) for name, user in cast.people().items()}


def _grow(cast: Cast, first: int, count: int) -> None:
    sam = cast.actor(cast.sam)
    for number in range(first, first + count):
        pipeline = make_pipeline(cast.risk_models, f"Pipeline {number}")
        pipeline.owner = cast.sam
        pipeline.save()
        answer(sam, start(sam, pipeline), "disk")
        make_evidence(sam, cast.risk_models, f"Policy {number}", counts_until=clock.today())


def test_queries_do_not_grow(cast: Cast) -> None:
    _grow(cast, 0, 10)
    ten = _all_queries(cast)
    _grow(cast, 10, 10)
    assert _all_queries(cast) == ten
