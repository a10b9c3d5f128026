"""Answers under the CCPA that were worth too much or too little, and whom its questions reach."""

import functools

import pytest

from apps.catalogue.authoring.loader import load_content
from apps.catalogue.content_types import Catalogue, ProvisionKind
from apps.catalogue.expressions import Outcome, decide
from apps.core.facts import fact_specs


@functools.cache
def shipped() -> Catalogue:
    return load_content().catalogue()


@pytest.mark.parametrize(
    ("question", "option", "points"),
    [
        # Either test alone is half: 1798.140(ad) and (ah) do not depend on each other.
        ("dataset-barter-recognised", "value", 0.5),
        ("dataset-barter-recognised", "advertising", 0.5),
        # 7155(b) gives processing from before 2026 until the end of 2027: no gate closes on it.
        ("pipeline-ccpa-assessment-complete", "ahead", 0.2),
        ("pipeline-ccpa-assessment-complete", "none", 0),
        ("org-ccpa-equal-treatment", "none", 0),
        # 7157(a)(1) asks for the submission: a name is none once the day has come.
        ("org-ccpa-ra-submission-planned", "sent", 1),
        ("org-ccpa-ra-submission-planned", "late", 0.4),
        ("org-ccpa-ra-submission-planned", "named", 0),
        # 7024(d): never disclosed and told in words; somebody who takes care is neither.
        ("org-ccpa-reply-withholds-secrets", "withheld", 0.4),
        ("org-ccpa-reply-withholds-secrets", "included", 0),
        # 1798.135(b)(1) with 7025(f) and (g): lawful without the link, under all conditions.
        ("org-ccpa-opt-out-offered", "signals", 1),
        # 7155(a)(2) counts from completion: a new assessment needs no review yet.
        ("pipeline-ccpa-ra-kept-current", "both", 1),
    ],
)
def test_an_answer_is_worth_what_the_law_makes_of_it(
    question: str, option: str, points: float
) -> None:
    found = shipped().questions[question].option(option)

    assert found is not None
    assert found.points == points


def test_data_that_went_to_nobody_is_a_claim_and_earns_nothing() -> None:
    question = shipped().questions["dataset-barter-recognised"]

    assert {case.key for case in question.cases or ()} == {"nobody"}


def test_public_data_that_was_bought_has_to_be_shown_as_well() -> None:
    """The exemption hid every other question, and this one where the origin was a broker."""
    when = shipped().questions["dataset-ccpa-public-shown"].when
    facts = {
        "org_ccpa_business": True,
        "dataset_personal": True,
        "dataset_origins": ["third_party"],
        "dataset_ccpa_exemption": "public",
    }

    assert when is not None
    assert decide(when, facts) is Outcome.TRUE


def test_no_request_is_a_claim_and_earns_nothing() -> None:
    question = shipped().questions["org-ccpa-requests-in-time"]
    all_in_time = question.option("all")

    assert {case.key for case in question.cases or ()} == {"none-came"}
    assert all_in_time is not None
    assert "none came" not in all_in_time.label


BUSINESS: dict[str, object] = {"org_ccpa_business": True, "org_ccpa_role": "business"}
PERSONAL: dict[str, object] = {
    "dataset_personal": True,
    "dataset_phi": False,
    "dataset_ccpa_exempt": False,
}


@pytest.mark.parametrize(
    ("origins", "asked"),
    [
        # 1798.105(a) reaches what was collected from the person.
        (["person"], Outcome.TRUE),
        (["person", "third_party"], Outcome.TRUE),
        (["third_party"], Outcome.FALSE),
        (["public"], Outcome.FALSE),
        (None, Outcome.UNDECIDED),
    ],
)
@pytest.mark.parametrize(
    "question",
    [
        "dataset-deletion-method",
        "dataset-deletion-passed-to-vendors",
        "dataset-deletion-passed-to-third-parties",
    ],
)
def test_deletion_reaches_what_came_from_the_person(
    question: str, origins: list[str] | None, asked: Outcome
) -> None:
    when = shipped().questions[question].when
    facts: dict[str, object] = {**BUSINESS, **PERSONAL}
    facts |= {"dataset_vendors": True, "dataset_sold_or_shared": True}
    if origins is not None:
        facts["dataset_origins"] = origins

    assert when is not None
    assert decide(when, facts) is asked


