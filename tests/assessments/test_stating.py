"""An answer whose rule reads facts of the same object puts them there: one entry, not two."""

from __future__ import annotations

from typing import Any

import pytest

from apps.assessments.engine.scoring import Assurance, State
from apps.assessments.models import Assessment
from apps.core.errors import DomainError, StaleEdit
from apps.core.facts import fact_specs
from apps.organizations.models import Organization
from apps.registry.models import Dataset
from apps.trail.models import TrailEvent
from tests.cast import Cast
from tests.factories.assessments import answer, make_pipeline, publish, set_facts, start
from tests.factories.catalogue import control, question

from .test_pages_questions import HTMX, address, entry, text

RULES = [
    {"when": "dataset_phi && dataset_access_logged == true", "choose": "all"},
    {"when": "!dataset_access_logged", "choose": "none"},
    {"when": "dataset_personal || dataset_phi", "choose": "some"},
]


def asked(cast: Cast, rules: list[dict[str, Any]], **facts: Any) -> tuple[Assessment, Dataset]:
    publish(control("logs", question("logged", about="dataset", rules=rules)))
    pipeline = make_pipeline(cast.risk_models)
    set_facts(pipeline.datasets.get(), **facts)
    return start(cast.actor(cast.sam), pipeline), pipeline.datasets.get()


def entries(dataset: Dataset) -> dict[str, Any]:
    dataset.refresh_from_db()
    return {key: (entry["v"], entry["s"], entry["by"]) for key, entry in dataset.facts.items()}


def test_an_answer_puts_the_facts_of_its_rule_on_the_object(cast: Cast) -> None:
    assessment, dataset = asked(cast, RULES)

    saved = answer(cast.actor(cast.sam), assessment, "logged", "all")

    assert entries(dataset) == {
        "dataset_phi": (True, "person", "Sam"),
        "dataset_access_logged": (True, "person", "Sam"),
    }
    assert (saved.item.worked_out, saved.item.state) == (True, State.ANSWERED)
    assert saved.item.assurance is Assurance.DECLARED
    done = TrailEvent.objects.order_by("pk").values_list("action", flat=True)
    assert list(done)[-2:] == ["registry.dataset.facts_set", "assessments.answer.saved"]


def test_what_somebody_said_is_corrected_by_answering(cast: Cast) -> None:
    assessment, dataset = asked(cast, RULES, dataset_phi=True, dataset_access_logged=False)

    saved = answer(cast.actor(cast.sam), assessment, "logged", "all")

    assert entries(dataset)["dataset_access_logged"] == (True, "person", "Sam")
    assert saved.item.worked_out


@pytest.mark.parametrize("source", ["check", "computed"])
def test_what_was_looked_at_is_not_answered_away(cast: Cast, source: str) -> None:
    assessment, dataset = asked(cast, RULES, dataset_phi=True, dataset_access_logged=False)
    dataset.facts["dataset_access_logged"]["s"] = source
    dataset.save()

    with pytest.raises(DomainError, match="facts answer this by themselves"):
        answer(cast.actor(cast.sam), assessment, "logged", "all")

    assert entries(dataset)["dataset_access_logged"][:2] == (False, source)


@pytest.mark.parametrize(
    "when",
    ["dataset_personal || dataset_phi", "pipeline_monitored", "data_phi", "dataset_rows > 5"],
)
def test_a_rule_that_does_not_say_just_what_holds_here_states_nothing(
    cast: Cast, when: str
) -> None:
    assessment, dataset = asked(cast, [{"when": when, "choose": "some"}])

    saved = answer(cast.actor(cast.sam), assessment, "logged", "some")

    assert entries(dataset) == {}
    assert not saved.item.worked_out


def test_an_answer_that_does_not_follow_states_nothing(cast: Cast) -> None:
    first = {"when": "dataset_personal || dataset_phi", "choose": "all"}
    assessment, dataset = asked(cast, [first, {"when": "dataset_phi", "choose": "some"}])

    answer(cast.actor(cast.sam), assessment, "logged", "some")

    assert entries(dataset) == {}


def test_a_refused_answer_states_nothing(cast: Cast) -> None:
    assessment, dataset = asked(cast, RULES)

    with pytest.raises(StaleEdit):
        answer(cast.actor(cast.sam), assessment, "logged", "all", expected=3)

    assert entries(dataset) == {}


def test_what_follows_from_other_facts_is_not_answered_away(cast: Cast) -> None:
    assessment, dataset = asked(cast, RULES, dataset_personal=False)

    saved = answer(cast.actor(cast.sam), assessment, "logged", "all")

    assert list(entries(dataset)) == ["dataset_personal"]
    assert not saved.item.worked_out


def test_the_organisations_facts_are_stated_by_an_answer_too(cast: Cast) -> None:
    rule = {"when": "org_secret_vault == true", "choose": "all"}
    publish(control("vault", question("vault", about="organization", rules=[rule])))
    assessment = start(cast.actor(cast.sam), make_pipeline(cast.risk_models))

    saved = answer(cast.actor(cast.cora), assessment, "vault", about="organization")

    entry = Organization.objects.get().facts["org_secret_vault"]
    assert (entry["v"], entry["s"], entry["by"]) == (True, "person", "Cora")
    assert saved.item.worked_out


def test_the_page_says_what_an_answer_records_and_follows_it(cast: Cast) -> None:
    assessment, _ = asked(cast, RULES, dataset_phi=True)
    sam = cast.client(cast.sam)
    page = address(assessment, "logged")
    label = fact_specs()["dataset_access_logged"].label

    html = text(sam.get(page))
    assert f"Will be recorded on Credit risk data: {label}: Yes" in html
    saved = text(sam.post(page, entry(seen=""), headers=HTMX))

    assert "Worked out from facts: Yes, all of it" in saved
    assert 'id="answer-options" hx-swap-oob="true"' in saved
    assert f"Will be recorded on Credit risk data: {label}: No" in saved
    assert 'name="seen" value="all"' in saved


def test_facts_that_changed_meanwhile_are_not_answered_away(cast: Cast) -> None:
    assessment, dataset = asked(cast, RULES, dataset_phi=True)
    set_facts(dataset, dataset_access_logged=False)

    html = text(
        cast.client(cast.sam).post(address(assessment, "logged"), entry(seen="")), status=422
    )

    assert "The facts changed since you opened this page" in html
    assert entries(dataset)["dataset_access_logged"][0] is False


def test_facts_are_stated_beside_the_question(cast: Cast) -> None:
    assessment, dataset = asked(cast, RULES, dataset_phi=True)
    sam, path = cast.client(cast.sam), address(assessment, "logged", name="question_facts")
    assert f'hx-get="{path}?about=dataset' in text(sam.get(address(assessment, "logged")))
    part = text(sam.get(path, headers=HTMX))
    assert "<html" not in part
    assert 'name="dataset_access_logged"' in part

    sent = {"about": f"dataset:{dataset.public_id}", "version": dataset.lock_version}
    done = sam.post(path, {**sent, "dataset_access_logged": "yes", "s": "check"})

    assert done["Location"] == f"{address(assessment, 'logged')}#question-facts"
    assert entries(dataset)["dataset_access_logged"] == (True, "person", "Sam")


@pytest.mark.parametrize("about", ["organization", "dataset:none", ""])
def test_facts_of_what_one_may_not_change_are_not_offered(cast: Cast, about: str) -> None:
    assessment, _ = asked(cast, RULES)
    path = address(assessment, "logged", name="question_facts")

    assert cast.client(cast.sam).get(path, {"about": about}).status_code == 404
