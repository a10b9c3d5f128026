"""Three registrations from end to end: what is asked, what the facts answer, and the verdicts.

The expectations in the fixtures were worked out by hand from the law and docs/scoring.md; each says
why. Where one fails, either the content has changed its mind or it is wrong.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any

import pytest

from apps.assessments.engine.questionnaire import Asked
from apps.catalogue.authoring.loader import load_content
from apps.catalogue.content_types import Catalogue
from apps.core.facts import fact_specs, parse_value
from apps.registry.facts.derive import contradiction

from .worked_examples import NAMES, Example, read_example

# A typical pipeline under one law, and the share that a complete registration answers: what does
# not bind is no longer asked, and much of it was answered by facts (the chatbot has 0.344).
FEWEST, MOST = 60, 120
LEAST_BY_FACTS = 0.34
# What a complete registration leaves to people, under its own law and under all three.
MOST_LEFT, MOST_LEFT_OF_THREE = 60, 90
# Worked out by the organisation's settings and not typed, but a fact of the organisation.
FROM_SETTINGS = {"org_mfa_required"}

example_names = pytest.mark.parametrize("name", NAMES)


@functools.cache
def shipped() -> Catalogue:
    return load_content().catalogue()


@functools.cache
def example(name: str) -> Example:
    return read_example(name)


def names_of(items: Iterable[Asked]) -> set[str]:
    """Each item as `question@subject`, and each question by itself."""
    return {
        name
        for question, subject in (i.id for i in items)
        for name in (question, f"{question}@{subject}")
    }


def test_all_three_are_here() -> None:
    assert NAMES == ("chatbot", "credit", "hospital")


@example_names
def test_it_states_facts_that_can_be_registered(name: str) -> None:
    specs = fact_specs()
    for key, value in example(name).stated().items():
        assert key in specs, key
        assert not specs[key].derived or key in FROM_SETTINGS, key
        if value != []:
            assert parse_value(specs[key], value) == (
                sorted(value) if isinstance(value, list) else value
            ), key
    for dataset in example(name).written["datasets"].values():
        assert contradiction(dataset["facts"]) is None


@example_names
def test_a_complete_registration_leaves_no_condition_open(name: str) -> None:
    asked = example(name).asked(shipped())

    assert [(item.id, item.unknown_facts) for item in asked.items if item.undecided] == []


@example_names
def test_it_asks_a_bearable_number_and_facts_answer_a_good_part(name: str) -> None:
    items = example(name).asked(shipped()).items
    questions = {item.question.key for item in items}
    by_facts = sum(item.worked_out for item in items) / len(items)

    assert FEWEST <= len(questions) <= MOST
    assert by_facts >= LEAST_BY_FACTS


@example_names
def test_a_complete_registration_leaves_little_to_people(name: str) -> None:
    alone = example(name)
    together = Example({**alone.written, "regimes": ["gdpr", "hipaa", "ccpa"]})

    assert _left(alone) <= MOST_LEFT
    assert _left(together) <= MOST_LEFT_OF_THREE


def _left(one: Example) -> int:
    return sum(not item.worked_out for item in one.asked(shipped()).items)


@example_names
def test_it_asks_what_applies_and_nothing_else(name: str) -> None:
    expected = example(name).expected
    asked = names_of(example(name).asked(shipped()).items)

    assert sorted(set(expected["asked"]) - asked) == []
    assert sorted(set(expected["not_asked"]) & asked) == []
    known = shipped().questions
    for key in (*expected["asked"], *expected["not_asked"]):
        assert key.split("@")[0] in known


@example_names
def test_facts_answer_what_they_settle_and_no_more(name: str) -> None:
    expected = example(name).expected
    items = {"@".join(item.id): item for item in example(name).asked(shipped()).items}
    chosen = {key: _option(items[key]) for key in expected["by_facts"]}

    assert chosen == {key: answer["option"] for key, answer in expected["by_facts"].items()}
    assert [key for key in expected["by_people"] if items[key].worked_out] == []


@example_names
def test_every_written_answer_is_used(name: str) -> None:
    said = example(name).written["answers"]["exceptions"]
    people = [item for item in example(name).asked(shipped()).items if not item.worked_out]

    assert sorted(set(said) - names_of(people)) == []


@example_names
def test_the_verdicts_are_those_of_a_lawyer(name: str) -> None:
    expected = example(name).expected
    card = example(name).answered(shipped()).score()
    verdicts = {key: card.controls[key].verdict.value for key in expected["verdicts"]}

    assert len(verdicts) >= 15
    assert verdicts == {key: control["verdict"] for key, control in expected["verdicts"].items()}


@example_names
def test_what_blocks_and_what_is_ready(name: str) -> None:
    expected = example(name).expected["regimes"]
    regimes = example(name).answered(shipped()).score().regimes
    found: dict[str, Any] = {
        key: (regimes[key].ready, sorted(regimes[key].blockers)) for key in expected
    }

    assert found == {key: (regime["ready"], regime["blockers"]) for key, regime in expected.items()}


@example_names
def test_without_its_blockers_answered_well_it_is_ready(name: str) -> None:
    """The way out that the fixture shows: everything answered as well as the options allow."""
    best = {**example(name).written, "answers": {"default": "best", "exceptions": {}}}
    results = Example(best).answered(shipped()).score().regimes

    assert all(result.band is not None and result.band.low >= 0.85 for result in results.values())


def _option(item: Asked) -> str:
    return item.option.key if item.option and item.worked_out else "(people)"
