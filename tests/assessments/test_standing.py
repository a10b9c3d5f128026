"""Only duties and rights are judged, and of alternatives the one relied on."""

from __future__ import annotations

from typing import Any

from apps.assessments.engine.questionnaire import Questionnaire
from apps.assessments.engine.standing import Standing
from tests.factories.catalogue import catalogue, control, provision, question

from .test_questionnaire import ask, dataset, pipeline

GROUP = {"kind": "alternative", "group": "bases"}
PROVISIONS = [
    provision("gdpr-1"),
    provision("gdpr-2", kind="definition"),
    provision("gdpr-3", **GROUP, relied_on="dataset_lawful_basis == 'consent'"),
    provision("gdpr-4", **GROUP, relied_on="dataset_lawful_basis == 'contract'"),
    provision("gdpr-5", status="applies_from", applies_from="2099-01-01"),
    provision("gdpr-6", kind="exemption"),
]
KEYS = [entry["id"] for entry in PROVISIONS]


def found(*bases: str | None) -> Questionnaire:
    bank = catalogue(control("c", question("q"), provisions=KEYS), provisions=PROVISIONS)
    known: list[dict[str, Any]] = [{"dataset_lawful_basis": b} if b else {} for b in bases]
    parts = [dataset(number, **facts) for number, facts in enumerate(known)]
    return ask(pipeline(), *parts, bank=bank)


def standing(asked: Questionnaire) -> dict[str, str]:
    return {key: asked.standings[key].value for key in KEYS}


def test_each_kind_stands_where_it_belongs() -> None:
    assert standing(found("consent")) == {
        "gdpr-1": "judged",
        "gdpr-2": "no_status",
        "gdpr-3": "judged",
        "gdpr-4": "not_relied_on",
        "gdpr-5": "later",
        "gdpr-6": "no_status",
    }


def test_only_what_is_judged_has_a_verdict() -> None:
    card = found("consent").score()

    assert set(card.provisions) == {"gdpr-1", "gdpr-3"}
    assert card.controls["c"].control.provisions == ("gdpr-1", "gdpr-3")


def test_one_object_that_relies_on_it_is_enough() -> None:
    asked = found("consent", "contract")

    assert standing(asked)["gdpr-3"] == standing(asked)["gdpr-4"] == "judged"


def test_unknown_is_neither_relied_on_nor_not() -> None:
    asked = found(None, "contract")

    assert asked.standings["gdpr-3"] is Standing.OPEN
    assert asked.standings["gdpr-4"] is Standing.JUDGED


def test_what_serves_only_the_later_counts_from_then() -> None:
    later = provision("gdpr-5", status="applies_from", applies_from="2099-01-01")
    gate = question("q", gate=True)
    bank = catalogue(control("c", gate, provisions=["gdpr-5"], criticality=5), provisions=[later])
    card = ask(pipeline(), bank=bank).score()

    assert card.controls["c"].band is None
    assert [item.later for item in card.controls["c"].items] == [True]
    assert card.overall.blockers == ()


BOUND = {"applies_when": "pipeline_large"}


def test_what_facts_say_does_not_bind_is_neither_judged_nor_asked() -> None:
    bank = catalogue(
        control(
            "c",
            question("only", provisions=["gdpr-1"]),
            question("also"),
            provisions=["gdpr-1", "gdpr-2"],
        ),
        provisions=[provision("gdpr-1", **BOUND), provision("gdpr-2")],
    )

    def told(**facts: bool) -> tuple[list[str], str]:
        asked = ask(pipeline(**facts), bank=bank)
        keys = [item.question.key for item in asked.items]
        return keys, asked.standings["gdpr-1"].value

    assert told(pipeline_large=False) == (["also"], "not_binding")
    assert told(pipeline_large=True) == (["only", "also"], "judged")
    # What nobody knows hides nothing.
    assert told() == (["only", "also"], "judged")


def test_what_binds_for_one_object_is_judged_and_asked_of_that_one() -> None:
    bound = provision("gdpr-1", applies_when="dataset_large")
    entry = question("q", about="dataset")
    bank = catalogue(control("c", entry, provisions=["gdpr-1"]), provisions=[bound])
    parts = [dataset(1, dataset_large=False), dataset(2, dataset_large=True)]
    asked = ask(pipeline(), *parts, bank=bank)

    assert [item.subject.key for item in asked.items] == ["dataset:2"]
    assert asked.standings["gdpr-1"] is Standing.JUDGED
