"""The baseline and the security questions: what earns points, and whose standard it is."""

from __future__ import annotations

import pytest

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
