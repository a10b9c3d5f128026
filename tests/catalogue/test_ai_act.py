"""The AI Act as an additional regime: who is asked what, and what only applies from a later day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from apps.assessments.engine.questionnaire import Questionnaire

from .test_examples import shipped
from .worked_examples import Example, read_example

TODAY = dt.date(2026, 11, 28)
ALWAYS = {"pipeline-ai-act-class", "pipeline-ai-act-literacy"}


def asked(**facts: Any) -> Questionnaire:
    """What the lender's system is asked under the AI Act alone, with these facts about it."""
    written = dict(read_example("credit").written)
    pipeline = {**written["pipeline"], "facts": {**written["pipeline"]["facts"], **facts}}
    example = Example({**written, "regimes": ["ai-act"], "today": TODAY, "pipeline": pipeline})
    return example.asked(shipped())


def stated(role: str, risk: str, *situations: str, owes: bool = False) -> dict[str, Any]:
    return {
        "pipeline_ai_act_role": role,
        "pipeline_ai_act_class": risk,
        "pipeline_ai_act_situations": list(situations),
        "pipeline_ai_act_bias_data": False,
        "pipeline_ai_act_rights_assessment": owes,
    }


@pytest.mark.parametrize(
    ("facts", "more"),
    [
        (stated("deployer", "other"), set()),
        (stated("provider", "not_high"), set()),
        (stated("provider", "other", "interacts"), {"pipeline-says-it-is-ai"}),
        (stated("provider", "other", "generates"), {"pipeline-content-marked"}),
        (stated("deployer", "other", "deep_fakes"), {"pipeline-fakes-and-recognition-told"}),
        (stated("deployer", "other", "generates", "interacts"), set()),
    ],
)
def test_outside_high_risk_hardly_anything_is_asked(facts: dict[str, Any], more: set[str]) -> None:
    assert {item.question.key for item in asked(**facts).items} == ALWAYS | more


def test_a_deployer_is_not_asked_what_providers_owe() -> None:
    deployer = {i.question.key for i in asked(**stated("deployer", "high_annex_iii")).items}
    provider = {i.question.key for i in asked(**stated("provider", "high_annex_iii")).items}

    assert deployer & provider == ALWAYS
    assert "pipeline-rights-assessment" not in deployer
    assert len(provider) <= 14


def test_what_high_risk_systems_owe_is_shown_with_its_day_and_counts_from_then() -> None:
    facts = stated("deployer", "high_annex_iii", owes=True)
    later = {i.question.key: i.applies_from for i in asked(**facts).items if i.applies_from}

    assert set(later) == {
        "pipeline-used-as-instructed",
        "pipeline-deployer-watches",
        "pipeline-told-high-risk",
        "pipeline-rights-assessment",
    }
    assert set(later.values()) == {dt.date(2027, 12, 2)}


def test_a_prohibited_practice_blocks() -> None:
    card = asked(**stated("provider", "prohibited")).score().regimes["ai-act"]

    assert card.blockers == ("ai-act-class-decided",)
