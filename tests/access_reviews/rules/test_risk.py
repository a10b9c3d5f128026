"""The rank of an access and its arithmetic."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.access_reviews.rules.risk import (
    HIGHEST,
    RISKY,
    Use,
    disuse,
    privilege_weight,
    risk,
    sensitivity,
)
from apps.organizations.entitlements import Privilege
from apps.ui.components.facts import SENSITIVITY

NOW = dt.datetime(2026, 3, 14, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("marks", "deidentified", "value"),
    [
        (["phi", "children"], False, 4),
        (["special"], False, 4),
        (["criminal"], False, 4),
        (["ccpa_sensitive"], False, 4),
        (["personal"], False, 3),
        (["personal"], True, 3),
        (["unknown"], False, 3),
        ([], False, 3),
        (["none"], True, 2),
        (["none"], False, 1),
    ],
)
def test_sensitivity(marks: list[str], deidentified: bool, value: int) -> None:
    assert sensitivity(marks, deidentified=deidentified).value == value


def test_what_is_held_is_listed_in_words() -> None:
    assert sensitivity(["phi"]).words == "PHI"
    assert sensitivity(["phi", "special"]).words == "special-category data and PHI"
    every = sensitivity(["phi", "children", "special"]).words
    assert every == "special-category data, PHI and data of children"


def test_every_mark_and_every_privilege_has_its_weight() -> None:
    marks = set(SENSITIVITY) - {"none", "unknown", "personal"}
    assert {mark: sensitivity([mark]).value for mark in marks} == dict.fromkeys(marks, 4)
    weights = {one.value: privilege_weight(one.value).value for one in Privilege}
    assert weights == {
        "read": 1,
        "export": 2,
        "write": 2,
        "train": 2,
        "decrypt": 3,
        "deploy": 3,
        "administer": 4,
    }


@pytest.mark.parametrize(("days", "value"), [(0, 1), (30, 1), (31, 2), (90, 2), (91, 3), (None, 3)])
def test_disuse(days: int | None, value: int) -> None:
    last = NOW - dt.timedelta(days=days) if days is not None else None

    assert disuse(Use(last), NOW).value == value


def test_a_use_that_no_source_tells_is_no_reproach() -> None:
    assert disuse(Use(None, known=False), NOW).value == 2


@given(
    st.lists(st.sampled_from(sorted(SENSITIVITY)), unique=True),
    st.sampled_from([one.value for one in Privilege]),
    st.one_of(st.none(), st.integers(0, 1000)),
)
def test_the_rank_is_the_product_of_what_it_shows(
    marks: list[str], privilege: str, days: int | None
) -> None:
    last = NOW - dt.timedelta(days=days) if days is not None else None
    found = risk(marks, privilege, Use(last), NOW)

    product = 1
    for factor in found.factors:
        product *= factor.value
        assert factor.words and factor.name
    assert found.rank == product <= HIGHEST
    assert found.is_high is (product >= RISKY)
