"""Answers under the CCPA that were worth too much or too little, and whom its questions reach."""

import functools

import pytest

from apps.catalogue.authoring.loader import load_content
from apps.catalogue.content_types import Catalogue
from apps.catalogue.expressions import Outcome, decide


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
