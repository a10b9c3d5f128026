"""The AI Act as an additional regime: who is asked what, and what only applies from a later day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from apps.assessments.engine.questionnaire import Questionnaire
from apps.assessments.engine.rules import machine_answer, struck_out
from apps.catalogue.expressions import Evaluator
from apps.registry.facts.derive import contradiction

from .test_examples import shipped
from .worked_examples import Example, read_example

TODAY = dt.date(2026, 11, 28)
ALWAYS = {"pipeline-ai-act-practices", "pipeline-ai-act-literacy"}


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
        (stated("provider", "not_high"), {"pipeline-ai-act-not-high"}),
        (stated("deployer", "not_high"), set()),
        (stated("deployer", "other", "public_texts"), {"pipeline-fakes-and-recognition-told"}),
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


def test_what_profiles_people_is_high_risk_whatever_was_documented() -> None:
    """Art. 6(3), last subparagraph: said of a question, and refused beside the fact."""
    facts = {"pipeline_ai_act_class": "not_high", "pipeline_profiling": True}
    question = shipped().questions["pipeline-ai-act-not-high"]
    chosen = machine_answer(question, Evaluator(facts), facts)

    assert chosen is not None
    assert (chosen.option.key, chosen.option.points) == ("profiles", 0)
    refused = contradiction(facts)
    assert refused is not None
    assert refused[0] == "pipeline_ai_act_class"
    assert contradiction({**facts, "pipeline_profiling": False}) is None


def test_the_finding_of_not_high_risk_counts_from_its_day() -> None:
    items = asked(**stated("provider", "not_high"), pipeline_profiling=False).items
    later = {item.question.key: item.applies_from for item in items if item.applies_from}

    assert later == {"pipeline-ai-act-not-high": dt.date(2027, 12, 2)}


@pytest.mark.parametrize(
    ("key", "facts"),
    [
        # How long the organisation keeps access logs says nothing of the system's own.
        ("pipeline-deployer-watches", {"org_log_retention_months": 3}),
        # Compared, with gaps that are written down, is not yet representative.
        ("dataset-ai-act-fit", {"dataset_representative": "compared"}),
    ],
)
def test_a_fact_about_something_else_strikes_nothing_out(key: str, facts: dict[str, Any]) -> None:
    assert struck_out(shipped().questions[key], Evaluator(facts)) == {}


def test_accuracy_is_a_third_of_what_article_15_asks() -> None:
    asked = shipped().questions

    assert "ai-act-15-1#robust" not in asked["model-ai-act-accuracy"].options[0].asserts
    assert {"ai-act-15-1#robust", "ai-act-15-1#secure"} <= set(
        asked["model-ai-act-resilient"].options[0].asserts
    )


def test_what_only_high_risk_systems_owe_waits_until_there_are_any() -> None:
    """Chapter IX applies since August 2026, but Art. 6 makes a system high-risk from 2027 on."""
    items = asked(**stated("provider", "high_annex_iii")).items
    now = {item.question.key for item in items if item.applies_from is None}

    assert now == ALWAYS
