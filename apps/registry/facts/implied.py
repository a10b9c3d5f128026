"""What stated facts settle by their meaning: no personal data means no kind of it, and the reverse.

Datasets hold data, models were trained on it: the same kinds of data, each under its own keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Facts = Mapping[str, Any]

# Kinds of personal data.
KINDS = ("special", "phi", "children", "criminal", "ccpa_sensitive")
# The yes-or-no fact of each, "personal" first, by the kind of object.
FLAGS: Mapping[str, Mapping[str, str]] = {
    "dataset": {name: f"dataset_{name}" for name in ("personal", *KINDS)},
    "model": {name: f"model_{name}_training" for name in ("personal", *KINDS)},
}
# A yes-or-no fact of a dataset and the list that spells it out.
SPELLED_OUT = (
    ("dataset_special", "dataset_special_kinds"),
    ("dataset_ccpa_sensitive", "dataset_ccpa_sensitive_kinds"),
)


def implied(kind: str, facts: Facts) -> dict[str, Any]:
    """What follows from facts of a dataset or model and is not among them."""
    flags = FLAGS[kind]
    found = {flag: True for flag, spelled in SPELLED_OUT if facts.get(spelled)}
    if facts.get("dataset_ccpa_exemption"):
        found["dataset_ccpa_exempt"] = facts["dataset_ccpa_exemption"] != "none"
    if any(flags[name] in found or facts.get(flags[name]) is True for name in KINDS):
        found[flags["personal"]] = True
    elif facts.get(flags["personal"]) is False:
        found |= _nothing(kind)
    return {key: value for key, value in found.items() if key not in facts}


def _nothing(kind: str) -> dict[str, Any]:
    """Without personal data, every kind of it is a no and every list of kinds is empty."""
    no: dict[str, Any] = {FLAGS[kind][name]: False for name in KINDS}
    if kind == "dataset":
        no |= {spelled: [] for _, spelled in SPELLED_OUT}
        no["dataset_ccpa_categories"] = []
    return no


def contradiction(facts: Facts) -> tuple[str, str] | None:
    """The fact of an object that cannot be true beside another, and why; None when all fit."""
    if facts.get("pipeline_ai_act_class") == "not_high" and facts.get("pipeline_profiling") is True:
        return (
            "pipeline_ai_act_class",
            "It evaluates or predicts things about people, and a use of Annex III that profiles "
            "people is always high-risk (AI Act Art. 6(3)).",
        )
    for flag, spelled in SPELLED_OUT:
        if facts.get(flag) is False and facts.get(spelled):
            return flag, "The list of kinds below is not empty, so this cannot be no."
    for flags in FLAGS.values():
        kinds = [name for name in KINDS if facts.get(flags[name]) is True]
        spelled_out = flags is FLAGS["dataset"] and any(facts.get(key) for _, key in SPELLED_OUT)
        if facts.get(flags["personal"]) is False and (kinds or spelled_out):
            return (
                flags["personal"],
                "It is said to hold a kind of personal data (special category, PHI, children's, "
                "criminal or CCPA sensitive), so this cannot be no.",
            )
    return None
