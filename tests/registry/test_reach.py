"""Everything made from a dataset or model: what its pages tell, and to whom."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from apps.registry.lineage.services import link_versions
from apps.registry.models import Dataset
from tests.cast import Cast
from tests.factories.registry import (
    CLERK,
    make_dataset,
    make_dataset_version,
    make_model,
    make_model_version,
)


@pytest.fixture
def source(cast: Cast) -> Dataset:
    """Patients v1; a table of another team made from it, a model trained on that; v2 unused."""
    patients, table = make_dataset(cast.risk_models, "Patients"), make_dataset(cast.elsewhere, "T1")
    raw, rows = make_dataset_version(patients), make_dataset_version(table)
    make_dataset_version(patients, "v2")
    trained = make_model_version(make_model(cast.risk_models, "Scorer"))
    link_versions(actor=CLERK, child=rows, parent=raw, kind="derived_from")
    link_versions(actor=CLERK, child=trained, parent=rows, kind="trained_on")
    return patients


def listed(client: Client, obj: Any, **query: str) -> Any:
    return client.get(reverse(f"registry:{obj.kind}_derived", args=[obj.public_id]), query)


def test_an_officer_reads_all_of_it_nearest_first(cast: Cast, source: Dataset) -> None:
    answer = listed(cast.client(cast.cora), source, format="json").json()

    assert [(row["name"], row["version"], row["steps"]) for row in answer["rows"]] == [
        ("T1", "v1", 1),
        ("Scorer", "1.0", 2),
    ]
    assert {row["kind"] for row in answer["rows"]} == {"dataset", "model"}


def test_what_is_out_of_sight_leaves_no_trace(cast: Cast, source: Dataset) -> None:
    sam = cast.client(cast.sam)
    tab = sam.get(reverse("registry:dataset_lineage", args=[source.public_id])).content.decode()

    assert [row["name"] for row in listed(sam, source, format="json").json()["rows"]] == ["Scorer"]
    assert "T1" not in listed(sam, source).content.decode()
    assert "0 datasets, 1 model<" in " ".join(tab.split()).replace("1 models", "?")


def test_mallory_has_no_such_page(cast: Cast, source: Dataset) -> None:
    mallory = cast.client(cast.mallory)
    table = Dataset.objects.get(name="T1")

    assert listed(mallory, source).status_code == 404
    assert listed(mallory, table, format="json").json()["rows"] == []


def test_one_version_or_any(cast: Cast, source: Dataset) -> None:
    cora = cast.client(cast.cora)
    unused, used = source.versions.all()

    assert (
        "Nothing was made from it" in listed(cora, make_dataset(cast.risk_models)).content.decode()
    )
    found = listed(cora, source, version=str(used.public_id), format="csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(found.streaming_content).decode())))
    assert [row["name"] for row in rows] == ["T1", "Scorer"]
    page = listed(cora, source, version=str(unused.public_id)).content.decode()
    assert "Nothing fits these filters" in page
