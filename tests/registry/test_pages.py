"""Every page of the registry, for every role, and how many queries the lists need."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.registry.lineage.services import link_versions
from apps.registry.models import Pipeline
from apps.registry.stages.services import link
from tests.cast import Cast
from tests.factories.registry import (
    CLERK,
    DIGEST,
    make_dataset,
    make_dataset_version,
    make_model_version,
    make_pipeline,
    make_system,
)

LISTS = ("pipelines", "datasets", "models")
TABS = ("facts", "lineage", "sharing", "history")


@pytest.fixture
def pipeline(cast: Cast) -> Pipeline:
    """A whole system with versions and lineage."""
    pipeline = make_system(cast.risk_models)
    data = make_dataset_version(
        pipeline.datasets.get(), rows=10, digest=DIGEST, schema=[{"name": "age", "type": "int"}]
    )
    trained = make_model_version(pipeline.trained_models.get(), digest=DIGEST)
    link_versions(actor=CLERK, child=trained, parent=data, kind="trained_on")
    return pipeline


def addresses(pipeline: Pipeline) -> dict[str, str]:
    """Every page that shows one of the three objects."""
    found = {}
    parts = (pipeline, pipeline.datasets.get(), pipeline.trained_models.get())
    for obj in parts:
        found[obj.kind] = obj.get_absolute_url()
        for tab in TABS:
            found[f"{obj.kind}_{tab}"] = reverse(f"registry:{obj.kind}_{tab}", args=[obj.public_id])
    for name, obj in (
        ("pipeline_stages", parts[0]),
        ("dataset_versions", parts[1]),
        ("model_versions", parts[2]),
    ):
        found[name] = reverse(f"registry:{name}", args=[obj.public_id])
    found["stage"] = reverse("registry:pipeline_stage", args=[pipeline.public_id, "training"])
    return found


@pytest.mark.parametrize("person", ["olga", "cora", "aya", "lena", "sam"])
def test_who_sees_the_pages(cast: Cast, pipeline: Pipeline, person: str) -> None:
    client = cast.client(cast.people()[person])

    for name, address in addresses(pipeline).items():
        answer = client.get(address)
        assert answer.status_code == 200, name
        assert "Credit risk" in answer.content.decode(), name


def test_mallory_sees_none_of_them(cast: Cast, pipeline: Pipeline) -> None:
    client = cast.client(cast.mallory)

    for name, address in addresses(pipeline).items():
        answer = client.get(address)
        assert answer.status_code == 404, name
        assert "Credit risk" not in answer.content.decode(), name
    for name in LISTS:
        for form in ("", "?format=csv", "?format=json"):
            answer = client.get(f"{reverse(f'registry:{name}')}{form}")
            body = b"".join(answer) if answer.streaming else answer.content
            assert b"Credit risk" not in body, name
    assert b"Credit risk" not in client.get(reverse("home:search"), {"q": "credit"}).content


@pytest.mark.parametrize("name", LISTS)
def test_lists_need_the_same_few_queries_for_ten_rows_and_twenty(cast: Cast, name: str) -> None:
    client, address = cast.client(cast.sam), reverse(f"registry:{name}")
    client.get(address)  # fills the cache of the sign-in rules
    counts: list[int] = []
    for count in (10, 10):
        for number in range(count):
            make_system(cast.risk_models, f"System {len(counts)} {number}")
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12, [query["sql"][:120] for query in queries]


@pytest.mark.parametrize("name", LISTS)
def test_empty_lists_say_what_to_do(cast: Cast, name: str) -> None:
    kind = name[:-1]
    for person, wanted in ((cast.sam, f"Register a {kind}"), (cast.aya, "Nothing is registered")):
        answer = cast.client(person).get(reverse(f"registry:{name}"))
        assert wanted in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=WEATHER", 1),
        ("q=nothing", 0),
        ("sensitivity=phi", 1),
        ("sensitivity=personal", 1),
        ("sensitivity=none", 0),
        ("sensitivity=unknown", 1),
        ("status=retired", 0),
        ("owner=nobody", 2),
        ("owner=me", 0),
        ("sensitivity=weird", 2),
        ("team=not-a-uuid", 2),
        ("page=99", 2),
    ],
)
def test_filters_live_in_the_address(cast: Cast, query: str, found: int) -> None:
    make_dataset(cast.risk_models, "Loans", dataset_phi="yes")
    make_dataset(cast.risk_models, "Weather")

    answer = cast.client(cast.sam).get(f"{reverse('registry:datasets')}?{query}")

    assert answer.status_code == 200
    assert len(answer.context["list"].rows) == found


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ([{}], {"unknown"}),
        ([{"dataset_phi": "yes"}, {}], {"phi", "personal", "unknown"}),
        ([{"dataset_personal": "no"}, {"dataset_personal": "no"}], {"none"}),
        ([{"dataset_personal": "no"}, {}], {"unknown"}),
        ([], set()),
    ],
)
def test_a_pipeline_is_found_by_what_its_data_is(
    cast: Cast, facts: list[dict[str, str]], found: set[str]
) -> None:
    pipeline, client = make_pipeline(cast.risk_models), cast.client(cast.sam)
    for number, known in enumerate(facts):
        part = make_dataset(cast.risk_models, f"Data {number}", **known)
        link(actor=CLERK, pipeline=pipeline, part=part)

    address = reverse("registry:pipelines")
    shown = {
        kind
        for kind in ("personal", "special", "phi", "children", "none", "unknown")
        if client.get(address, {"sensitivity": kind}).context["list"].rows
    }

    assert shown == found


def test_search_finds_by_name_purpose_and_id(cast: Cast, pipeline: Pipeline) -> None:
    client, address = cast.client(cast.sam), reverse("home:search")

    for words in ("credit", "DECIDE ON LOANS", str(pipeline.public_id)):
        assert "Credit risk" in client.get(address, {"q": words}).content.decode()
    assert client.get(address).status_code == 200
    assert "Nothing found" in client.get(address, {"q": "zzz\x00"}).content.decode()
