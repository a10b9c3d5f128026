"""The fact sheet itself: every fact is worded, grouped and of the object its key says."""

from __future__ import annotations

import pytest

from apps.core.facts import FactKind, FactSpec, fact_specs
from apps.registry.fact_specs import REGISTRY_FACTS

_PREFIXES = {
    "pipeline": ("pipeline_", "data_", "models_"),
    "stage": ("stage_",),
    "dataset": ("dataset_",),
    "model": ("model_",),
}


@pytest.mark.parametrize("spec", REGISTRY_FACTS, ids=lambda spec: spec.key)
def test_a_fact_is_worded_and_belongs_where_its_key_says(spec: FactSpec) -> None:
    assert fact_specs()[spec.key] is spec
    assert spec.key.startswith(_PREFIXES[spec.about.value])
    assert spec.label[0].isupper()
    assert not spec.label.endswith(".")
    assert spec.group
    assert len(dict(spec.choices)) == len(spec.choices)
    assert bool(spec.choices) or spec.kind is not FactKind.CHOICE


def test_no_two_facts_of_a_form_read_alike() -> None:
    seen: dict[tuple[str, str, str], str] = {}
    for spec in REGISTRY_FACTS:
        words = (spec.about.value, spec.group, spec.label)
        assert words not in seen, f"{spec.key} reads like {seen[words]}"
        seen[words] = spec.key
