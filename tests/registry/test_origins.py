"""Where data comes from is a list; what was kept or sent as one choice is read as a list of one."""

from __future__ import annotations

import datetime as dt
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from apps.core.errors import DomainError
from apps.registry.facts import derive
from apps.registry.facts.services import set_facts
from apps.registry.history.past import subject_facts_at
from apps.registry.imports.services import run_import, table_of, try_import
from apps.registry.models import Dataset, DatasetRevision
from tests.cast import Cast
from tests.factories.registry import CLERK, make_dataset, make_system

NOTHING = derive.DatasetRecord(owner_named=False, versioned=False)
OLD = {
    "dataset_source": {"v": "public", "s": "person", "by": "Sam", "at": "2026-01-02T12:00:00+00:00"}
}
NEW = {
    "dataset_origins": {
        "v": ["public"],
        "s": "person",
        "by": "Sam",
        "at": "2026-01-02T12:00:00+00:00",
    }
}
migration: Any = import_module("apps.registry.migrations.0005_origins_as_a_list")


@pytest.mark.parametrize(
    ("said", "known"),
    [(["derived"], None), (["person"], ["person"]), (["derived", "public"], ["derived", "public"])],
)
def test_derived_alone_does_not_say_that_none_of_it_is_from_the_person(
    said: list[str], known: list[str] | None
) -> None:
    facts = derive.dataset_facts({"dataset_origins": said}, NOTHING)

    assert facts.get("dataset_origins") == known
    assert facts.get("dataset_source") == (said[0] if len(said) == 1 else None)
    assert derive.from_datasets([facts]).get("data_origins") == known


def test_the_migration_turns_choices_into_lists_and_takes_up_where_it_stopped(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        make_dataset(cast.risk_models, f"Data {number}")
    Dataset.objects.update(facts=OLD)
    Dataset.objects.filter(name="Data 3").update(facts={"dataset_source": {}})
    monkeypatch.setattr(migration, "BATCH", 2)
    editor = connection.schema_editor()

    with pytest.raises(KeyError):
        migration.replace(apps, editor)
    assert Dataset.objects.filter(facts=NEW).count() == 2

    Dataset.objects.filter(name="Data 3").update(facts=OLD | NEW)
    migration.replace(apps, editor)
    assert Dataset.objects.filter(facts=NEW).count() == 5

    migration.put_back(apps, editor)
    assert Dataset.objects.filter(facts=OLD).count() == 5


def test_an_old_revision_says_what_it_said_then(cast: Cast) -> None:
    pipeline = make_system(cast.risk_models)
    revision = DatasetRevision.objects.latest("pk")
    state = revision.state | {"facts": OLD}
    changes = {"dataset_source": [None, "public"]}
    DatasetRevision.objects.filter(pk=revision.pk).update(state=state, changes=changes)
    Dataset.objects.update(facts=NEW)

    then = subject_facts_at(pipeline, dt.datetime.max.replace(tzinfo=dt.UTC))
    set_facts(actor=CLERK, obj=pipeline.datasets.get(), values={"dataset_phi": "no"})

    assert then is not None
    assert then.datasets[0].own["dataset_origins"] == ["public"]
    assert set(DatasetRevision.objects.latest("pk").changes) == {"dataset_phi"}
    page = cast.client(cast.sam).get(
        reverse("registry:dataset_history", args=[pipeline.datasets.get().public_id])
    )
    assert "Publicly available" in page.content.decode()


def test_a_file_with_the_old_column_is_read(cast: Cast) -> None:
    line = f"Loans,{cast.risk_models.name},Loans,third_party"
    table = table_of("dataset", f"name,team,purpose,dataset_source\n{line}")

    plan = try_import(actor=CLERK, kind="dataset", table=table)
    run_import(actor=CLERK, kind="dataset", table=table, fingerprint=plan.fingerprint)

    assert Dataset.objects.get().known() == {"dataset_origins": ["third_party"]}


def test_a_file_names_the_column_once(cast: Cast) -> None:
    with pytest.raises(DomainError, match="dataset_origins is there twice"):
        table_of("dataset", "name,team,dataset_source,dataset_origins\nA,B,public,public")
