"""Sensitivity marks: kept beside the facts, and always those that follow from them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from apps.registry.facts import derive
from apps.registry.facts.services import set_facts
from apps.registry.imports.services import run_import, table_of, try_import
from apps.registry.lists.filters import SENSITIVITIES
from apps.registry.models import Dataset, TrainedModel
from apps.registry.objects.services import reinstate_object, retire_object
from apps.registry.sensitivity import marks, marks_from, together
from tests.cast import Cast
from tests.factories.registry import (
    CLERK,
    make_dataset,
    make_dataset_version,
    make_model,
    make_system,
)

from .conftest import drifted

KINDS = ("special", "phi", "children", "criminal", "ccpa_sensitive")
FLAGS = tuple(f"dataset_{kind}" for kind in ("personal", *KINDS))
NOTHING = derive.DatasetRecord(owner_named=False, versioned=False)

stated = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(FLAGS, st.booleans()),
        "dataset_special_kinds": st.lists(st.sampled_from(["health", "union"]), unique=True),
        "dataset_ccpa_sensitive_kinds": st.lists(st.just("health"), unique=True),
    },
).filter(lambda facts: derive.contradiction(facts) is None)


def stored(facts: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {key: {"v": value} for key, value in facts.items()}


@pytest.mark.parametrize(
    ("facts", "follow"),
    [
        ({}, ("unknown",)),
        ({"dataset_personal": False}, ("none",)),
        ({"dataset_personal": True}, ("personal",)),
        ({"dataset_personal": True, "dataset_phi": True}, ("phi",)),
    ],
)
def test_marks_follow_from_the_facts(facts: dict[str, bool], follow: tuple[str, ...]) -> None:
    assert marks(facts) == follow


@given(st.lists(stated, max_size=4))
def test_marks_put_together_are_those_of_the_facts_put_together(
    datasets: list[dict[str, Any]],
) -> None:
    whole = derive.from_datasets([derive.dataset_facts(dataset, NOTHING) for dataset in datasets])

    assert together(marks_from("dataset", stored(dataset)) for dataset in datasets) == marks(
        whole, "data_"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_data_is_marked_and_unmarked(cast: Cast, kind: str) -> None:
    dataset = make_dataset(cast.risk_models)
    assert dataset.marks == "unknown"

    set_facts(actor=CLERK, obj=dataset, values={f"dataset_{kind}": "yes"})
    assert kind in dataset.marks.split()
    assert Dataset.objects.get().marks == dataset.marks

    set_facts(actor=CLERK, obj=dataset, values={f"dataset_{kind}": None})
    assert Dataset.objects.get().marks == "unknown"


@pytest.mark.parametrize(("said", "mark"), [("yes", "personal"), ("no", "none"), ("", "unknown")])
def test_a_model_is_marked_by_what_it_learnt_from(cast: Cast, said: str, mark: str) -> None:
    make_model(cast.risk_models, model_personal_training=said)

    assert TrainedModel.objects.get().marks == mark
    page = cast.client(cast.sam).get(reverse("registry:models"), {"trained_on": mark})
    assert len(page.context["list"].rows) == 1


def test_marks_outlive_every_other_kind_of_write(cast: Cast) -> None:
    dataset = make_system(cast.risk_models).datasets.get()
    set_facts(actor=CLERK, obj=dataset, values={"dataset_phi": "yes"})

    make_dataset_version(dataset)
    retire_object(actor=CLERK, obj=dataset, reason="Replaced")
    reinstate_object(actor=CLERK, obj=dataset)

    assert Dataset.objects.get().marks == "phi"


@pytest.mark.parametrize("cell", ["yes", "no"])
def test_an_import_marks_what_it_registers_and_changes(cast: Cast, cell: str) -> None:
    make_dataset(cast.risk_models, "Loans", dataset_personal="yes")
    lines = (f"{name},{cast.risk_models.name},Loans,{cell}" for name in ("Loans", "Weather"))
    table = table_of("dataset", "\n".join(("name,team,purpose,dataset_personal", *lines)))

    plan = try_import(actor=CLERK, kind="dataset", table=table)
    run_import(actor=CLERK, kind="dataset", table=table, fingerprint=plan.fingerprint)

    found = set(Dataset.objects.values_list("marks", flat=True))
    assert found == {"personal" if cell == "yes" else "none"}


def test_no_mark_is_part_of_another_one() -> None:
    keys = [key for key, _ in SENSITIVITIES]
    assert not [(one, two) for one in keys for two in keys if one != two and one in two]


def test_the_migration_fills_in_batches_and_takes_up_where_it_stopped(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    migration = import_module("apps.registry.migrations.0003_fill_marks")
    for number in range(5):
        make_dataset(cast.risk_models, f"Data {number}", dataset_phi="yes")
    make_model(cast.risk_models, model_personal_training="yes")
    for model in (Dataset, TrainedModel):
        model.objects.update(marks="unknown")
    Dataset.objects.filter(name="Data 3").update(facts={"dataset_phi": {}})
    monkeypatch.setattr(migration, "BATCH", 2)
    editor = connection.schema_editor()

    with pytest.raises(KeyError):
        migration.fill(apps, editor)
    assert sorted(Dataset.objects.values_list("marks", flat=True)) == ["phi"] * 2 + ["unknown"] * 3

    Dataset.objects.filter(name="Data 3").update(facts=stored({"dataset_phi": True}))
    migration.fill(apps, editor)
    assert drifted() == []
