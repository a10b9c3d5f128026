"""What passes along lineage: the rule, without a database."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.registry.facts import derive
from apps.registry.facts.implied import FLAGS, contradiction
from apps.registry.facts.inheritance import (
    UNKNOWN_ORIGIN,
    Holder,
    flow,
    holder,
    known,
    passed_on,
    unexplained,
)

SIZE = 6
ENTRIES = st.lists(st.sampled_from(["person", "public", "derived"]), unique=True)
dataset_facts = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(FLAGS["dataset"].values(), st.booleans()),
        "dataset_origins": ENTRIES,
        "dataset_deidentification": st.sampled_from(["safe_harbor", "identified", "synthetic"]),
    },
).filter(lambda facts: contradiction(facts) is None)
# A link leads from a lower number to a higher one: no circles.
links = st.lists(
    st.tuples(st.integers(1, SIZE), st.integers(1, SIZE)).filter(lambda ends: ends[0] < ends[1])
)
tables = st.lists(dataset_facts, min_size=SIZE, max_size=SIZE)


def of(facts: dict[str, Any], kind: str = "dataset") -> Holder:
    return holder(kind, {key: {"v": value, "s": "person"} for key, value in facts.items()})


def flowed(said: list[dict[str, Any]], pairs: list[tuple[int, int]]) -> dict[int, Any]:
    versions = range(1, len(said) + 1)
    parents: dict[int, list[int]] = {}
    for parent, child in pairs:
        parents.setdefault(child, []).append(parent)
    return flow(versions, parents, {n: of(said[n - 1]) for n in versions}, {})


def handed(facts: dict[str, Any]) -> set[str]:
    """What a child of such a dataset inherits."""
    return set(flowed([facts, {}], [(1, 2)])[2])


@given(tables, links)
def test_a_known_yes_makes_what_nobody_stated_a_yes_and_a_no_makes_nothing(
    said: list[dict[str, Any]], pairs: list[tuple[int, int]]
) -> None:
    found = flowed(said, pairs)

    for parent, child in pairs:
        yes = {name for name, key in FLAGS["dataset"].items() if said[parent - 1].get(key) is True}
        assert yes <= set(found[child])
    for version, items in found.items():
        facts = known("dataset", {}, items)
        assert False not in facts.values()
        if not any(child == version for _, child in pairs):
            assert items == {}


@given(tables, links)
def test_what_is_stated_stands(said: list[dict[str, Any]], pairs: list[tuple[int, int]]) -> None:
    nothing = derive.DatasetRecord(owner_named=False, versioned=False)

    for version, items in flowed(said, pairs).items():
        stated = said[version - 1]
        facts = derive.dataset_facts(stated, nothing, items)
        flags = FLAGS["dataset"].values()
        assert {key: facts[key] for key in flags if key in stated} == {
            key: stated[key] for key in flags if key in stated
        }
        assert contradiction(facts) is None


@given(tables, links)
def test_each_way_leads_back_to_the_version_that_says_so(
    said: list[dict[str, Any]], pairs: list[tuple[int, int]]
) -> None:
    found = flowed(said, pairs)

    for version, items in found.items():
        for item, held in items.items():
            at, steps = held.through, 1
            assert (held.through, version) in pairs
            while at != held.source:
                at, steps = found[at][item].through, steps + 1
            assert steps == held.links
            if item != UNKNOWN_ORIGIN:
                assert item in of(said[at - 1]).items


@given(tables, links, st.integers(1, SIZE))
def test_working_out_only_what_is_below_a_change_gives_the_same(
    said: list[dict[str, Any]], pairs: list[tuple[int, int]], changed: int
) -> None:
    before = flowed([*said[: changed - 1], {}, *said[changed:]], pairs)
    below = {changed}
    for _ in range(SIZE):
        below |= {child for parent, child in pairs if parent in below}
    parents: dict[int, list[int]] = {}
    for parent, child in pairs:
        parents.setdefault(child, []).append(parent)

    anew = flow(below, parents, {n: of(said[n - 1]) for n in range(1, SIZE + 1)}, before)

    assert {**before, **anew} == flowed(said, pairs)


@pytest.mark.parametrize(
    ("child", "goes_on"),
    [
        ({}, True),
        ({"dataset_phi": False}, True),
        ({"dataset_phi": False, "dataset_left_behind": "Health columns dropped"}, False),
        ({"dataset_deidentification": "safe_harbor"}, False),
        ({"dataset_deidentification": "expert_determined"}, False),
        ({"dataset_deidentification": "pseudonymised"}, True),
        ({"dataset_deidentification": "limited_data_set"}, True),
        ({"dataset_deidentification": "claimed_anonymous"}, True),
        ({"dataset_deidentification": "claimed_anonymous", "dataset_phi": False}, True),
        (
            {
                "dataset_deidentification": "claimed_anonymous",
                "dataset_phi": False,
                "dataset_reid_tested": True,
            },
            False,
        ),
        ({"dataset_deidentification": "aggregated", "dataset_reid_tested": True}, True),
    ],
)
def test_what_ends_phi_on_its_way(child: dict[str, Any], goes_on: bool) -> None:
    found = flowed([{"dataset_phi": True}, child, {}], [(1, 2), (2, 3)])

    assert "phi" in found[2]
    assert ("phi" in found[3]) is goes_on
    assert "personal" in found[3]


def test_a_bare_no_beside_a_yes_is_to_be_explained() -> None:
    said = {"dataset_phi": False}

    assert unexplained("dataset", said, ["phi", "personal"]) == ["phi"]
    assert unexplained("dataset", {**said, "dataset_left_behind": "Dropped"}, ["phi"]) == []


@pytest.mark.parametrize(
    ("sources", "own", "expected"),
    [
        ([["person"], ["public"]], None, ["derived", "person", "public"]),
        ([["person"], ["public"]], ["derived"], ["derived", "person", "public"]),
        ([["person"], None], None, None),
        ([["person"], ["derived"]], ["derived"], None),
        ([["person"], None], ["derived", "public"], ["derived", "person", "public"]),
        ([["person"]], ["public"], ["public"]),
        ([], ["derived"], None),
    ],
)
def test_a_derived_table_comes_from_wherever_its_sources_come_from(
    sources: list[list[str] | None], own: list[str] | None, expected: list[str] | None
) -> None:
    said = [{"dataset_origins": entry} if entry else {} for entry in [*sources, own]]
    last = len(said)
    items = flowed(said, [(n, last) for n in range(1, last)])[last]
    record = derive.DatasetRecord(owner_named=False, versioned=False)

    facts = derive.dataset_facts(said[-1], record, items)

    assert facts.get("dataset_origins") == expected


def test_a_model_learns_what_its_data_holds_and_hands_it_on() -> None:
    data = of({"dataset_special_kinds": ["health"], "dataset_use_limits": ["research_only"]})
    arrived = flow([2], {2: [1]}, {1: data, 2: of({}, "model")}, {1: {}})[2]
    record = derive.ModelRecord(owner_named=False, versioned=False)

    facts = derive.model_facts({}, record, arrived)

    assert facts["model_special_training"] is facts["model_personal_training"] is True
    assert "model_phi_training" not in facts
    handed_on = passed_on(2, of({}, "model"), arrived)
    assert {"special_kinds=health", "use_limits=research_only"} <= set(handed_on)


def test_limits_and_kinds_arrive_but_never_as_a_whole_list() -> None:
    items = handed({"dataset_use_limits": ["no_training"], "dataset_special_kinds": ["health"]})

    assert {"use_limits=no_training", "special_kinds=health"} <= items
    assert not {"dataset_use_limits", "dataset_special_kinds"} & set(known("dataset", {}, items))


def test_a_circle_of_links_ends() -> None:
    holders = {1: of({"dataset_phi": True}), 2: of({}), 3: of({})}

    found = flow([2, 3], {2: [1, 3], 3: [2]}, holders, {1: {}})

    assert found[3]["phi"][:3] == (1, 2, 2)
