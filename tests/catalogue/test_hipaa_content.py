"""What the shipped HIPAA content promises: addressable is data, and nobody is asked in vain."""

import functools
from typing import Any

import pytest

from apps.catalogue.authoring.loader import load_content
from apps.catalogue.content_types import Catalogue, Question, Subject
from apps.catalogue.expressions import Outcome, decide

OUTSIDE: dict[str, Any] = {"org_hipaa_role": "none", "data_phi": False, "dataset_phi": False}


@functools.cache
def shipped() -> Catalogue:
    return load_content().catalogue()


def hipaa_only() -> list[Question]:
    return [q for q in shipped().questions.values() if set(q.regimes) == {"hipaa"}]


def test_twenty_two_specifications_are_addressable() -> None:
    provisions = shipped().provisions_of["hipaa"]

    assert sum(p.specification == "addressable" for p in provisions) == 22


def test_an_addressable_specification_may_be_met_by_an_equivalent_measure() -> None:
    lacking = {p.key for p in shipped().provisions_of["hipaa"] if p.specification == "addressable"}
    for question in shipped().questions.values():
        if any(option.key == "equivalent" and option.points > 0 for option in question.options):
            lacking -= set(question.provisions)

    assert lacking == set()


def test_required_specifications_take_no_excuse() -> None:
    required = {p.key for p in shipped().provisions_of["hipaa"] if p.specification == "required"}
    excused = [
        question.key
        for question in hipaa_only()
        if any(option.key == "equivalent" for option in question.options)
        and set(question.provisions) <= required
    ]

    assert excused == []


def test_outside_hipaa_no_question_of_hipaa_alone_is_asked() -> None:
    asked = [
        question.key
        for question in hipaa_only()
        if question.when is None or decide(question.when, OUTSIDE) is not Outcome.FALSE
    ]

    assert asked == []


def test_an_unknown_role_means_that_hipaa_questions_are_asked() -> None:
    hidden = [
        question.key
        for question in hipaa_only()
        if question.when is not None and decide(question.when, {}) is Outcome.FALSE
    ]

    assert hidden == []


@pytest.mark.parametrize(
    ("identifiers", "chosen"), [([], "all"), (["C"], "left"), (["A", "R"], "left")]
)
def test_safe_harbor_is_decided_by_the_identifiers_left(
    identifiers: list[str], chosen: str
) -> None:
    question = shipped().questions["dataset-safe-harbor-identifiers"]
    facts = {"dataset_identifiers": identifiers}

    choices = [r.choose for r in question.rules if decide(r.when, facts) is Outcome.TRUE]

    assert choices == [chosen]


def test_the_limited_data_set_keeps_dates_but_waits_for_a_person_over_places() -> None:
    question = shipped().questions["dataset-limited-identifiers"]
    assert question.about is Subject.DATASET

    def choices(*identifiers: str) -> list[str]:
        facts = {"dataset_identifiers": list(identifiers)}
        return [r.choose for r in question.rules if decide(r.when, facts) is Outcome.TRUE]

    assert choices("C") == ["all"]
    assert choices("B", "C") == []
    assert choices("B", "H") == ["left"]
