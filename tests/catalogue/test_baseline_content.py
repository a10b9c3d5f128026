"""The baseline and the security questions: what earns points, and whose standard it is."""

from __future__ import annotations

import re
from typing import Any

import pytest

from apps.assessments.engine.rules import machine_answer, struck_out
from apps.catalogue.content_types import Question
from apps.catalogue.expressions import Evaluator, Outcome, decide

from .test_examples import shipped

RESULTS = (
    "model-membership-tested",
    "model-inversion-tested",
    "model-generative-leakage-tested",
    "model-injection-tested",
    "model-adversarial-tested",
)
# Specifications that HIPAA calls addressable, asked in the baseline's topics.
ADDRESSABLE = (
    "pipeline-encrypted-in-transit",
    "pipeline-encrypted-at-rest",
    "pipeline-transfer-integrity",
    "dataset-alteration-noticed",
    "org-automatic-logoff",
    "org-leavers-lose-access",
    "org-access-granted-on-record",
    "org-credentials-replaced",
    "org-sign-in-watched",
    "org-malware-guarded",
)


@pytest.mark.parametrize("key", RESULTS)
def test_what_a_test_showed_earns_points_not_that_it_was_made(key: str) -> None:
    points = {option.key: option.points for option in shipped().questions[key].options}

    assert points == {"limit": 1, "measured": 0.5, "earlier": 0.3, "missed": 0.2, "none": 0}


@pytest.mark.parametrize("key", ADDRESSABLE)
def test_a_documented_equivalent_is_lawful_and_a_reason_alone_is_not(key: str) -> None:
    options = shipped().questions[key].options
    equivalent = next(option for option in options if option.key == "equivalent")

    assert equivalent.points == 1
    assert set(equivalent.asserts) == set(options[0].asserts)
    assert options[-1].points == 0
    assert not any(option.key == "reason_only" for option in options)


@pytest.mark.parametrize("key", ["org-logs-kept", "org-keys-rotated", "pipeline-access-reviewed"])
def test_periods_of_our_own_serve_the_baseline_alone(key: str) -> None:
    assert shipped().questions[key].regimes == ("mls",)


def test_where_a_law_is_served_our_figures_say_that_they_are_ours() -> None:
    figures = ("30 minutes", "one day", "monthly", "weekly", "at any hour")
    for question in shipped().questions.values():
        if "mls" in question.regimes and len(question.regimes) > 1:
            best = [option.label for option in question.options if option.points == 1]
            for label in best:
                if any(figure in label for figure in figures):
                    assert "our standard" in label, question.key


def test_updates_stores_and_planted_instructions_are_asked() -> None:
    asked = {key for q in shipped().questions.values() for o in q.options for key in o.asserts}

    assert {
        "mls-patching",
        "mls-store-configuration#closed",
        "mls-instructions-in-content",
        "mls-lookup-writers",
        "mls-tool-limits",
        "mls-representative-data",
        "mls-label-quality",
        "mls-quantum-resistance#plan",
        "mls-envelope-encryption#exchange",
    } <= asked


# What was read again, answer by answer, and why the figure is right.
RIGHT = [
    ("dataset-joins-by-token", "hash_keyed", 1, "with its key apart it resists guessing"),
    ("org-devices-encrypted", "unforced", 0.8, "the laws ask for encryption, enforcing it is ours"),
    ("org-devices-encrypted", "most", 0.3, "one lost laptop without it is the breach"),
    ("dataset-shared-in-place", "reasons", 1, "DAT-12 accepts a copy with reason and promise"),
    ("org-phishing-resistant", "admins", 1, "ACC-3 asks it of administrators"),
    ("org-phishing-resistant-for-all", "admins", 0.3, "11 CCR 7123(c)(1) asks it of all"),
    ("pipeline-activity-logged", "thin", 0.5, "a record without who or when answers little"),
    ("model-base-vetted", "found", 0.2, "the result is credited, not the look"),
    ("model-files-restricted", "published", 1, "publishing on purpose, after tests, is lawful"),
    ("model-files-restricted", "wide", 0, "open to all without tests"),
    ("model-fairness-in-use", "unheeded", 0.5, "GOV-8 asks that it is acted on as well"),
    ("pipeline-validation-overlap-checked", "in_time", 1, "a model for people that it knows"),
    ("dataset-licence-recorded", "forbidden", 0, "terms that forbid training were read in vain"),
    ("model-base-licence-recorded", "forbidden", 0, "as for data"),
    ("pipeline-code-reviewed", "unread", 0.4, "testing is the other half of 11 CCR 7123(c)(14)"),
]


