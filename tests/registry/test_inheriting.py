"""What is kept of inheritance is right after every change of a fact, a link or a version."""

from __future__ import annotations

import datetime as dt
import itertools
from importlib import import_module
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.core.errors import DomainError
from apps.registry import hooks
from apps.registry.facts.services import set_facts
from apps.registry.history.past import subject_facts_at
from apps.registry.lineage import inheriting
from apps.registry.lineage.services import link_versions, unlink_versions
from apps.registry.models import Dataset, DatasetVersion, LineageEdge, ModelVersion, TrainedModel
from apps.registry.stages.services import link
from apps.registry.subjects import subject_facts, subject_facts_of
from apps.trail.models import TrailEvent
from tests.cast import Cast
from tests.factories.registry import (
    CLERK,
    make_dataset,
    make_dataset_version,
    make_model,
    make_model_version,
    make_pipeline,
)

from .conftest import drifted, inherited_wrongly

MARCH = dt.datetime(2026, 3, 31, 12, tzinfo=dt.UTC)
migration: Any = import_module("apps.registry.migrations.0007_fill_inherited")


@pytest.fixture
def chain(cast: Cast) -> tuple[Dataset, Dataset, TrainedModel]:
    """Patients, the table derived from it, and the model trained on that; nothing is stated."""
    patients, table = (make_dataset(cast.risk_models, name) for name in ("Patients", "Table"))
    model = make_model(cast.risk_models)
    raw, rows = make_dataset_version(patients, "v3"), make_dataset_version(table)
    trained = make_model_version(model)
    link_versions(actor=CLERK, child=rows, parent=raw, kind="derived_from")
    link_versions(actor=CLERK, child=trained, parent=rows, kind="trained_on")
    return patients, table, model


def marks() -> dict[str, str]:
    rows = [*Dataset.objects.all(), *TrainedModel.objects.all()]
    return {row.name: row.marks for row in rows}


def test_a_fact_of_a_source_reaches_everything_made_from_it(
    cast: Cast, chain: tuple[Dataset, Dataset, TrainedModel]
) -> None:
    patients, table, model = chain

    set_facts(actor=CLERK, obj=patients, values={"dataset_phi": "yes"})

    assert marks() == {"Patients": "phi", "Table": "phi", "Scorer": "phi"}
    held = TrainedModel.objects.get().inherited["phi"]
    assert held[1:] == [patients.versions.get().pk, table.versions.get().pk, 2, "person"]
    told = TrailEvent.objects.filter(action="registry.model.inherited").get()
    assert told.actor_label == "Lineage"
    assert list(model.revisions.latest("number").changes) == ["inherited"]

    set_facts(actor=CLERK, obj=patients, values={"dataset_phi": None})
    assert set(marks().values()) == {"unknown"}


def test_a_link_brings_it_and_taking_the_link_away_takes_it_back(
    cast: Cast, chain: tuple[Dataset, Dataset, TrainedModel]
) -> None:
    patients, table, _ = chain
    set_facts(actor=CLERK, obj=patients, values={"dataset_special_kinds": ["health"]})
    edge = LineageEdge.objects.get(child_dataset__dataset=table)

    unlink_versions(actor=CLERK, edge_id=edge.public_id)
    assert marks() == {"Patients": "special", "Table": "unknown", "Scorer": "unknown"}

    link_versions(
        actor=CLERK, child=table.versions.get(), parent=patients.versions.get(), kind="derived_from"
    )
    assert set(marks().values()) == {"special"}


def test_what_a_model_is_tested_with_it_does_not_learn(cast: Cast) -> None:
    data = make_dataset_version(make_dataset(cast.risk_models, dataset_phi="yes"))
    tested = make_model_version(make_model(cast.risk_models))

    link_versions(actor=CLERK, child=tested, parent=data, kind="validated_on")

    assert TrainedModel.objects.get().marks == "unknown"


def test_a_new_version_keeps_what_the_older_ones_brought(
    cast: Cast, chain: tuple[Dataset, Dataset, TrainedModel]
) -> None:
    patients, table, _ = chain
    set_facts(actor=CLERK, obj=patients, values={"dataset_phi": "yes"})

    make_dataset_version(table, "v2")

    assert marks()["Table"] == "phi"


def test_what_is_stated_stands_and_what_is_below_still_knows(
    cast: Cast, chain: tuple[Dataset, Dataset, TrainedModel]
) -> None:
    patients, table, _ = chain
    set_facts(actor=CLERK, obj=patients, values={"dataset_phi": "yes"})

    set_facts(actor=CLERK, obj=table, values={"dataset_personal": "no"})
    assert marks() == {"Patients": "phi", "Table": "none", "Scorer": "phi"}

    set_facts(actor=CLERK, obj=table, values={"dataset_left_behind": "Weekly counts only"})
    assert marks() == {"Patients": "phi", "Table": "none", "Scorer": "unknown"}


def test_whoever_listens_is_told_of_each_object(
    cast: Cast, chain: tuple[Dataset, Dataset, TrainedModel]
) -> None:
    patients, table, model = chain
    told: list[tuple[str, set[int]]] = []

    def listen(kind: str, pks: Any, reason: str) -> None:
        told.append((kind, set(pks)))

    with hooks.facts_changed.registered(listen):
        set_facts(actor=CLERK, obj=patients, values={"dataset_children": "yes"})

    assert told == [
        ("dataset", {patients.pk}),
        ("dataset", {table.pk}),
        ("model", {model.pk}),
    ]


