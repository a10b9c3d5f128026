"""Blast radius: the recursive statement against a plain walk in Python."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.registry.lineage.derived import (
    Node,
    derived_from,
    node_of,
    number_of,
    sources_of,
    steps_from,
)
from apps.registry.lineage.inheriting import spread
from apps.registry.models import Dataset, DatasetVersion, LineageEdge, ModelVersion
from tests.cast import Cast
from tests.factories.registry import (
    make_dataset,
    make_dataset_version,
    make_model,
    make_model_version,
)

Version = DatasetVersion | ModelVersion
Links = list[tuple[int, int]]

SIZE = 8
ENDS = st.integers(0, SIZE - 1)
DIAMOND: Links = [(0, 1), (0, 2), (1, 3), (2, 3), (3, 4), (0, 4)]
CHAIN: Links = [(n, n + 1) for n in range(SIZE - 1)]
CIRCLE: Links = [*CHAIN, (SIZE - 1, 0)]


@pytest.fixture
def versions(cast: Cast) -> list[Version]:
    """Datasets and models by turns, so that keys of the two kinds meet."""
    found: list[Version] = []
    for number in range(SIZE // 2):
        found.append(make_dataset_version(make_dataset(cast.risk_models, f"D{number}")))
        found.append(make_model_version(make_model(cast.risk_models, f"M{number}")))
    return found


def store(versions: list[Version], links: Links) -> None:
    """Links as rows: circles too, which the service would refuse."""
    LineageEdge.objects.all().delete()
    for parent, child in set(links):
        one, other = node_of(versions[parent]), node_of(versions[child])
        ends = {f"parent_{one.kind}_id": one.pk, f"child_{other.kind}_id": other.pk}
        LineageEdge.objects.create(kind="derived_from", filed_by="test", **ends)
    spread({number_of(version) for version in versions})


def walked(start: int, links: Links) -> dict[int, int]:
    """Fewest links to each version, step by step."""
    depths, rim, step = {start: 0}, {start}, 0
    while rim:
        step += 1
        rim = {far for near, far in links if near in rim} - depths.keys()
        depths |= dict.fromkeys(rim, step)
    del depths[start]
    return depths


def expected(versions: list[Version], start: int, links: Links) -> dict[Node, int]:
    return {node_of(versions[n]): depth for n, depth in walked(start, links).items()}


def check(versions: list[Version], start: int, links: Links) -> None:
    store(versions, links)
    back = [(child, parent) for parent, child in links]
    ahead, behind = derived_from(versions[start]), sources_of(versions[start])
    steps = steps_from([number_of(versions[start])])

    assert len(ahead) == len(set(ahead))
    assert set(ahead) == set(expected(versions, start, links))
    assert set(behind) == set(expected(versions, start, back))
    assert {Node("dataset" if n > 0 else "model", abs(n)): s for n, s in steps.items()} == expected(
        versions, start, links
    )


@pytest.mark.parametrize("links", [[], DIAMOND, CHAIN, CIRCLE, [(0, 0), (0, 1)]])
def test_shapes_with_a_name(versions: list[Version], links: Links) -> None:
    check(versions, 0, links)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(start=ENDS, links=st.lists(st.tuples(ENDS, ENDS), max_size=20))
def test_any_graph_is_walked_as_by_hand(versions: list[Version], start: int, links: Links) -> None:
    check(versions, start, links)


def test_the_nearest_come_first(versions: list[Version]) -> None:
    store(versions, DIAMOND)

    assert list(steps_from([number_of(versions[0])]).values()) == [1, 1, 1, 2]


@pytest.mark.parametrize("walk", ["ahead", "back"])
def test_the_walk_uses_the_indexes(versions: list[Version], walk: str) -> None:
    """By the plan of the database itself, on either: with statistics of a large table at hand."""
    store(versions, CHAIN)
    many_links(versions)
    with CaptureQueriesContext(connection) as queries:
        (derived_from if walk == "ahead" else sources_of)(versions[0])
    explain = "EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN "

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute(explain + queries[0]["sql"])
        plan = " ".join(str(row) for row in cursor.fetchall())

    index = "lineage_derived_from" if walk == "ahead" else "lineage_sources_of"
    assert f"{index}" in plan
    assert "SCAN edge" not in plan
    assert "Seq Scan on registry_lineageedge" not in plan


def many_links(versions: list[Version]) -> None:
    """Enough rows that a planner has a reason to use an index."""
    table = make_dataset(Dataset.objects.all()[0].team, "Many")
    rows = [DatasetVersion(dataset=table, label=f"n{n}") for n in range(3000)]
    made = DatasetVersion.objects.bulk_create(rows)
    LineageEdge.objects.bulk_create(
        LineageEdge(kind="validated_on", parent_dataset=one, child_dataset=other, filed_by="test")
        for one, other in pairwise(made)
    )
