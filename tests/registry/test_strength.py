"""A fact is as strong as where it comes from, and one worked out no stronger than its weakest."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.access import Actor
from apps.core.facts import CHECKED, DECLARED, EVIDENCED, FactSource, fact_specs, level_of
from apps.registry.facts.services import set_facts
from apps.registry.facts.strength import levels
from apps.registry.subjects import subject_facts
from tests.cast import Cast
from tests.factories.assessments import make_pipeline

SOURCES = st.sampled_from(["person", "file", "import", "computed", "check"])
DERIVED = {key: spec for key, spec in fact_specs().items() if spec.derived and spec.made_from}


@pytest.mark.parametrize(
    ("source", "level"),
    [
        (FactSource.PERSON, DECLARED),
        (FactSource.FILE, DECLARED),
        (FactSource.IMPORT, DECLARED),
        (FactSource.COMPUTED, EVIDENCED),
        (FactSource.CHECK, CHECKED),
        ("nonsense", DECLARED),
    ],
)
def test_the_level_follows_the_source(source: str, level: int) -> None:
    assert level_of(source) == level


@given(st.sampled_from(sorted(DERIVED)), st.data())
def test_no_derived_fact_is_stronger_than_its_weakest(key: str, data: st.DataObject) -> None:
    made_from = DERIVED[key].made_from
    parts = [
        levels([fact], {fact: {"v": True, "s": data.draw(SOURCES)}})
        for fact in made_from
        for _ in range(data.draw(st.integers(0, 3)))
    ]
    read = [level for part in parts for level in part.values()]

    assert levels([key], {}, parts)[key] == min(read, default=DECLARED)


def test_what_the_installation_sees_in_its_own_records_is_checked(cast: Cast) -> None:
    facts = subject_facts(make_pipeline(cast.risk_models))

    assert facts.datasets[0].levels["dataset_versioned"] == CHECKED
    assert facts.pipeline.levels["pipeline_owner_named"] == CHECKED
    assert facts.organization.levels["org_mfa_required"] == CHECKED


def test_a_pipeline_is_as_sure_as_its_least_sure_dataset(cast: Cast) -> None:
    pipeline = make_pipeline(cast.risk_models)
    state: dict[str, Any] = {"actor": Actor.command("test"), "obj": pipeline.datasets.get()}
    set_facts(**state, values={"dataset_phi": "yes"})
    assert subject_facts(pipeline).pipeline.levels["data_phi"] == DECLARED

    # The same value, seen by machine: stronger, and no weaker again when a person repeats it.
    set_facts(**state, values={"dataset_phi": "yes"}, source=FactSource.CHECK)
    set_facts(**state, values={"dataset_phi": "yes"})
    assert subject_facts(pipeline).pipeline.levels["data_phi"] == CHECKED


def test_nothing_that_is_typed_or_imported_becomes_checked(cast: Cast) -> None:
    pipeline = make_pipeline(cast.risk_models)
    dataset = pipeline.datasets.get()
    set_facts(
        actor=Actor.command("test"),
        obj=dataset,
        values={"dataset_phi": "yes"},
        source=FactSource.IMPORT,
    )

    assert subject_facts(pipeline).datasets[0].levels["dataset_phi"] == DECLARED
