"""The population certificate: whole, comparable, the same whoever answers first."""

from __future__ import annotations

import datetime as dt
import hashlib
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.access_reviews.rules.certificate import (
    Difference,
    Facts,
    SourceRun,
    blocking,
    certify,
    difference,
    document,
    document_digest,
    entitlement_digest,
    population,
    population_digest,
)
from apps.core.canonical import canonical_json

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
READ: Facts = {"privilege": "read", "granted_by": "Lena", "expires_at": None}
TRAIN: Facts = {"privilege": "train", "granted_by": "Lena", "expires_at": "2026-06-30"}


def run(key: str, failed: str = "") -> SourceRun:
    return SourceRun(key, key.title(), "all grants", "team 7", NOON, 2, "ab", failed)


def test_anybody_can_work_the_digest_out_again() -> None:
    lines = [
        hashlib.sha256(canonical_json({**facts, "key": key})).hexdigest() + "\n"
        for key, facts in (("a", READ), ("b", TRAIN))
    ]

    assert population_digest(population([("b", TRAIN), ("a", READ)])) == (
        hashlib.sha256("".join(lines).encode()).hexdigest()
    )


def test_a_key_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="a is twice"):
        population([("a", READ), ("a", TRAIN)])


def test_facts_with_a_key_of_their_own_are_refused() -> None:
    with pytest.raises(ValueError, match="none of its facts"):
        entitlement_digest("a", {**READ, "key": "b"})


def test_what_came_went_and_changed() -> None:
    before = population([("a", READ), ("b", READ), ("c", READ)])
    now = population([("b", READ), ("c", TRAIN), ("d", READ)])

    assert difference(before, now) == Difference(("d",), ("a",), ("c",))


def test_the_certificate_says_what_was_asked_and_what_came() -> None:
    held = population([("a", READ), ("b", TRAIN)])
    kept = document(certify(held, [run("own"), run("aws", "access denied")], NOON, {}))

    assert [source["key"] for source in kept["sources"]] == ["aws", "own"]
    assert kept["sources"][0]["failed"] == "access denied"
    assert kept["sources"][1]["filters"] == "team 7"
    assert (kept["rows"], kept["frozen_at"]) == (2, "2026-03-02T12:00:00+00:00")
    assert kept["since_last"] == {"added": 2, "removed": 0, "changed": 0}
    assert kept["digest"] == population_digest(held)


def test_the_first_list_differs_from_nothing() -> None:
    assert document(certify({}, [], NOON))["since_last"] is None


def test_a_kept_certificate_that_was_touched_shows() -> None:
    kept = document(certify(population([("a", READ)]), [run("own")], NOON))
    touched = {**kept, "sources": [{**kept["sources"][0], "filters": "team 8"}]}

    assert document_digest(dict(reversed(kept.items()))) == document_digest(kept)
    assert document_digest(touched) != document_digest(kept)


def test_a_failed_source_forbids_the_close_until_an_exception_is_recorded() -> None:
    certificate = certify({}, [run("own"), run("aws", "denied"), run("hr", "away")], NOON)

    assert [source.key for source in blocking(certificate, ())] == ["aws", "hr"]
    assert [source.key for source in blocking(certificate, {"aws", "own"})] == ["hr"]
    assert blocking(certificate, {"aws", "hr"}) == ()


NAMES = st.sampled_from(["privilege", "granted_by", "why", "risk", "expires_at"])
VALUES = st.text(max_size=8) | st.integers(0, 2**40) | st.booleans() | st.none()
LISTS = st.dictionaries(st.text(max_size=5), st.dictionaries(NAMES, VALUES, max_size=4), max_size=6)


@given(LISTS, st.randoms(use_true_random=False))
def test_the_order_of_the_answers_does_not_show(held: dict[str, Facts], random: Random) -> None:
    mixed = list(held.items())
    random.shuffle(mixed)

    assert population_digest(population(mixed)) == population_digest(population(held.items()))


@given(LISTS, LISTS)
def test_the_digest_tells_two_lists_apart(one: dict[str, Facts], other: dict[str, Facts]) -> None:
    first, second = population(one.items()), population(other.items())
    same = difference(first, second) == Difference()

    assert (population_digest(first) == population_digest(second)) is same


@given(LISTS, LISTS)
def test_a_difference_is_symmetric(one: dict[str, Facts], other: dict[str, Facts]) -> None:
    first, second = population(one.items()), population(other.items())
    there, back = difference(first, second), difference(second, first)

    assert (there.added, there.removed) == (back.removed, back.added)
    assert there.changed == back.changed
    assert difference(first, first) == Difference()


@given(LISTS, LISTS)
def test_a_difference_leads_from_one_list_to_the_other(
    one: dict[str, Facts], other: dict[str, Facts]
) -> None:
    before, now = population(one.items()), population(other.items())
    moved = difference(before, now)
    kept = {key: held for key, held in before.items() if key not in moved.removed}

    assert {**kept, **{key: now[key] for key in moved.added + moved.changed}} == now
