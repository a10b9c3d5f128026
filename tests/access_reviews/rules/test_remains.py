"""What remains of an access when one way in is taken away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.access_reviews.rules.access import Access
from apps.access_reviews.rules.remains import opens, remaining, words

from .makers import ELSEWHERE, MEMBER, OTHER_SHARE, ROLE, SHARE, make_access

EVERY = (ROLE, MEMBER, SHARE, OTHER_SHARE, ELSEWHERE)
STRANGER = make_access(user_id=6, principal="Sam", ref="dataset:9")


@pytest.mark.parametrize(
    ("ended", "whole", "part"),
    [
        (ROLE, [], [MEMBER, ELSEWHERE, SHARE, OTHER_SHARE]),
        (MEMBER, [ROLE], [ELSEWHERE, SHARE, OTHER_SHARE]),
        (SHARE, [ROLE, ELSEWHERE, MEMBER], []),
        (OTHER_SHARE, [ROLE, MEMBER], []),
        (ELSEWHERE, [ROLE, MEMBER, SHARE], []),
    ],
)
def test_what_each_way_leaves_open(ended: Access, whole: list[Access], part: list[Access]) -> None:
    left = remaining(ended, [*EVERY, STRANGER])

    assert set(left.whole) == set(whole)
    assert set(left.part) == set(part)


def test_the_ways_of_somebody_else_and_of_another_team_are_no_way() -> None:
    other_team = make_access(object_kind="team", object_pk=8, team_id=8, ref="m8")

    assert not remaining(SHARE, [SHARE, STRANGER, other_team, OTHER_SHARE])
    assert words(SHARE, remaining(SHARE, [SHARE])) == ""


def test_an_orphan_is_known_by_the_name_of_its_account() -> None:
    one = make_access(user_id=None, principal="etl", ref="a")
    same = make_access(user_id=None, principal="etl", ref="b")
    other = make_access(user_id=None, principal="backup", ref="c")

    assert remaining(one, [one, same, other]).whole == (same,)


@given(st.lists(st.sampled_from(EVERY), unique=True), st.sampled_from(EVERY))
def test_nothing_remains_exactly_when_no_other_way_meets_it(
    held: list[Access], ended: Access
) -> None:
    left = remaining(ended, [*held, ended])

    meets = [way for way in held if way != ended and (opens(way, ended) or opens(ended, way))]
    assert set(left.whole) | set(left.part) == set(meets)
    assert not set(left.whole) & set(left.part)
    assert bool(words(ended, left)) is bool(meets)


@pytest.mark.parametrize(
    ("ended", "held", "said"),
    [
        (
            SHARE,
            [MEMBER],
            "Mallory still reaches it as contributor of Risk Models.",
        ),
        (
            MEMBER,
            [SHARE, OTHER_SHARE],
            "Mallory still reaches Loans by a share and Rates by a share.",
        ),
        (
            ROLE,
            [MEMBER],
            "Mallory still reaches Risk Models as contributor.",
        ),
        (
            make_access(privilege="write", ref="w"),
            [make_access(privilege="read", ref="v", way="as viewer of Risk Models")],
            "Mallory still reaches it as viewer of Risk Models, with fewer rights (read).",
        ),
    ],
)
def test_it_is_said_in_a_sentence(ended: Access, held: list[Access], said: str) -> None:
    assert words(ended, remaining(ended, held)) == said


def test_many_ways_are_counted_past_three() -> None:
    shares = [make_access(ref=f"dataset:{n}", object_pk=n, object_label=f"D{n}") for n in range(9)]

    assert words(MEMBER, remaining(MEMBER, shares)).endswith("D2 by a share and 6 more.")
