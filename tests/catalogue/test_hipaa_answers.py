"""Answers under HIPAA that were worth too much or too little, and whom its duties bind."""

import functools
from typing import Any

import pytest

from apps.catalogue.authoring.loader import load_content
from apps.catalogue.content_types import Catalogue, Question
from apps.catalogue.expressions import Outcome, decide
from apps.registry.facts.derive import from_datasets


@functools.cache
def shipped() -> Catalogue:
    return load_content().catalogue()


def asked(question: str) -> Question:
    return shipped().questions[question]


def open_answers(question: str, facts: dict[str, Any]) -> set[str]:
    """The answers that facts leave to a person, or the one that they choose."""
    held = [r for r in asked(question).rules if decide(r.when, facts) is Outcome.TRUE]
    chosen = {r.choose for r in held if r.choose}
    out = {key for rule in held for key in rule.rules_out}
    return chosen or {option.key for option in asked(question).options} - out


def right(question: str, option: str, points: float, because: str) -> Any:
    return pytest.param(question, option, points, id=f"{question}: {because}")


RIGHT = [
    right("dataset-expert-recipients", "changed", 0, "the finding is about what was examined"),
    right("dataset-authorization-complete", "mixed", 0, "164.508(b)(3) makes it defective"),
    right("dataset-authorization-kept", "kept", 0.6, "the copy of 164.508(c)(4) is another duty"),
    right("dataset-authorization-kept", "copies", 0.3, "keeping is another duty than the copy"),
    right("dataset-dua-violations", "steps", 0.3, "to stop and to report are two duties more"),
    right("pipeline-minimum-roles", "limited", 0.4, "limited access is the other half"),
    right("dataset-reid-code-random", "determined", 1, "the expert's finding can cover the code"),
    right("dataset-reid-code-random", "derived", 0, "a hash fails 164.514(c)(1)"),
    right("dataset-synthetic-checked", "missed", 0.2, "the result is credited, not the test"),
    right("dataset-synthetic-checked", "copies", 0.5, "without an attack it is half looked at"),
    right("pipeline-ba-permitted", "service", 1, "a contract permits what its service needs"),
    right("pipeline-ba-permitted", "implied", 0, "own products are no service to the client"),
    right("pipeline-ba-permitted", "some", 0, "the other clients' data has no permission"),
    right("pipeline-ba-return", "files", 0, "the duty is about data in every form"),
    right("org-incidents-recorded", "harm", 0.5, "to lessen the harm is a duty of its own"),
    right("org-breach-assessment", "unskilled", 0, "fewer than four factors rebut no presumption"),
    right("org-addressable-decided", "reason_only", 0, "a reason without an equivalent is none"),
    right("pipeline-in-risk-analysis", "analysed", 0.7, "HIPAA asks for the analysis, not a list"),
    right("org-privacy-safeguards", "technical_physical", 0.6, "two of three kinds of safeguard"),
    right("org-privacy-safeguards", "physical", 0.3, "one of three, like administrative alone"),
    right("org-sanctions", "unrecorded", 0.7, "164.530(e)(2) asks for the record by itself"),
    right("org-breach-wider-notices", "large", 0.6, "two of three, as with the Secretary's two"),
]


@pytest.mark.parametrize(("question", "option", "points"), RIGHT)
def test_an_answer_is_worth_what_the_law_makes_of_it(
    question: str, option: str, points: float
) -> None:
    found = asked(question).option(option)

    assert found is not None
    assert found.points == points


@pytest.mark.parametrize(
    ("question", "facts", "left"),
    [
        # An expert's determination can cover a derived code; Safe Harbor has no such way.
        (
            "dataset-reid-code-random",
            {"dataset_reid_code": "derived", "dataset_deidentification": "expert_determined"},
            {"determined", "derived"},
        ),
        (
            "dataset-reid-code-random",
            {"dataset_reid_code": "derived", "dataset_deidentification": "safe_harbor"},
            {"derived"},
        ),
        # A reason may be on file without any test: that is for a person to say.
        (
            "model-differential-privacy",
            {"model_dp_training": False, "model_attack_tested": False},
            {"reason", "no"},
        ),
        # Access that is limited counts, though its roles are not all on paper.
        (
            "pipeline-minimum-roles",
            {"pipeline_minimum_roles": False, "pipeline_least_privilege": True},
            {"limited"},
        ),
    ],
)
def test_facts_leave_open_what_they_do_not_say(
    question: str, facts: dict[str, Any], left: set[str]
) -> None:
    assert open_answers(question, facts) == left


@pytest.mark.parametrize(
    "question",
    [
        "org-privacy-official",
        "org-privacy-policies",
        "org-privacy-safeguards",
        "org-harm-mitigated",
        "org-accounting",
    ],
)
def test_a_clearinghouse_for_others_may_say_that_164_530_leaves_it_out(question: str) -> None:
    """164.500(b)(1) lists what binds it: neither patients' rights nor 164.530 are there."""
    assert "clearinghouse" in {case.key for case in asked(question).cases or ()}


