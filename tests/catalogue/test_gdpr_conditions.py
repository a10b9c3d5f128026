"""What opens and narrows a question of the GDPR and of its neighbours: facts, and no more."""

from typing import Any

import pytest

from apps.assessments.engine.rules import machine_answer, struck_out
from apps.catalogue.expressions import Evaluator, Outcome, decide

from .test_gdpr_content import EU, shipped


def test_a_country_is_known_only_where_somebody_named_it() -> None:
    """That data leaves the EEA does not say where to, nor from where it is read."""
    asked = shipped().questions["dataset-transfer-decided"]

    def chosen(**facts: bool) -> str | None:
        answer = machine_answer(asked, Evaluator(facts), facts)
        return answer.option.key if answer else None

    assert chosen(dataset_transferred=True, pipeline_access_from_abroad=True) is None
    assert chosen(dataset_transferred=False) is None
    assert chosen(dataset_transferred=False, pipeline_access_from_abroad=True) is None
    assert chosen(dataset_transferred=False, pipeline_access_from_abroad=False) == "recorded"


@pytest.mark.parametrize(
    ("question", "fact", "value", "left"),
    [
        ("dataset-derogation-documented", "dataset_transfer_derogation", value, {option, "repeats"})
        for value, option in {
            "explicit_consent": "consent",
            "contract": "contract",
            "contract_for_person": "contract",
            "public_interest": "interest",
            "legal_claims": "claims",
            "vital": "vital",
            "register": "register",
        }.items()
    ]
    + [
        ("model-decision-ground-shown", "model_decision_exception", value, {option, "claimed"})
        for value, option in {
            "contract": "contract",
            "law": "law",
            "explicit_consent": "consent",
        }.items()
    ],
)
def test_only_the_exception_relied_on_can_be_shown(
    question: str, fact: str, value: str, left: set[str]
) -> None:
    asked = shipped().questions[question]
    struck = set(struck_out(asked, Evaluator({fact: value})))

    assert {option.key for option in asked.options} - struck == left


@pytest.mark.parametrize("question", ["pipeline-in-processing-record", "pipeline-record-points"])
def test_small_organisations_can_claim_the_exemption_from_records(question: str) -> None:
    assert [case.key for case in shipped().questions[question].cases or ()] == ["small"]


@pytest.mark.parametrize(
    ("question", "basis"),
    [
        ("dataset-objections-honoured", "public_task"),
        ("dataset-objections-honoured", "legitimate_interests"),
        ("dataset-children-interests", "legitimate_interests"),
    ],
)
def test_the_basis_of_a_stage_opens_what_the_basis_of_the_data_opens(
    question: str, basis: str
) -> None:
    when = shipped().questions[question].when
    assert when is not None
    facts = {**EU, "dataset_personal": True, "dataset_children": True}
    facts["dataset_lawful_basis"] = "contract"

    assert decide(when, {**facts, "pipeline_lawful_bases": [basis]}) is Outcome.TRUE
    assert decide(when, {**facts, "pipeline_lawful_bases": ["contract"]}) is Outcome.FALSE


@pytest.mark.parametrize(
    ("base", "changed", "outcome"),
    [
        (False, None, Outcome.TRUE),
        (True, True, Outcome.TRUE),
        (True, False, Outcome.FALSE),
        (True, None, Outcome.UNDECIDED),
        (None, False, Outcome.UNDECIDED),
    ],
)
def test_who_uses_a_supplied_model_as_it_came_publishes_no_statement(
    base: bool | None, changed: bool | None, outcome: Outcome
) -> None:
    """Civ. Code 3110(b): a developer makes the model, or modifies it substantially."""
    when = shipped().questions["model-training-data-statement"].when
    assert when is not None
    facts: dict[str, Any] = {"model_generative": True, "model_exposure": "public"}
    facts |= {"org_california_residents": True}
    said = {"model_external_base": base, "model_base_changed": changed}
    facts |= {key: value for key, value in said.items() if value is not None}

    assert decide(when, facts) is outcome


@pytest.mark.parametrize(
    "question",
    [
        "org-gdpr-requests-logged",
        "org-gdpr-extensions-explained",
        "org-gdpr-requests-easy",
        "org-gdpr-restriction-end-told",
        "org-ml-privacy-policy",
    ],
)
def test_an_organisation_that_only_processes_for_others_is_not_asked_as_a_controller(
    question: str,
) -> None:
    """Art. 12, 18(3) and 24(2) bind the controller; who leaves its role open is asked."""
    when = shipped().questions[question].when
    assert when is not None
    facts = {"org_eu_people": True}

    assert decide(when, {**facts, "org_gdpr_processor_only": True}) is Outcome.FALSE
    assert decide(when, {**facts, "org_gdpr_processor_only": False}) is Outcome.TRUE
    assert decide(when, facts) is Outcome.UNDECIDED
