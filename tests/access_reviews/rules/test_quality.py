"""The figures of a review and the signs of a rubber stamp."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.access_reviews.rules.decisions import Outcome, Verdict
from apps.access_reviews.rules.quality import (
    FEWEST_DECISIONS,
    Judged,
    Share,
    Sign,
    may_show_together,
    measure,
    sign_words,
    signs,
)

KEEP, REDUCE, REVOKE, EXPIRY, UNSURE, HAND_OVER = Verdict
CAREFUL = Judged(KEEP, opened=True, seconds=20)


def test_the_figures_by_hand() -> None:
    figures = measure(
        [
            Judged(KEEP, True, True, True, 4, (KEEP, REVOKE), Outcome.KEEP),
            Judged(REVOKE, True, False, True, 30, (REVOKE, HAND_OVER), Outcome.KEEP),
            Judged(KEEP, False, True, False, 1, (), Outcome.NOT_DECIDED),
            Judged(UNSURE, False, False, False, None, (UNSURE,), None),
            Judged(HAND_OVER, True, True, True, 100, (HAND_OVER,), Outcome.KEEP),
        ]
    )

    assert (figures.decisions, figures.timed, figures.median_seconds) == (4, 3, 4)
    assert (figures.in_bulk, figures.opened) == (Share(2, 4), Share(2, 4))
    assert figures.flagged_kept == Share(1, 2)
    assert figures.agreed_with_peers == Share(3, 4)
    assert figures.agreed_with_last == Share(1, 2)


def test_of_nothing_there_is_no_share() -> None:
    figures = measure([Judged(HAND_OVER, flagged=True, seconds=9)])

    assert (figures.decisions, figures.median_seconds) == (0, None)
    assert figures.opened.value is figures.flagged_kept.value is None
    assert signs(figures) == ()


def ten(*changed: Judged) -> list[Judged]:
    """Ten decisions, the first ones as given, the others careful."""
    return [*changed, *[CAREFUL] * (10 - len(changed))]


HASTY, BULK = replace(CAREFUL, seconds=2.9), replace(CAREFUL, bulk=True)
UNREAD, FLAGGED = replace(CAREFUL, opened=False), replace(CAREFUL, flagged=True)


@pytest.mark.parametrize(
    ("judged", "expected"),
    [
        pytest.param(ten(), [], id="careful"),
        pytest.param(ten(*[HASTY] * 6), [Sign.TOO_FAST], id="more than half in under 3 seconds"),
        pytest.param(ten(*[HASTY] * 5), [], id="half of them were read"),
        pytest.param([replace(CAREFUL, seconds=3.0)] * 10, [], id="3 seconds are enough"),
        pytest.param([replace(CAREFUL, seconds=None)] * 9 + [HASTY], [], id="one time is none"),
        pytest.param(ten(*[BULK] * 8), [Sign.IN_BULK], id="eight of ten in bulk"),
        pytest.param(ten(*[BULK] * 7), [], id="seven of ten in bulk"),
        pytest.param([UNREAD] * 10, [Sign.UNOPENED], id="nothing was opened"),
        pytest.param(ten(*[UNREAD] * 9), [], id="one of ten was opened"),
        pytest.param(ten(*[FLAGGED] * 5), [Sign.FLAGGED_KEPT], id="five flags, all kept"),
        pytest.param(ten(*[FLAGGED] * 4), [], id="four flags are too few"),
        pytest.param(
            ten(*[FLAGGED] * 5, replace(FLAGGED, verdict=REVOKE)), [], id="one flagged was not kept"
        ),
        pytest.param(
            [Judged(KEEP, True, True, False, 0.1)] * 10, list(Sign), id="everything at once"
        ),
        pytest.param([Judged(KEEP, True, True, False, 0.1)] * 9, [], id="nine say nothing"),
    ],
)
def test_the_signs(judged: list[Judged], expected: list[Sign]) -> None:
    assert list(signs(measure(judged))) == expected


def test_a_sign_is_told_with_its_figures() -> None:
    figures = measure([Judged(KEEP, True, True, False, 0.5)] * 12)

    assert [sign_words(sign, figures) for sign in Sign] == [
        "Half of them took at most 0.5 seconds each.",
        "12 of 12 were decided in bulk.",
        "The details were opened for 0 of 12.",
        "All 12 that carry a flag were kept.",
    ]


def test_figures_of_two_would_be_figures_of_one() -> None:
    assert [may_show_together(reviewers) for reviewers in range(5)] == [False] * 3 + [True] * 2


JUDGED = st.lists(
    st.builds(
        Judged,
        verdict=st.sampled_from(Verdict),
        flagged=st.booleans(),
        bulk=st.booleans(),
        opened=st.booleans(),
        seconds=st.none() | st.floats(0, 600),
        peers=st.lists(st.sampled_from(Verdict), max_size=3).map(tuple),
        last=st.none() | st.sampled_from(Outcome),
    ),
    max_size=20,
)


@given(JUDGED, st.randoms(use_true_random=False))
def test_the_order_of_decisions_does_not_show(judged: list[Judged], random: Random) -> None:
    mixed = list(judged)
    random.shuffle(mixed)

    assert measure(mixed) == measure(judged)


@given(JUDGED)
def test_shares_are_shares_and_few_decisions_give_no_sign(judged: list[Judged]) -> None:
    figures = measure(judged)
    shares = (figures.in_bulk, figures.opened, figures.flagged_kept, figures.agreed_with_peers)

    assert all(0 <= share.count <= share.of for share in shares)
    assert figures.decisions >= FEWEST_DECISIONS or signs(figures) == ()


@given(JUDGED)
def test_who_looked_longer_shows_no_more_haste(judged: list[Judged]) -> None:
    slower = [replace(item, seconds=(item.seconds or 0) + 3) for item in judged]

    assert Sign.TOO_FAST not in signs(measure(slower))