def test_an_exercise_may_have_been_about_a_model() -> None:
    """The fact chose "another scenario", so that the best answer could not be given."""
    left = open_answers("org-incident-exercised", {"org_incident_exercised": True})

    assert left == {"ml", "general"}


def test_a_permission_that_is_not_on_the_list_is_no_missing_permission() -> None:
    """Public health or a law's command could be recorded as "no basis" alone, a zero at a gate."""
    facts = {"dataset_phi": True, "dataset_hipaa_basis": "other"}

    assert open_answers("dataset-hipaa-permission", facts) == {"reviewed", "named", "none"}


UNDER_HIPAA: dict[str, Any] = {
    "data_phi": True,
    "dataset_phi": True,
    "dataset_deidentification": "limited_data_set",
    "pipeline_vendors": True,
}


@pytest.mark.parametrize(
    "question", ["pipeline-minimum-roles", "org-disclosure-protocol", "dataset-dua-violations"]
)
def test_duties_of_a_covered_entity_are_not_asked_of_business_associates(question: str) -> None:
    """164.514(d), (e)(4)(iii) and (h) name the covered entity; 164.502(b) binds both."""
    when = asked(question).when
    assert when is not None

    found = [
        decide(when, {**UNDER_HIPAA, "org_hipaa_role": role})
        for role in ("covered_entity", "hybrid", "business_associate")
    ]

    assert found == [Outcome.TRUE, Outcome.TRUE, Outcome.FALSE]


@pytest.mark.parametrize(
    ("provision", "role", "binds"),
    [
        ("hipaa-164-308-b-1", "business_associate", Outcome.FALSE),
        ("hipaa-164-308-b-2", "business_associate", Outcome.TRUE),
        ("hipaa-164-404-a-2", "business_associate", Outcome.FALSE),
        ("hipaa-164-410-a", "business_associate", Outcome.TRUE),
        ("hipaa-164-410-a", "covered_entity", Outcome.FALSE),
        ("hipaa-164-308-b-1", "covered_entity", Outcome.TRUE),
    ],
)
def test_each_side_has_its_own_paragraph(provision: str, role: str, binds: Outcome) -> None:
    condition = shipped().provisions[provision].applies_when
    assert condition is not None

    assert decide(condition, {**UNDER_HIPAA, "org_hipaa_role": role}) is binds


def test_a_business_associate_is_asked_what_it_gives_back_without_any_vendor() -> None:
    """Its own weights and embeddings were asked about only where it had vendors itself."""
    when = asked("pipeline-ba-return").when
    assert when is not None
    known = {**UNDER_HIPAA, "pipeline_vendors": False}

    assert decide(when, {**known, "org_hipaa_role": "business_associate"}) is Outcome.TRUE
    assert decide(when, {**known, "org_hipaa_role": "covered_entity"}) is Outcome.FALSE


@pytest.mark.parametrize(
    ("phi", "states", "suggested"),
    [
        # Whether Safe Harbor holds was asked of nobody where all data was called de-identified.
        (False, ["safe_harbor"], Outcome.TRUE),
        (False, ["identified", "expert_determined"], Outcome.TRUE),
        (False, ["synthetic"], Outcome.FALSE),
        (False, [None], Outcome.UNDECIDED),
        (True, ["identified"], Outcome.TRUE),
    ],
)
def test_data_called_de_identified_is_hipaas_concern(
    phi: bool, states: list[str | None], suggested: Outcome
) -> None:
    condition = shipped().regimes["hipaa"].applies_when
    assert condition is not None
    datasets = [{"dataset_phi": phi, "dataset_deidentification": state} for state in states]
    facts = {"org_hipaa_role": "covered_entity", **from_datasets(datasets)}

    assert decide(condition, facts) is suggested


@pytest.mark.parametrize(
    ("question", "because"),
    [
        ("dataset-reid-code-secret", "with the way back given away it is PHI again, 164.502(d)(2)"),
        ("dataset-authorization-revoked", "a revoked authorization carries no use, 164.508(b)(2)"),
    ],
)
def test_what_takes_the_ground_away_blocks(question: str, because: str) -> None:
    """The other answers of its control outweighed it."""
    assert asked(question).gate, because


def test_leave_to_de_identify_is_asked_where_no_phi_is_left() -> None:
    """The pipeline that holds only the result is the one that needed it."""
    when = asked("pipeline-ba-deidentify").when
    assert when is not None
    facts = {"org_hipaa_role": "business_associate", "data_phi": False}

    assert decide(when, {**facts, "pipeline_deidentifies": True}) is Outcome.TRUE
