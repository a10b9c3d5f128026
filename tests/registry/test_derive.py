"""Derived facts are three-valued: more knowledge settles, it never turns an answer round."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.registry.facts import derive
from apps.registry.facts.derive import DatasetRecord, StageFacts

NOTHING = DatasetRecord(owner_named=False, versioned=False)

yes_no = st.sampled_from([True, False])
regions = st.sampled_from(["DE", "FR", "us-east-1"])
bases = st.sampled_from(["consent", "contract", "none"])


def sensible(facts: dict[str, Any]) -> bool:
    """Without a contradiction: nobody claims a basis, or a kind of personal data, for data that
    they say is not personal."""
    claimed = {facts.get("stage_lawful_basis"), facts.get("dataset_lawful_basis")} - {None, "none"}
    denied = False in (facts.get("stage_personal_data"), facts.get("dataset_personal"))
    if denied and (claimed or facts.get("dataset_ccpa_categories")):
        return False
    return derive.contradiction(facts) is None


def less(data: st.DataObject, facts: dict[str, Any]) -> dict[str, Any]:
    """The same facts, some of them not known yet."""
    kept = data.draw(st.sets(st.sampled_from(sorted(facts))) if facts else st.just(set()))
    return {key: value for key, value in facts.items() if key in kept}


def partly(values: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=values)


stage_facts = partly(
    {
        "stage_region": regions,
        "stage_encryption_in_transit": yes_no,
        "stage_encryption_at_rest": yes_no,
        "stage_isolated": yes_no,
        "stage_personal_data": yes_no,
        "stage_lawful_basis": bases,
    }
).filter(sensible)
stages = st.lists(
    st.builds(StageFacts, st.sampled_from(["storage", "training"]), stage_facts), max_size=4
)
datasets = st.lists(
    partly(
        {
            "dataset_personal": yes_no,
            "dataset_phi": yes_no,
            "dataset_ccpa_exempt": yes_no,
            "dataset_ccpa_sensitive": yes_no,
            "dataset_special_kinds": st.lists(st.sampled_from(["health", "union"]), unique=True),
            "dataset_ccpa_categories": st.lists(st.sampled_from(["A", "K"]), unique=True),
            "dataset_origins": st.lists(
                st.sampled_from(["person", "public"]), unique=True, min_size=1
            ),
            "dataset_lawful_basis": bases,
            "dataset_special": yes_no,
            "dataset_art9_condition": st.sampled_from(["explicit_consent", "research", "none"]),
        }
    ).filter(sensible),
    max_size=4,
)


@given(stages, st.data())
def test_learning_one_more_fact_never_turns_a_stage_answer_round(
    fuller: list[StageFacts], data: st.DataObject
) -> None:
    known = [StageFacts(stage.kind, less(data, dict(stage.facts))) for stage in fuller]

    before, after = derive.from_stages(known), derive.from_stages(fuller)

    assert {key: after.get(key) for key in before} == before


@given(datasets, st.data())
def test_learning_more_of_datasets_never_turns_an_answer_round(
    fuller: list[dict[str, Any]], data: st.DataObject
) -> None:
    known = [less(data, record) for record in fuller]

    before, after = derive.from_datasets(known), derive.from_datasets(fuller)

    assert {key: after.get(key) for key in before} == before


@given(stages)
def test_every_stage_encrypted_means_exactly_that(known: list[StageFacts]) -> None:
    said = [stage.facts.get("stage_encryption_at_rest") for stage in known]
    found = derive.from_stages(known).get("pipeline_encrypted_at_rest")

    assert (found is True) == (bool(said) and all(one is True for one in said))
    assert (found is False) == (False in said)


def test_a_pipeline_without_stages_says_nothing_about_them() -> None:
    assert derive.from_stages([]) == {}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (["DE", "DE"], False),
        (["DE", " de"], False),
        (["DE", "FR"], True),
        (["DE", None], None),
        (["DE", "FR", None], True),
    ],
)
def test_regions_differ(said: list[str | None], expected: bool | None) -> None:
    known = [StageFacts("storage", {"stage_region": one} if one else {}) for one in said]

    assert derive.from_stages(known).get("pipeline_regions_differ") is expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"stage_personal_data": False}, True),
        ({"stage_personal_data": True, "stage_lawful_basis": "consent"}, True),
        ({"stage_personal_data": True, "stage_lawful_basis": "none"}, False),
        ({"stage_lawful_basis": "none"}, None),
        ({"stage_personal_data": True}, None),
        ({}, None),
    ],
)
def test_a_stage_needs_a_basis_only_for_personal_data(
    facts: dict[str, Any], expected: bool | None
) -> None:
    found = derive.from_stages([StageFacts("training", facts)])

    assert found.get("pipeline_lawful_basis_complete") is expected


def test_a_list_is_unknown_while_one_dataset_has_not_said_its_part() -> None:
    said, silent = {"dataset_ccpa_categories": ["A"]}, {"dataset_phi": True}

    assert derive.from_datasets([said])["data_ccpa_categories"] == ["A"]
    assert "data_ccpa_categories" not in derive.from_datasets([said, silent])


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"dataset_ccpa_categories": ["A"]}, None),
        ({"dataset_ccpa_categories": ["A"], "dataset_phi": True}, False),
        ({"dataset_ccpa_sensitive": True, "dataset_ccpa_exempt": True}, False),
        (
            {
                "dataset_ccpa_categories": ["A"],
                "dataset_phi": False,
                "dataset_ccpa_exempt": False,
            },
            True,
        ),
        ({"dataset_personal": False}, False),
        ({}, None),
    ],
)
def test_what_another_law_governs_is_outside_the_ccpa(
    facts: dict[str, Any], expected: bool | None
) -> None:
    assert derive.from_datasets([facts]).get("data_ccpa_any") is expected


def test_no_personal_data_settles_every_kind_of_it() -> None:
    facts = derive.dataset_facts({"dataset_personal": False}, NOTHING)

    assert facts["dataset_phi"] is facts["dataset_special"] is facts["dataset_children"] is False
    assert facts["dataset_ccpa_categories"] == []


def test_a_kind_of_personal_data_makes_it_personal() -> None:
    facts = derive.dataset_facts({"dataset_special_kinds": ["health"]}, NOTHING)

    assert facts["dataset_special"] is facts["dataset_personal"] is True


def test_unknown_sensitivity_stays_unknown() -> None:
    assert "dataset_phi" not in derive.dataset_facts({"dataset_personal": True}, NOTHING)


def test_the_registry_knows_what_is_recorded() -> None:
    record = DatasetRecord(owner_named=True, versioned=True, digest=True, schema=False, rows=10)
    facts = derive.dataset_facts({}, record)

    assert facts["dataset_versioned"] is facts["dataset_owner_named"] is True
    assert facts["dataset_schema_recorded"] is False
    assert facts["dataset_rows"] == 10


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"dataset_personal": False, "dataset_phi": True}, "dataset_personal"),
        ({"dataset_personal": False, "dataset_special_kinds": ["health"]}, "dataset_personal"),
        ({"dataset_special": False, "dataset_special_kinds": ["health"]}, "dataset_special"),
    ],
)
def test_facts_that_cannot_both_be_true(facts: dict[str, Any], field: str) -> None:
    found = derive.contradiction(facts)

    assert found is not None
    assert found[0] == field


@given(datasets)
def test_implied_facts_never_contradict(known: list[dict[str, Any]]) -> None:
    for stated in known:
        if derive.contradiction(stated) is None:
            assert derive.contradiction(derive.dataset_facts(stated, NOTHING)) is None


@pytest.mark.parametrize(
    ("records", "found"),
    [
        ([("explicit_consent", True)], True),
        # A condition named where there is no special category data carries nothing.
        ([("explicit_consent", False)], False),
        ([("research", None), ("explicit_consent", True)], True),
        ([("research", True), ("explicit_consent", None)], None),
        ([(None, True)], None),
    ],
)
def test_explicit_consent_is_known_where_special_data_rests_on_it(
    records: list[tuple[str | None, bool | None]], found: bool | None
) -> None:
    datasets = [
        derive.known({"dataset_art9_condition": condition, "dataset_special": special})
        for condition, special in records
    ]

    assert derive.from_datasets(datasets).get("data_explicit_consent") is found
