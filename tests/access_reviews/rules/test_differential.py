"""What a differential campaign looks at, and that it leaves out nothing nobody approved."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.access_reviews.rules.decisions import Outcome
from apps.access_reviews.rules.differential import Listed, Why, differential, why_again

KEPT = Listed("a", "content", 4, frozenset({"dormant"}), Outcome.KEEP)
RISKY_FROM = 24


def was(outcome: Outcome | None) -> Listed:
    return replace(KEPT, outcome=outcome)


TABLE = [
    (KEPT, None, Why.NEW, "it was on no list"),
    (KEPT, KEPT, None, "as it was, and kept"),
    (replace(KEPT, content="other"), KEPT, Why.CHANGED, "another reason, window or expiry"),
    (replace(KEPT, risk=6), KEPT, Why.RISKIER, "a higher rank"),
    (replace(KEPT, risk=2), KEPT, None, "a lower rank"),
    (replace(KEPT, flags=frozenset({"dormant", "leaver"})), KEPT, Why.RISKIER, "one flag more"),
    (replace(KEPT, flags=frozenset()), KEPT, None, "one flag less"),
    (replace(KEPT, flags=frozenset({"orphan"})), KEPT, Why.RISKIER, "one flag for another"),
    (replace(KEPT, risk=24), replace(KEPT, risk=24), Why.RISKY, "risky each time"),
    (replace(KEPT, risk=23), replace(KEPT, risk=23), None, "just not risky"),
    (KEPT, was(None), Why.NOT_DECIDED, "its campaign never closed"),
    (KEPT, was(Outcome.NOT_DECIDED), Why.NOT_DECIDED, "nobody decided"),
    (KEPT, was(Outcome.CANNOT_TELL), Why.NOT_DECIDED, "nobody could tell"),
    (KEPT, was(Outcome.REVOKE), Why.NOT_CARRIED_OUT, "revoked, and there again"),
    (KEPT, was(Outcome.REDUCE), Why.NOT_CARRIED_OUT, "reduced, and the same privilege again"),
    (KEPT, was(Outcome.CHANGE_EXPIRY), Why.NOT_CARRIED_OUT, "the end is not the one decided"),
    (
        replace(KEPT, content="other"),
        was(Outcome.CHANGE_EXPIRY),
        Why.CHANGED,
        "another end: whether it is the one decided is looked at",
    ),
    (
        replace(KEPT, content="other", risk=30),
        was(Outcome.REVOKE),
        Why.NOT_CARRIED_OUT,
        "the weightiest reason of several",
    ),
]


@pytest.mark.parametrize(
    ("now", "last", "why"),
    [pytest.param(*row[:3], id=f"{n}: {row[3]}") for n, row in enumerate(TABLE)],
)
def test_why_it_is_looked_at_again(now: Listed, last: Listed | None, why: Why | None) -> None:
    assert why_again(now, last, RISKY_FROM) is why


LISTED = st.builds(
    Listed,
    key=st.sampled_from("abcdef"),
    content=st.sampled_from(["x", "y"]),
    risk=st.integers(1, 48),
    flags=st.frozensets(st.sampled_from(["orphan", "leaver", "dormant"])),
    outcome=st.none() | st.sampled_from(Outcome),
)
LISTS = st.lists(LISTED, unique_by=lambda item: item.key).map(
    lambda items: {item.key: item for item in items}
)


@given(LISTS, LISTS)
def test_what_is_left_out_was_approved_as_it_is(
    now: dict[str, Listed], last: dict[str, Listed]
) -> None:
    chosen = differential(now.values(), last, RISKY_FROM)

    assert chosen.keys() <= now.keys()
    for key in now.keys() - chosen.keys():
        outcome = last[key].outcome
        assert outcome is not None and outcome.is_approval
        assert now[key].risk <= last[key].risk and now[key].risk < RISKY_FROM
        assert (now[key].content == last[key].content) is (outcome is Outcome.KEEP)


@given(LISTS)
def test_with_no_last_list_everything_is_new(now: dict[str, Listed]) -> None:
    assert differential(now.values(), {}, RISKY_FROM) == dict.fromkeys(now, Why.NEW)


@given(LISTS, LISTS, st.integers(1, 48), st.integers(0, 48))
def test_a_lower_rank_leaves_out_no_more(
    now: dict[str, Listed], last: dict[str, Listed], rank: int, more: int
) -> None:
    fewer = differential(now.values(), last, rank + more)

    assert fewer.keys() <= differential(now.values(), last, rank).keys()
