"""Who decides, model or person: three-valued, and apart for each law."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.registry.facts import derive
from apps.registry.facts.decisions import of_model

PARTS = ("model_reviewer_interprets", "model_reviewer_analyses", "model_reviewer_can_change")
PASSED = {
    "model_decision_effect": "supports",
    "model_human_review": True,
    **dict.fromkeys(PARTS, True),
}
RECORD = derive.ModelRecord(owner_named=False, versioned=False)

stated = st.fixed_dictionaries(
    {},
    optional={
        "model_decision_effect": st.sampled_from(["none", "supports", "automated"]),
        "model_significant": st.booleans(),
        "model_human_review": st.booleans(),
        "model_ccpa_decisions": st.lists(st.sampled_from(["housing", "employment"]), unique=True),
        **dict.fromkeys(PARTS, st.booleans()),
    },
).filter(lambda facts: facts.get("model_decision_effect") != "none" or len(facts) == 1)


@pytest.mark.parametrize("part", PARTS)
def test_a_reviewer_who_fails_any_part_makes_it_automated_for_california(part: str) -> None:
    assert of_model(PASSED)["model_ccpa_admt"] is False
    assert of_model({**PASSED, part: False})["model_ccpa_admt"] is True
    unsaid = {key: value for key, value in PASSED.items() if key != part}
    assert "model_ccpa_admt" not in of_model(unsaid)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, {}),
        ({"model_decision_effect": "automated"}, {"gdpr_automated": True, "ccpa_admt": True}),
        ({"model_decision_effect": "supports"}, {}),
        (
            {"model_decision_effect": "none"},
            {"gdpr_automated": False, "ccpa_admt": False, "ccpa_significant": False},
        ),
        ({"model_ccpa_decisions": []}, {"ccpa_significant": False}),
        ({"model_ccpa_decisions": ["housing"]}, {"ccpa_significant": True}),
        (PASSED, {"gdpr_automated": False, "ccpa_admt": False}),
        ({**PASSED, "model_human_review": False}, {"gdpr_automated": True, "ccpa_admt": True}),
    ],
)
def test_each_law_has_its_own_answer(facts: dict[str, Any], expected: dict[str, bool]) -> None:
    assert of_model(facts) == {f"model_{key}": value for key, value in expected.items()}


def test_a_pipeline_decides_only_where_one_model_does_both() -> None:
    alone = {"model_decision_effect": "automated", "model_ccpa_decisions": []}
    helper = {**PASSED, "model_ccpa_decisions": ["employment"]}
    models = [derive.model_facts(facts, RECORD) for facts in (alone, helper)]

    found = derive.from_models(models)

    assert found["models_ccpa_significant"] is True
    assert found["models_ccpa_admt"] is False


@given(st.lists(stated, max_size=3), st.data())
def test_learning_more_never_turns_an_answer_round(
    fuller: list[dict[str, Any]], data: st.DataObject
) -> None:
    known = [{k: v for k, v in one.items() if data.draw(st.booleans())} for one in fuller]

    before, after = (
        derive.from_models([derive.model_facts(one, RECORD) for one in models])
        for models in (known, fuller)
    )

    assert {key: after.get(key) for key in before} == before
