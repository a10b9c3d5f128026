"""Whether a model decides in place of a person: one answer for each law, because each draws the
line elsewhere. Three-valued: absent is unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apps.core.facts import all_yes

Facts = Mapping[str, Any]

# 11 CCR 7001(e)(1)(A) to (C): a person whose part fails one of them is no human involvement.
_CALIFORNIA = (
    "model_human_review",
    "model_reviewer_interprets",
    "model_reviewer_analyses",
    "model_reviewer_can_change",
)
# GDPR Art. 22: somebody looks at the case, and can change the outcome.
_EUROPE = ("model_human_review", "model_reviewer_can_change")


def of_model(stated: Facts) -> dict[str, bool]:
    """What stated facts of a model say about its decisions, under each law; unknown is absent."""
    found = {
        "model_gdpr_automated": _automated(stated, _EUROPE),
        "model_ccpa_admt": _automated(stated, _CALIFORNIA),
        "model_ccpa_significant": _significant(stated),
    }
    return {key: value for key, value in found.items() if value is not None}


def _automated(stated: Facts, tests: tuple[str, ...]) -> bool | None:
    """Decides by itself, or with a reviewer who fails a test; no only when all tests are passed."""
    effect = stated.get("model_decision_effect")
    if effect == "none":
        return False
    if effect == "automated":
        return True
    if effect is None:
        return None
    involved = all_yes(stated.get(test) for test in tests)
    return None if involved is None else not involved


def _significant(stated: Facts) -> bool | None:
    """Whether it takes part in a decision that 11 CCR 7001(ddd) lists."""
    listed = stated.get("model_ccpa_decisions")
    if listed is not None:
        return bool(listed)
    return False if stated.get("model_decision_effect") == "none" else None


def both(facts: Facts, one: str, other: str) -> bool | None:
    """Three-valued "and" of two facts of the same model."""
    return all_yes([facts.get(one), facts.get(other)])
