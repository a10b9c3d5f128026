"""Home of every reader with the demo as `make run` leaves it."""

from __future__ import annotations

import pytest
from django.test import Client

from apps.demo.organisation import PEOPLE
from apps.home.context import Home, home_for
from apps.home.reader import Lens, reader_of

from .conftest import actor, person

LENSES = {
    "olga": Lens.ADMINISTRATOR,
    "cora": Lens.OFFICER,
    "aya": Lens.AUDITOR,
    "lena": Lens.LEAD,
    "sam": Lens.CONTRIBUTOR,
}


def _home(name: str) -> Home:
    return home_for(reader_of(actor(name), ""))


@pytest.mark.parametrize("name", [member.key.replace("_", "-") for member in PEOPLE])
def test_everybody_gets_a_page(demo: None, name: str) -> None:
    client = Client()
    client.force_login(person(name))
    response = client.get("/")
    assert response.status_code == 200
    assert b"Pipelines" in response.content


@pytest.mark.parametrize("name", LENSES)
def test_each_of_the_cast_has_their_own_view(demo: None, name: str) -> None:
    home = _home(name)
    assert home.lens is LENSES[name]
    assert home.action is not None
    assert home.week


def test_cora_is_asked_to_review_the_payment_plans(demo: None) -> None:
    assert "Review Payment plan decisions" in [need.title for need in _home("cora").needs]


def test_cora_sees_all_pipelines_and_how_they_moved(demo: None) -> None:
    home = _home("cora")
    figures = {line.name: line.figures for line in home.board.lines}
    assert set(figures) == {"Readmission risk", "Payment plan decisions", "Website assistant"}
    assert {figure.law for figure in figures["Readmission risk"]} == {"GDPR", "HIPAA"}
    assert figures["Payment plan decisions"][0].points is not None
    assert figures["Website assistant"][0].points is None
    assert home.together[0].pipelines == 3


def test_lena_is_told_that_her_evidence_lapsed(demo: None) -> None:
    overdue = [need for need in _home("lena").needs if need.is_over]
    assert [need.title for need in overdue] == ["Renew “Access list of the readmission project”"]


def test_sam_sees_what_is_missing_in_his_registrations(demo: None) -> None:
    home = _home("sam")
    assert home.registrations is not None
    names = [line.name for line in home.registrations.lines]
    assert "Discharge call outcomes" in names
    assert all(fact.questions for line in home.registrations.lines for fact in line.missing)


def test_sam_was_given_a_section_by_another_team(demo: None) -> None:
    titles = [need.title for need in _home("sam").needs]
    assert any(title.startswith("Answer the section") for title in titles)


def test_aya_sees_the_finished_assessment(demo: None) -> None:
    (line,) = _home("aya").approved
    assert (line.pipeline_name, line.by) == ("Readmission risk", "Cora")


def test_mallory_sees_only_what_is_hers_or_shared(demo: None) -> None:
    names = {line.name for line in _home("mallory").board.lines}
    assert names == {"Website assistant", "Readmission risk"}