@pytest.mark.parametrize(("key", "option", "points", "why"), RIGHT)
def test_what_was_found_wrong_stays_right(key: str, option: str, points: float, why: str) -> None:
    found = shipped().questions[key].option(option)

    assert found is not None
    assert found.points == points, why


def test_no_second_factor_does_not_fail_hipaa_which_names_none() -> None:
    """45 CFR 164.312(d) asks that a person is verified; the change that names a second factor is
    a proposal."""
    asked = shipped().questions

    assert "hipaa" not in asked["org-second-factor"].regimes
    assert "hipaa-164-312-d#people" in asked["org-own-account"].options[0].asserts


@pytest.mark.parametrize(
    ("key", "provision"),
    [
        ("pipeline-dependencies-scanned", "hipaa-164-308-a-1-ii-b"),
        ("pipeline-anomalies-monitored", "ccpa-7123-c-8"),
        ("pipeline-training-isolated", "ccpa-7123-c-10"),
        ("dataset-access-restricted", "gdpr-25-2"),
        ("pipeline-least-privilege", "gdpr-25-2"),
    ],
)
def test_a_part_of_a_duty_does_not_stand_for_the_whole(key: str, provision: str) -> None:
    """Managing all risks is more than scanning packages, protection by default more than access."""
    assert provision not in shipped().questions[key].provisions


@pytest.mark.parametrize(
    ("key", "facts"),
    [
        # A street address is a place below a state.
        ("dataset-field-encryption", {"dataset_identifiers": ["B"]}),
        # Values that were not mended say nothing of checks that stop a run.
        ("dataset-quality-gates", {"dataset_quality_checked": False}),
        # Not in the last quarter is not "not in the last six months".
        (
            "pipeline-access-reviewed",
            {"org_access_reviewed": True, "pipeline_access_reviewed": False},
        ),
    ],
)
def test_facts_about_something_else_decide_nothing(key: str, facts: dict[str, Any]) -> None:
    question, evaluator = shipped().questions[key], Evaluator(facts)

    assert machine_answer(question, evaluator, facts) is None
    assert struck_out(question, evaluator) == {}


def test_security_under_the_gdpr_is_more_than_secrecy() -> None:
    asked = {said for q in shipped().questions.values() for o in q.options for said in o.asserts}

    assert {
        "gdpr-32-1-b#confidential",
        "gdpr-32-1-b#intact",
        "gdpr-32-1-b#available",
        "gdpr-5-1-f#access",
        "gdpr-5-1-f#loss",
    } <= asked


@pytest.mark.parametrize("question", shipped().questions.values(), ids=lambda q: q.key)
def test_nobody_looked_earns_nothing(question: Question) -> None:
    """Who does not know says so; an answer that mixes it with what is known hides it."""
    for option in question.options:
        if re.search(r"\bnobody (looked|knows)\b", option.label):
            assert option.points == 0, option.key


@pytest.mark.parametrize(
    "key",
    [
        "model-callers-authenticated",
        "model-exposure-minimal",
        "model-queries-logged",
        "model-inputs-validated",
    ],
)
def test_a_model_that_nobody_uses_has_no_callers(key: str) -> None:
    when = shipped().questions[key].when
    assert when is not None

    assert decide(when, {"model_exposure": "none"}) is Outcome.FALSE
    assert decide(when, {}) is Outcome.UNDECIDED
    assert shipped().questions["model-files-restricted"].when is None
