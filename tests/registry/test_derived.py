"""Blast radius: the recursive statement against a plain walk in Python."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.registry.lineage.derived import Node, derived_from, node_of, number_of, sources_of
from apps.registry.lineage.inheriting import spread
from apps.registry.models import DatasetVersion, LineageEdge, ModelVersion
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
    ahead = {Node(r.kind, r.pk): r.depth for r in derived_from(versions[start])}
    behind = {Node(r.kind, r.pk): r.depth for r in sources_of(versions[start])}

    assert ahead == expected(versions, start, links)
    assert behind == expected(versions, start, back)


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

    assert [found.depth for found in derived_from(versions[0])] == [1, 1, 1, 2]