@pytest.mark.parametrize(
    ("how", "subjects", "asked"),
    [
        # 1798.146(a)(4) takes out patient data only if it was de-identified as HIPAA asks.
        ("claimed_anonymous", ["patients"], Outcome.TRUE),
        ("expert_determined", ["patients"], Outcome.FALSE),
        ("safe_harbor", ["customers"], Outcome.TRUE),
    ],
)
@pytest.mark.parametrize(
    "question",
    [
        "dataset-ccpa-not-linkable",
        "dataset-ccpa-commitment-published",
        "dataset-ccpa-recipients-bound",
    ],
)
def test_patient_data_that_is_only_called_anonymous_keeps_the_three_acts(
    question: str, how: str, subjects: list[str], asked: Outcome
) -> None:
    facts = BUSINESS | {"dataset_deidentification": how, "dataset_subjects": subjects}
    catalogue = shipped()
    when = catalogue.questions[question].when
    binds = catalogue.provisions["ccpa-1798-140-m"].applies_when

    assert when is not None
    assert binds is not None
    assert decide(when, facts) is asked
    assert decide(binds, facts) is asked


@pytest.mark.parametrize("provision", ["ccpa-1798-135-c-4", "ccpa-7028-a"])
def test_asking_again_binds_who_only_offers_the_limit(provision: str) -> None:
    facts = BUSINESS | {"org_ccpa_sells_or_shares": False, "org_ccpa_sensitive_beyond": True}
    binds = shipped().provisions[provision].applies_when

    assert binds is not None
    assert decide(binds, facts) is Outcome.TRUE


def test_the_contract_of_1798_100_d_is_owed_for_sales_too() -> None:
    catalogue = shipped()
    sold = BUSINESS | PERSONAL | {"dataset_sold_or_shared": True, "pipeline_vendors": False}
    for number in range(1, 6):
        key = f"ccpa-1798-100-d-{number}"
        binds = catalogue.provisions[key].applies_when
        assert binds is not None
        assert decide(binds, sold) is Outcome.TRUE
        assert key in catalogue.questions["dataset-third-party-contract"].provisions


def test_recipients_under_7053_have_every_term_of_it() -> None:
    catalogue = shipped()
    third = catalogue.questions["pipeline-ccpa-contract-complete"].option("third")

    assert third is not None
    assert set(catalogue.provisions["ccpa-7053-a"].assertions) <= set(third.asserts)
    assert set(catalogue.provisions["ccpa-7051-a"].assertions) <= set(third.asserts)


def test_parts_of_the_audit_start_with_the_audit() -> None:
    provisions = shipped().provisions
    audit = provisions["ccpa-7123-b"].applies_from

    assert audit is not None
    assert {provisions[f"ccpa-7123-c-{n}"].applies_from for n in range(1, 19)} == {audit}


def test_due_diligence_is_evidence_and_no_duty() -> None:
    """11 CCR 7051(c) says what counts for a reason to believe; nobody is told to check."""
    assert shipped().provisions["ccpa-7051-c"].kind is ProvisionKind.DEFINITION


@pytest.mark.parametrize(
    ("stated", "chosen"),
    [
        (
            {"dataset_ccpa_sensitive": True, "dataset_ccpa_sensitive_kinds": ["health"]},
            Outcome.TRUE,
        ),
        ({"dataset_ccpa_sensitive": True}, Outcome.UNDECIDED),
        ({"dataset_ccpa_sensitive": True, "dataset_ccpa_sensitive_kinds": []}, Outcome.FALSE),
        ({"dataset_ccpa_sensitive": False}, Outcome.TRUE),
    ],
)
def test_sensitive_kinds_are_named_and_not_only_said_to_be_there(
    stated: dict[str, object], chosen: Outcome
) -> None:
    (rule,) = shipped().questions["dataset-ccpa-classified"].rules

    assert decide(rule.when, {"dataset_ccpa_categories": ["A", "K"], **stated}) is chosen


def test_facts_say_as_much_as_the_options_they_choose() -> None:
    """1798.121(d) is about the purpose, and 7155(b) about a day: each value says so."""
    uses = dict(fact_specs()["dataset_ccpa_sensitive_use"].choices)
    timing = dict(fact_specs()["pipeline_ccpa_assessment_timing"].choices)

    assert "purposes" in uses["not_inferred"].lower()
    assert "2027" in timing["older_done"]
    assert "2027" in timing["after"]