def test_questionnaires_read_it_and_so_does_the_past(
    cast: Cast, chain: tuple[Dataset, Dataset, TrainedModel]
) -> None:
    patients, _, model = chain
    with time_machine.travel(MARCH, tick=False):
        pipeline = make_pipeline(cast.risk_models)
        link(actor=CLERK, pipeline=pipeline, part=model)
        set_facts(actor=CLERK, obj=patients, values={"dataset_origins": ["public"]})
        set_facts(actor=CLERK, obj=patients, values={"dataset_phi": "yes"})
    with time_machine.travel(MARCH + dt.timedelta(days=1), tick=False):
        set_facts(actor=CLERK, obj=patients, values={"dataset_phi": None})

    now, many = subject_facts(pipeline), subject_facts_of([pipeline])[pipeline.pk]
    then = subject_facts_at(pipeline, MARCH + dt.timedelta(hours=1))

    assert now.models[0].own == many.models[0].own
    assert "model_phi_training" not in now.models[0].own
    assert now.models[0].own["model_origins"] == ["public"]
    assert then is not None
    assert then.models[0].own["model_phi_training"] is True
    assert then.pipeline.own["models_phi"] is True


@pytest.mark.parametrize("length", [2, 6])
def test_one_walk_finds_everything_however_far(cast: Cast, length: int) -> None:
    tables = [make_dataset(cast.risk_models, f"Table {n}") for n in range(length)]
    versions = [make_dataset_version(table) for table in tables]
    for parent, child in itertools.pairwise(versions):
        link_versions(actor=CLERK, child=child, parent=parent, kind="derived_from")
    set_facts(actor=CLERK, obj=tables[-1], values={"dataset_left_behind": "Explained"})

    with CaptureQueriesContext(connection) as queries:
        set_facts(actor=CLERK, obj=tables[0], values={"dataset_phi": "yes"})

    walks = [query for query in queries if "RECURSIVE" in query["sql"]]
    assert len(walks) == 1


def test_the_migration_fills_what_an_older_registry_lacks_and_may_run_again(
    cast: Cast, chain: tuple[Dataset, Dataset, TrainedModel], monkeypatch: pytest.MonkeyPatch
) -> None:
    set_facts(actor=CLERK, obj=chain[0], values={"dataset_phi": "yes"})
    expected = marks()
    for model in (DatasetVersion, ModelVersion, Dataset, TrainedModel):
        model.objects.update(inherited={})
    Dataset.objects.exclude(name="Patients").update(marks="unknown")
    monkeypatch.setattr(migration, "BATCH", 1)

    for _ in range(2):
        migration.fill(apps, connection.schema_editor())

        assert marks() == expected
        assert drifted() == inherited_wrongly() == []


def test_the_history_says_what_came_along_lineage(
    cast: Cast, chain: tuple[Dataset, Dataset, TrainedModel]
) -> None:
    set_facts(actor=CLERK, obj=chain[0], values={"dataset_special_kinds": ["health"]})

    page = cast.client(cast.sam).get(reverse("registry:model_history", args=[chain[2].public_id]))

    body = page.content.decode()
    assert "Inherited along lineage" in body
    assert "Special categories: Health" in body


def test_the_page_shows_what_came_and_from_where(
    cast: Cast, chain: tuple[Dataset, Dataset, TrainedModel]
) -> None:
    set_facts(actor=CLERK, obj=chain[0], values={"dataset_phi": "yes"})
    set_facts(actor=CLERK, obj=chain[1], values={"dataset_phi": "no"})
    sam = cast.client(cast.sam)

    bodies = [sam.get(obj.get_absolute_url()).content.decode() for obj in chain]

    assert "Comes along lineage" not in bodies[0]
    assert "Stated otherwise, not explained" in bodies[1]
    below = " ".join(bodies[2].split())
    assert "Holds PHI <small> from" in below
    assert ">Patients v3</a> via" in below
    assert ">Table v1</a>" in below


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer anyway")
def test_nobody_waits_without_end_for_another_pass(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    dataset = make_dataset(cast.risk_models)
    monkeypatch.setattr(inheriting, "_TRIES", 2)
    other: Any = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [inheriting._LOCK])
        assert cursor.fetchone() == (True,)

    with pytest.raises(DomainError) as refused:
        set_facts(actor=CLERK, obj=dataset, values={"dataset_phi": "yes"})

    other.close()
    assert refused.value.code == "lineage_busy"
    assert Dataset.objects.get().facts == {}


def test_models_are_found_by_what_they_learnt_from(
    cast: Cast, chain: tuple[Dataset, Dataset, TrainedModel]
) -> None:
    set_facts(actor=CLERK, obj=chain[0], values={"dataset_phi": "yes"})

    page = cast.client(cast.sam).get(reverse("registry:models"), {"trained_on": "phi"})

    assert [row.name for row in page.context["list"].rows] == ["Scorer"]
    assert "PHI" in page.content.decode()


def test_a_source_out_of_sight_has_no_name(cast: Cast) -> None:
    secret = make_dataset(cast.risk_models, "Secret loans", dataset_phi="yes")
    hers = make_model(cast.elsewhere, "Hers")
    data, trained = make_dataset_version(secret), make_model_version(hers)
    link_versions(actor=CLERK, child=trained, parent=data, kind="trained_on")

    body = cast.client(cast.mallory).get(hers.get_absolute_url()).content.decode()

    assert "a dataset out of your sight" in body
    assert "Secret" not in body
