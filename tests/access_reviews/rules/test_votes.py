"""The truth table of votes, row by row, and what holds for every row that could be written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.access_reviews.rules.decisions import Outcome, Verdict, note_needed, strictness
from apps.access_reviews.rules.votes import Opinion, Tally, Vote, tally

START = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
ANNA, BEN, CAROL = 1, 2, 3
ONE, ALL, REFUSAL = Vote
KEEP, REDUCE, REVOKE, EXPIRY, UNSURE, HAND_OVER = Verdict
WAITS = None


def said(by: int, verdict: Verdict, minute: int, seat: int | None = None) -> Opinion:
    return Opinion(by, by if seat is None else seat, verdict, START + dt.timedelta(minutes=minute))


def in_turn(*words: tuple[int, Verdict]) -> list[Opinion]:
    return [said(by, verdict, minute) for minute, (by, verdict) in enumerate(words)]


# Asked are Anna and Ben in every row; what each says in turn, and then what holds.
A_KEEP, A_REDUCE, A_REVOKE = (ANNA, KEEP), (ANNA, REDUCE), (ANNA, REVOKE)
A_EXPIRY, A_UNSURE, A_HANDS_OVER = (ANNA, EXPIRY), (ANNA, UNSURE), (ANNA, HAND_OVER)
B_KEEP, B_REDUCE, B_REVOKE = (BEN, KEEP), (BEN, REDUCE), (BEN, REVOKE)
B_EXPIRY, B_UNSURE, B_HANDS_OVER = (BEN, EXPIRY), (BEN, UNSURE), (BEN, HAND_OVER)

TABLE = [
    # One decides: the latest word of anybody.
    (ONE, [], WAITS, "nobody has spoken"),
    (ONE, [A_KEEP], "keep", "one is enough to keep"),
    (ONE, [A_REVOKE], "revoke", "one is enough to revoke"),
    (ONE, [A_REDUCE], "reduce", "one is enough to reduce"),
    (ONE, [A_EXPIRY], "change_expiry", "one is enough to change the end"),
    (ONE, [A_UNSURE], WAITS, "who cannot tell decides nothing: Ben may know"),
    (ONE, [A_UNSURE, B_KEEP], "keep", "Ben could tell, and one decides"),
    (ONE, [A_UNSURE, B_REVOKE], "revoke", "Ben could tell, and one decides"),
    (ONE, [A_KEEP, B_UNSURE], "cannot_tell", "the latest word is a doubt, and nobody is left"),
    (ONE, [A_UNSURE, B_UNSURE], "cannot_tell", "nobody is left who could tell"),
    (ONE, [A_KEEP, B_REVOKE], "revoke", "the latest of anybody counts"),
    (ONE, [A_REVOKE, B_KEEP], "keep", "the latest counts, though it is the milder one"),
    (ONE, [B_REDUCE, A_EXPIRY], "change_expiry", "the latest counts, not the stricter"),
    (ONE, [A_REVOKE, A_KEEP], "keep", "she changed her mind"),
    (ONE, [A_HANDS_OVER], WAITS, "handing over is no decision"),
    (ONE, [A_KEEP, A_HANDS_OVER], WAITS, "handing over takes back what she said"),
    (ONE, [A_HANDS_OVER, B_KEEP], "keep", "Ben decides"),
    # All agree: everybody has to speak, and keeping needs every one of them.
    (ALL, [], WAITS, "nobody has spoken"),
    (ALL, [A_KEEP], WAITS, "Ben is asked as well"),
    (ALL, [A_REVOKE], WAITS, "even a refusal waits for all"),
    (ALL, [A_UNSURE], WAITS, "Ben is asked as well"),
    (ALL, [A_KEEP, B_KEEP], "keep", "all keep"),
    (ALL, [A_KEEP, B_EXPIRY], "change_expiry", "an end is stricter than none"),
    (ALL, [A_KEEP, B_UNSURE], "cannot_tell", "not all agree to keep: doubt approves nothing"),
    (ALL, [A_KEEP, B_REDUCE], "reduce", "the stricter counts"),
    (ALL, [A_KEEP, B_REVOKE], "revoke", "the stricter counts"),
    (ALL, [A_EXPIRY, B_EXPIRY], "change_expiry", "all name an end"),
    (ALL, [A_EXPIRY, B_UNSURE], "cannot_tell", "an end approves until then: doubt does not"),
    (ALL, [A_EXPIRY, B_REDUCE], "reduce", "the stricter counts"),
    (ALL, [A_EXPIRY, B_REVOKE], "revoke", "the stricter counts"),
    (ALL, [A_UNSURE, B_UNSURE], "cannot_tell", "nobody could tell"),
    (ALL, [A_UNSURE, B_REDUCE], "reduce", "a doubt must not save what a refusal takes away"),
    (ALL, [A_UNSURE, B_REVOKE], "revoke", "a doubt must not save what a refusal takes away"),
    (ALL, [A_REDUCE, B_REDUCE], "reduce", "all reduce"),
    (ALL, [A_REDUCE, B_REVOKE], "revoke", "the stricter counts"),
    (ALL, [A_REVOKE, B_REVOKE], "revoke", "all revoke"),
    (ALL, [A_REVOKE, B_KEEP, A_KEEP], "keep", "she changed her mind, and now all keep"),
    (ALL, [A_KEEP, B_KEEP, A_REVOKE], "revoke", "she changed her mind, and it is stricter"),
    (ALL, [A_KEEP, B_HANDS_OVER], WAITS, "whoever takes over has to speak"),
    # One refusal: it decides at once; everything else needs everybody.
    (REFUSAL, [], WAITS, "nobody has spoken"),
    (REFUSAL, [A_KEEP], WAITS, "keeping needs all"),
    (REFUSAL, [A_EXPIRY], WAITS, "so does a changed end: it approves"),
    (REFUSAL, [A_UNSURE], WAITS, "a doubt is no refusal"),
    (REFUSAL, [A_REVOKE], "revoke", "a refusal waits for nobody"),
    (REFUSAL, [A_REDUCE], "reduce", "a reduction is a refusal of a part"),
    (REFUSAL, [A_KEEP, B_KEEP], "keep", "all keep"),
    (REFUSAL, [A_KEEP, B_EXPIRY], "change_expiry", "nobody refuses; an end is stricter than none"),
    (REFUSAL, [A_EXPIRY, B_EXPIRY], "change_expiry", "all name an end"),
    (REFUSAL, [A_KEEP, B_UNSURE], "cannot_tell", "nobody refuses, but not all keep"),
    (REFUSAL, [A_EXPIRY, B_UNSURE], "cannot_tell", "nobody refuses, but not all approve"),
    (REFUSAL, [A_UNSURE, B_UNSURE], "cannot_tell", "nobody could tell"),
    (REFUSAL, [A_UNSURE, B_REVOKE], "revoke", "one refusal is enough"),
    (REFUSAL, [A_UNSURE, B_REDUCE], "reduce", "one refusal is enough"),
    (REFUSAL, [A_KEEP, B_REDUCE], "reduce", "one refusal is enough"),
    (REFUSAL, [A_KEEP, B_REVOKE], "revoke", "one refusal is enough"),
    (REFUSAL, [A_EXPIRY, B_REDUCE], "reduce", "one refusal is enough"),
    (REFUSAL, [A_EXPIRY, B_REVOKE], "revoke", "one refusal is enough"),
    (REFUSAL, [A_REDUCE, B_REDUCE], "reduce", "both refuse the same part"),
    (REFUSAL, [A_REVOKE, B_REVOKE], "revoke", "both refuse it all"),
    (REFUSAL, [A_REVOKE, B_KEEP], "revoke", "a later keep does not take it back"),
    (REFUSAL, [A_REDUCE, B_REVOKE], "revoke", "two refuse at the same time: the stricter counts"),
    (REFUSAL, [A_REVOKE, A_KEEP], WAITS, "she took it back herself, and Ben is asked as well"),
    (REFUSAL, [A_KEEP, B_HANDS_OVER], WAITS, "whoever takes over has to speak"),
]


@pytest.mark.parametrize(
    ("vote", "words", "outcome"),
    [pytest.param(*row[:3], id=f"{row[0]}-{n}: {row[3]}") for n, row in enumerate(TABLE)],
)
def test_the_table(vote: Vote, words: list[tuple[int, Verdict]], outcome: str | None) -> None:
    assert tally(in_turn(*words), vote, {ANNA, BEN}).outcome == outcome


def test_the_table_has_every_pair_of_words_where_all_are_asked() -> None:
    """Handing over leaves a seat empty, whatever the other says."""
    verdicts = set(Verdict) - {HAND_OVER}
    wanted = {frozenset({a, b}) for a in verdicts for b in verdicts}
    for vote in (ALL, REFUSAL):
        rows = [dict(words) for way, words, *_ in TABLE if way is vote]
        assert wanted <= {frozenset(row.values()) for row in rows if len(row) == 2}


class TestSeats:
    """Whose word fills whose seat."""

    def test_a_deputy_fills_the_seat_she_stands_in_for(self) -> None:
        counted = tally([said(ANNA, KEEP, 0), said(CAROL, KEEP, 1, BEN)], ALL, {ANNA, BEN})

        assert counted.outcome is Outcome.KEEP

    def test_one_person_is_one_voice_on_two_seats(self) -> None:
        """Four eyes: Anna, who stands in for Ben, has not agreed with herself."""
        counted = tally([said(ANNA, KEEP, 0), said(ANNA, KEEP, 1, BEN)], ALL, {ANNA, BEN})

        assert (counted.outcome, counted.waiting_for) == (None, frozenset({ANNA}))

    def test_a_deputy_does_not_take_back_a_refusal_of_whom_she_stands_in_for(self) -> None:
        counted = tally([said(BEN, REVOKE, 0), said(CAROL, KEEP, 1, BEN)], ALL, {BEN})

        assert counted.outcome is Outcome.REVOKE

    def test_who_left_without_a_word_is_waited_for(self) -> None:
        assert tally([said(ANNA, KEEP, 0)], ALL, {ANNA, BEN}).waiting_for == {BEN}

    def test_the_word_of_somebody_who_was_replaced_fills_no_seat(self) -> None:
        counted = tally([said(ANNA, KEEP, 0)], ALL, {BEN})

        assert (counted.outcome, counted.waiting_for) == (None, frozenset({BEN}))

    @pytest.mark.parametrize("vote", [ALL, REFUSAL])
    def test_where_nobody_is_asked_nobody_agrees(self, vote: Vote) -> None:
        assert tally([said(ANNA, KEEP, 0)], vote, ()).outcome is None


class TestWhatItCarries:
    def test_the_earliest_end_of_those_who_changed_it(self) -> None:
        june, july = dt.date(2026, 6, 1), dt.date(2026, 7, 1)
        later = Opinion(ANNA, ANNA, EXPIRY, START, july)
        sooner = Opinion(BEN, BEN, EXPIRY, START, june)

        assert tally([later, sooner], ALL, {ANNA, BEN}).new_expiry == june
        assert tally([later, said(BEN, KEEP, 1)], ALL, {ANNA, BEN}).new_expiry == july
        assert tally([later, said(BEN, REVOKE, 1)], ALL, {ANNA, BEN}).new_expiry is None

    def test_the_weakest_privilege_that_is_left(self) -> None:
        weights = {"read": 1, "export": 2, "write": 2}
        words = {ANNA: "write", BEN: "export", CAROL: "read"}
        reduced = [Opinion(by, by, REDUCE, START, None, left) for by, left in words.items()]

        assert tally(reduced, ALL, words).new_privilege(weights) == "read"
        assert tally(reduced[:2], ALL, {ANNA, BEN}).new_privilege(weights) == "export"
        assert tally([], ALL, {ANNA}).new_privilege(weights) == ""

    def test_of_two_words_at_the_same_moment_the_stricter_is_the_later(self) -> None:
        both = [said(ANNA, KEEP, 0), said(BEN, REVOKE, 0)]

        assert tally(both, ONE, {ANNA, BEN}).outcome is Outcome.REVOKE


OPINIONS = st.lists(
    st.builds(
        said,
        by=st.integers(1, 4),
        verdict=st.sampled_from(Verdict),
        minute=st.integers(0, 3),
        seat=st.none() | st.integers(1, 4),
    ),
    max_size=8,
)
SEATS = st.frozensets(st.integers(1, 4), max_size=4)
VOTES = st.sampled_from(Vote)
STRICT_VOTES = st.sampled_from([ALL, REFUSAL])


def approved(counted: Tally) -> bool:
    return counted.outcome is not None and counted.outcome.is_approval


@given(OPINIONS, VOTES, SEATS, st.randoms(use_true_random=False))
def test_the_order_in_which_opinions_arrive_never_matters(
    opinions: list[Opinion], vote: Vote, seats: frozenset[int], random: Random
) -> None:
    """Only when each was said: that makes the last word of a person, and the latest of all."""
    mixed = list(opinions)
    random.shuffle(mixed)

    assert tally(mixed, vote, seats) == tally(opinions, vote, seats)


@given(st.permutations([KEEP, REDUCE, REVOKE, EXPIRY, UNSURE]), STRICT_VOTES)
def test_who_speaks_first_matters_only_where_one_decides(
    verdicts: Sequence[Verdict], vote: Vote
) -> None:
    words = [said(strictness(verdict), verdict, n) for n, verdict in enumerate(verdicts)]
    seats = {word.by for word in words}

    assert tally(words, vote, seats).outcome is Outcome.REVOKE
    assert tally(words, ONE, seats).outcome == verdicts[-1].value


@given(OPINIONS, STRICT_VOTES, SEATS, st.integers(1, 5))
def test_a_refusal_never_becomes_an_approval_by_more_who_keep(
    opinions: list[Opinion], vote: Vote, seats: frozenset[int], more: int
) -> None:
    refused = [said(9, REVOKE, 1), *opinions]
    keeps = [said(20 + number, KEEP, 5, seat) for number, seat in enumerate([*seats, 9] * more)]

    assert not approved(tally([*refused, *keeps], vote, seats | {9}))


@given(OPINIONS, VOTES, SEATS)
def test_a_doubt_at_the_end_never_approves(
    opinions: list[Opinion], vote: Vote, seats: frozenset[int]
) -> None:
    assert not approved(tally([*opinions, said(9, UNSURE, 9)], vote, seats | {9}))


@given(OPINIONS, STRICT_VOTES, SEATS)
def test_an_approval_has_the_word_of_every_seat(
    opinions: list[Opinion], vote: Vote, seats: frozenset[int]
) -> None:
    counted = tally(opinions, vote, seats)

    assert not approved(counted) or (seats and not counted.waiting_for)


@given(OPINIONS, VOTES, SEATS)
def test_an_outcome_is_what_somebody_said_last(
    opinions: list[Opinion], vote: Vote, seats: frozenset[int]
) -> None:
    counted = tally(opinions, vote, seats)
    said_last = {o.by: o for o in sorted(opinions, key=lambda o: (o.at, strictness(o.verdict)))}

    assert (counted.outcome is None) == (counted.carried_by == ())
    assert {o.verdict.value for o in counted.carried_by} <= {counted.outcome}
    for opinion in counted.carried_by:
        assert opinion.verdict is said_last[opinion.by].verdict


@pytest.mark.parametrize("verdict", Verdict)
def test_a_note_is_needed_for_all_but_keeping_what_carries_no_flag(verdict: Verdict) -> None:
    assert note_needed(verdict, flagged=True)
    assert note_needed(verdict, flagged=False) is (verdict is not KEEP)
