"""Facts are three-valued: unknown never turns into no."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.errors import DomainError
from apps.core.facts import (
    About,
    FactGroup,
    FactSource,
    FactSpec,
    all_yes,
    any_yes,
    parse_value,
    put_facts,
    specs_about,
)

GROUP = FactGroup(About.DATASET, "Test")
YES_NO = GROUP.yes_no("t_flag", "Flag")
CHOICE = GROUP.choice("t_choice", "Choice", [("a", "First"), ("b", "Second")])
MANY = GROUP.many("t_many", "Many", [("a", "First"), ("b", "Second")])
NUMBER = GROUP.number("t_number", "Number")
TEXT = GROUP.text("t_text", "Text")

THREE = st.sampled_from([True, False, None])


@given(st.lists(THREE))
def test_all_and_any_are_mirrors(values: list[bool | None]) -> None:
    flipped = [None if value is None else not value for value in values]
    mirrored = any_yes(flipped)

    assert all_yes(values) == (None if mirrored is None else not mirrored)


@given(st.lists(THREE, min_size=1))
def test_learning_one_unknown_never_reverses_a_decision(values: list[bool | None]) -> None:
    before = all_yes(values)
    for value in (True, False):
        learned = [value if item is None else item for item in values]
        assert before is None or all_yes(learned) == before


@pytest.mark.parametrize("spec", [YES_NO, CHOICE, MANY, NUMBER, TEXT])
@pytest.mark.parametrize("raw", [None, "", "unknown", []])
def test_nothing_is_unknown(spec: FactSpec, raw: object) -> None:
    assert parse_value(spec, raw) is None


@pytest.mark.parametrize(
    ("spec", "raw", "value"),
    [
        (YES_NO, "Yes", True),
        (YES_NO, False, False),
        (CHOICE, " b ", "b"),
        (MANY, "b; a;b", ["a", "b"]),
        (NUMBER, "12,000", 12000),
        (TEXT, "  Frankfurt ", "Frankfurt"),
    ],
)
def test_values_are_read(spec: FactSpec, raw: object, value: object) -> None:
    assert parse_value(spec, raw) == value


@pytest.mark.parametrize(
    ("spec", "raw"),
    [
        (YES_NO, "maybe"),
        (CHOICE, "c"),
        (MANY, ["a", "z"]),
        (NUMBER, "-1"),
        (NUMBER, "1e9"),
        (NUMBER, "9" * 30),
        (TEXT, "x" * 501),
        (TEXT, "bell\x07"),
    ],
)
def test_wrong_values_name_their_fact(spec: FactSpec, raw: object) -> None:
    with pytest.raises(DomainError) as caught:
        parse_value(spec, raw)

    assert caught.value.field == spec.key


@given(st.dictionaries(st.sampled_from(["org_kms", "org_eu_people"]), THREE))
def test_facts_put_say_who_said_them_and_unknown_ones_go(values: dict[str, bool | None]) -> None:
    before = {"org_kms": {"v": True, "s": "import", "by": "Olga", "at": "2026-01-01T00:00:00Z"}}

    facts, changes = put_facts(
        before, About.ORGANIZATION, values, by="Sam", source=FactSource.PERSON
    )

    known = {"org_kms": True} | values
    assert {key: fact["v"] for key, fact in facts.items()} == {
        key: value for key, value in known.items() if value is not None
    }
    assert changes == {
        key: [before.get(key, {}).get("v"), value]
        for key, value in values.items()
        if value != before.get(key, {}).get("v")
    }
    assert {facts[key]["by"] for key in changes if key in facts} <= {"Sam"}
    assert before["org_kms"]["by"] == "Olga"


def test_only_stated_facts_of_that_object_are_put() -> None:
    derived = specs_about(About.ORGANIZATION, derived=True)[0].key
    for key in (derived, "dataset_phi", "nonsense"):
        with pytest.raises(DomainError, match="is not a fact that can be set") as caught:
            put_facts({}, About.ORGANIZATION, {key: "yes"}, by="Sam", source=FactSource.PERSON)
        assert caught.value.field == key
