"""The lint of claims: options earn what they assert, rules credit what facts say."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories.catalogue import control, provision, question

from .test_lint import check

ELEMENTS = {"written": "It is written.", "signed": "It is signed."}
WHOLE, PART = ["gdpr-1#written", "gdpr-1#signed"], ["gdpr-1#written"]


def options(*given: tuple[float, list[str]]) -> list[dict[str, Any]]:
    return [
        {"id": f"o{n}", "label": f"Option {n}", "points": points, "asserts": said}
        for n, (points, said) in enumerate(given)
    ]


def remarks(asked: dict[str, Any], **more: Any) -> list[str]:
    held = {"elements": ELEMENTS, **more}
    found = check(control("c", asked), provisions=[provision("gdpr-1", **held)])
    return [problem.message for problem in (*found.errors, *found.remarks)]


SOUND = options((1, WHOLE), (0.5, PART), (0, []))


def test_options_that_say_what_they_earn_are_sound() -> None:
    assert remarks(question("q", options=SOUND)) == []


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (options((1, []), (0, [])), "cites gdpr-1, which no option asserts"),
        (options((1, WHOLE), (0.5, []), (0, [])), "“o1” earns points and asserts nothing"),
        (options((1, PART), (0.5, WHOLE), (0, [])), "“o0” earns every point without gdpr-1#signed"),
        (options((1, PART), (0, [])), "no full answer asserts gdpr-1#signed"),
    ],
)
def test_points_without_an_assertion(given: list[dict[str, Any]], expected: str) -> None:
    assert any(expected in line for line in remarks(question("q", options=given)))


def test_the_incomplete_earns_nothing_where_the_law_takes_it_for_nothing() -> None:
    found = remarks(question("q", options=SOUND), void_unless_whole=True)

    assert found == ["q: “o1” earns points for a part of gdpr-1, void unless whole"]


def test_a_rule_needs_a_fact_for_all_that_its_option_asserts() -> None:
    rule = {
        "when": "pipeline_logged",
        "choose": "o0",
        "covers": {"gdpr-1#written": "pipeline_logged"},
    }

    assert remarks(question("q", options=SOUND, rules=[rule])) == [
        "q: no fact of this rule says gdpr-1#signed"
    ]


def test_a_rule_reads_the_facts_that_it_names() -> None:
    covers = {"gdpr-1#written": "pipeline_logged", "gdpr-1#signed": "org_eu"}
    rule = {"when": "pipeline_logged", "choose": "o0", "covers": covers}

    assert remarks(question("q", options=SOUND, rules=[rule])) == [
        "q: this rule does not read org_eu, for gdpr-1#signed"
    ]


def test_not_every_one_is_not_none() -> None:
    rule = {"when": "pipeline_all_logged == false", "choose": "o2"}
    out = {"when": "pipeline_all_logged == false", "rules_out": ["o0"]}

    assert any(
        "not every one" in line for line in remarks(question("q", options=SOUND, rules=[rule]))
    )
    assert remarks(question("q", options=SOUND, rules=[out])) == []


def test_a_gate_and_what_everybody_is_asked_cannot_be_claimed_away() -> None:
    case = {"options": SOUND, "not_applicable": [{"id": "none", "label": "There is none"}]}

    assert any("a gate cannot" in line for line in remarks(question("q", gate=True, **case)))
    assert any("asked of everybody" in line for line in remarks(question("q", **case)))


def test_a_question_hidden_where_its_duty_applies_is_found_with_the_facts() -> None:
    asked = question("q", options=SOUND, when="org_eu && pipeline_logged")
    found = remarks(asked, applies_when="org_eu")

    assert any(
        "is not asked (q) where org_eu=True, pipeline_logged=False" in line for line in found
    )
    assert remarks(asked, applies_when="org_eu && pipeline_logged") == []


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"kind": "alternative"}, "name its group"),
        ({"kind": "alternative", "group": "g"}, "does not say when it is relied on"),
        ({"unasked": "binds_others"}, "is asked, and says that it is not"),
    ],
)
def test_provisions_say_what_they_are(more: dict[str, Any], expected: str) -> None:
    assert any(expected in line for line in remarks(question("q", options=SOUND), **more))
