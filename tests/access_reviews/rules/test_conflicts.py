"""Conflicting duties are found whichever way round, and only for one holder."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.access_reviews.rules.conflicts import (
    DEFAULT_PAIRS,
    Conflict,
    Duty,
    Pair,
    conflicting_keys,
    conflicts,
)
from apps.core.errors import DomainError

TRAIN_DEPLOY, REQUEST_APPROVE = DEFAULT_PAIRS


def duty(holder: str, what: str, about: str = "model 1") -> Duty:
    return Duty(holder, what, about, f"{holder}-{what}-{about}")


def test_train_and_deploy_of_one_model_conflict() -> None:
    held = [duty("sam", "train"), duty("sam", "deploy"), duty("sam", "read")]

    assert conflicts(held, DEFAULT_PAIRS) == (
        Conflict("sam", TRAIN_DEPLOY, ("sam-deploy-model 1", "sam-train-model 1")),
    )


@pytest.mark.parametrize(
    "held",
    [
        pytest.param([duty("sam", "train"), duty("lena", "deploy")], id="two people"),
        pytest.param([duty("sam", "train"), duty("sam", "deploy", "model 2")], id="two models"),
        pytest.param([duty("sam", "train"), duty("sam", "read")], id="no pair"),
        pytest.param([duty("sam", "train"), duty("sam", "train")], id="one duty twice"),
        pytest.param([], id="nothing held"),
    ],
)
def test_what_does_not_conflict(held: list[Duty]) -> None:
    assert conflicts(held, DEFAULT_PAIRS) == ()


def test_request_and_approve_conflict_anywhere() -> None:
    held = [duty("sam", "request", "model 1"), duty("sam", "approve", "model 2")]
    (found,) = conflicts(held, DEFAULT_PAIRS)

    assert (found.pair, len(found.keys)) == (REQUEST_APPROVE, 2)


def test_every_way_to_a_conflicting_duty_is_named() -> None:
    twice = [duty("sam", "deploy"), replace(duty("sam", "deploy"), key="by group")]

    assert conflicting_keys(conflicts([*twice, duty("sam", "train")], [TRAIN_DEPLOY])) == {
        "sam-deploy-model 1",
        "by group",
        "sam-train-model 1",
    }


def test_each_object_is_a_conflict_of_its_own() -> None:
    held = [duty("sam", what, about) for what in ("train", "deploy") for about in ("m1", "m2")]

    assert len(conflicts(held, DEFAULT_PAIRS)) == 2


@pytest.mark.parametrize(("first", "second"), [("train", "train"), ("", "train"), ("train", "")])
def test_a_pair_has_two_duties(first: str, second: str) -> None:
    with pytest.raises(DomainError, match="two different duties"):
        Pair(first, second)


DUTIES = st.sampled_from(["train", "deploy", "request", "approve"])
HELD = st.lists(
    st.builds(duty, st.sampled_from(["sam", "lena"]), DUTIES, st.sampled_from(["m1", "m2"]))
)
TWO = st.tuples(DUTIES, DUTIES).filter(lambda two: two[0] != two[1])


@given(HELD, TWO, st.booleans(), st.randoms(use_true_random=False))
def test_neither_order_matters(
    held: list[Duty], duties: tuple[str, str], together: bool, random: Random
) -> None:
    first, second = duties
    there, back = Pair(first, second, together), Pair(second, first, together)
    mixed = list(held)
    random.shuffle(mixed)

    assert there == back
    assert conflicts(held, [there]) == conflicts(mixed, [back, there])


@given(HELD, TWO)
def test_what_conflicts_on_one_object_conflicts_anywhere(
    held: list[Duty], duties: tuple[str, str]
) -> None:
    narrow = conflicts(held, [Pair(*duties)])
    wide = conflicts(held, [Pair(*duties, together=False)])

    assert {found.holder for found in narrow} <= {found.holder for found in wide}
    assert conflicting_keys(narrow) <= conflicting_keys(wide)
