"""The truth tables of stages and of the undecided rules, row by row, and what holds for all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.access_reviews.rules.decisions import Outcome
from apps.access_reviews.rules.stages import (
    MOST_STAGES,
    Place,
    UndecidedRule,
    at_close,
    at_stage_end,
    extends,
    place,
)

KEEP, REDUCE, REVOKE, EXPIRY, UNSURE, SILENCE = Outcome
WAITS = None

PLACES = [
    # One stage: whatever it says is the end.
    (1, [], Place(1), "nothing was said yet"),
    (1, [WAITS], Place(1), "it still waits"),
    (1, [KEEP], Place(1, KEEP, 1), "the only stage kept it"),
    (1, [REDUCE], Place(1, REDUCE, 1), "the only stage reduced it"),
    (1, [REVOKE], Place(1, REVOKE, 1), "the only stage revoked it"),
    (1, [EXPIRY], Place(1, EXPIRY, 1), "the only stage gave it another end"),
    (1, [UNSURE], Place(1, UNSURE, 1), "nobody could tell, and no stage is left"),
    (1, [SILENCE], Place(1, SILENCE, 1), "nobody decided, and no stage is left"),
    # Two stages, after the first: what is refused is final, all else is looked at again.
    (2, [KEEP], Place(2), "what is kept is looked at again"),
    (2, [EXPIRY], Place(2), "what is approved until a day is looked at again"),
    (2, [UNSURE], Place(2), "the next stage may know"),
    (2, [SILENCE], Place(2), "the next stage decides what the first did not"),
    (2, [REVOKE], Place(1, REVOKE, 1), "what is revoked is final"),
    (2, [REDUCE], Place(1, REDUCE, 1), "what is reduced is final"),
    (2, [KEEP, WAITS], Place(2), "the second stage still waits"),
    # Two stages, after the second: the last stage has the say.
    (2, [KEEP, KEEP], Place(2, KEEP, 2), "both kept it"),
    (2, [KEEP, REVOKE], Place(2, REVOKE, 2), "the second refused what the first kept"),
    (2, [KEEP, REDUCE], Place(2, REDUCE, 2), "the second reduced what the first kept"),
    (2, [KEEP, EXPIRY], Place(2, EXPIRY, 2), "the second gave it an end"),
    (2, [KEEP, UNSURE], Place(2, UNSURE, 2), "a keep of the first stage decides nothing alone"),
    (2, [KEEP, SILENCE], Place(2, SILENCE, 2), "a keep of the first stage decides nothing alone"),
    (2, [EXPIRY, KEEP], Place(2, EXPIRY, 1), "the second agrees to what the first made of it"),
    (2, [EXPIRY, EXPIRY], Place(2, EXPIRY, 2), "the second named another end"),
    (2, [EXPIRY, REVOKE], Place(2, REVOKE, 2), "the second refused it"),
    (2, [EXPIRY, REDUCE], Place(2, REDUCE, 2), "the second refused a part"),
    (2, [EXPIRY, UNSURE], Place(2, UNSURE, 2), "an end of the first decides nothing alone"),
    (2, [EXPIRY, SILENCE], Place(2, SILENCE, 2), "an end of the first decides nothing alone"),
    (2, [UNSURE, KEEP], Place(2, KEEP, 2), "the second could tell"),
    (2, [UNSURE, REVOKE], Place(2, REVOKE, 2), "the second could tell"),
    (2, [UNSURE, UNSURE], Place(2, UNSURE, 2), "nobody could tell"),
    (2, [UNSURE, SILENCE], Place(2, SILENCE, 2), "nobody decided"),
    (2, [SILENCE, KEEP], Place(2, KEEP, 2), "the second decided"),
    (2, [SILENCE, REVOKE], Place(2, REVOKE, 2), "the second decided"),
    (2, [SILENCE, UNSURE], Place(2, UNSURE, 2), "nobody could tell"),
    (2, [SILENCE, SILENCE], Place(2, SILENCE, 2), "nobody decided"),
    # Three stages: the same, once more.
    (3, [KEEP, KEEP], Place(3), "the third looks at it too"),
    (3, [KEEP, REVOKE], Place(2, REVOKE, 2), "what the second revoked is final"),
    (3, [REVOKE, KEEP, KEEP], Place(1, REVOKE, 1), "what comes after a refusal is not looked at"),
    (3, [KEEP, KEEP, KEEP], Place(3, KEEP, 3), "all kept it"),
    (3, [EXPIRY, KEEP, KEEP], Place(3, EXPIRY, 1), "nobody took the first stage's end away"),
    (3, [EXPIRY, EXPIRY, KEEP], Place(3, EXPIRY, 2), "the second stage's end is the later word"),
    (3, [EXPIRY, UNSURE, KEEP], Place(3, EXPIRY, 1), "a doubt takes no end away"),
    (3, [KEEP, UNSURE, KEEP], Place(3, KEEP, 3), "the third could tell"),
    (3, [SILENCE, SILENCE, KEEP], Place(3, KEEP, 3), "the third decided"),
    (3, [KEEP, KEEP, SILENCE], Place(3, SILENCE, 3), "the last stage did not decide"),
    (3, [KEEP, KEEP, UNSURE], Place(3, UNSURE, 3), "the last stage could not tell"),
]


@pytest.mark.parametrize(
    ("stages", "outcomes", "where"),
    [pytest.param(*row[:3], id=f"{n}: {row[3]}") for n, row in enumerate(PLACES)],
)
def test_where_it_is(stages: int, outcomes: list[Outcome | None], where: Place) -> None:
    assert place(outcomes, stages) == where


REVOKES, FINDING, EXTENDS = UndecidedRule
OPEN = "stays open"
# What is recorded, what becomes of the access, whether there is a finding, whether it is approved.
CLOSES = [
    # What people decided is carried out, whatever the rule.
    (REVOKES, False, [KEEP], (KEEP, KEEP, False, True), "kept"),
    (REVOKES, False, [EXPIRY], (EXPIRY, EXPIRY, False, True), "kept until a day"),
    (REVOKES, False, [REDUCE], (REDUCE, REDUCE, False, False), "reduced"),
    (REVOKES, False, [REVOKE], (REVOKE, REVOKE, False, False), "revoked by people"),
    (FINDING, False, [KEEP], (KEEP, KEEP, False, True), "kept"),
    (FINDING, False, [EXPIRY], (EXPIRY, EXPIRY, False, True), "kept until a day"),
    (FINDING, False, [REDUCE], (REDUCE, REDUCE, False, False), "reduced"),
    (FINDING, False, [REVOKE], (REVOKE, REVOKE, False, False), "revoked by people"),
    (EXTENDS, False, [KEEP], (KEEP, KEEP, False, True), "decided: nothing to extend for"),
    (EXTENDS, False, [EXPIRY], (EXPIRY, EXPIRY, False, True), "decided: nothing to extend for"),
    (EXTENDS, False, [REDUCE], (REDUCE, REDUCE, False, False), "decided: nothing to extend for"),
    (EXTENDS, False, [REVOKE], (REVOKE, REVOKE, False, False), "decided: nothing to extend for"),
    (EXTENDS, True, [KEEP], (KEEP, KEEP, False, True), "decided in the extension"),
    (EXTENDS, True, [EXPIRY], (EXPIRY, EXPIRY, False, True), "decided in the extension"),
    (EXTENDS, True, [REDUCE], (REDUCE, REDUCE, False, False), "decided in the extension"),
    (EXTENDS, True, [REVOKE], (REVOKE, REVOKE, False, False), "decided in the extension"),
    # What nobody decided goes by the rule, and is recorded as what it is.
    (REVOKES, False, [WAITS], (SILENCE, REVOKE, False, False), "the rule revokes, not people"),
    (REVOKES, False, [SILENCE], (SILENCE, REVOKE, False, False), "the rule revokes, not people"),
    (REVOKES, False, [UNSURE], (UNSURE, REVOKE, False, False), "a doubt is no decision"),
    (REVOKES, True, [SILENCE], (SILENCE, REVOKE, False, False), "extended by hand: the same"),
    (FINDING, False, [WAITS], (SILENCE, SILENCE, True, False), "it stays, with a finding"),
    (FINDING, False, [SILENCE], (SILENCE, SILENCE, True, False), "it stays, with a finding"),
    (FINDING, False, [UNSURE], (UNSURE, UNSURE, True, False), "it stays, with a finding"),
    (FINDING, True, [SILENCE], (SILENCE, SILENCE, True, False), "extended by hand: the same"),
    (EXTENDS, False, [WAITS], OPEN, "there is time once more"),
    (EXTENDS, False, [SILENCE], OPEN, "there is time once more"),
    (EXTENDS, False, [UNSURE], OPEN, "there is time to find out"),
    (EXTENDS, True, [WAITS], (SILENCE, SILENCE, True, False), "once, and no second time"),
    (EXTENDS, True, [SILENCE], (SILENCE, SILENCE, True, False), "once, and no second time"),
    (EXTENDS, True, [UNSURE], (UNSURE, UNSURE, True, False), "once, and no second time"),
]


@pytest.mark.parametrize(
    ("rule", "extended", "outcomes", "closes"),
    [pytest.param(*row[:4], id=f"{row[0]}-{n}: {row[4]}") for n, row in enumerate(CLOSES)],
)
def test_what_the_close_does(
    rule: UndecidedRule, extended: bool, outcomes: list[Outcome | None], closes: object
) -> None:
    closing = at_close(outcomes, 1, rule, extended)
    seen = closing and (closing.recorded, closing.outcome, closing.finding, closing.approved)

    assert (seen or OPEN) == closes
    assert closing is None or closing.decided is (closing.recorded not in {SILENCE, UNSURE})


@pytest.mark.parametrize("outcomes", [[KEEP], [EXPIRY], [KEEP, WAITS], [], [UNSURE]])
def test_what_not_all_stages_have_seen_is_not_decided(outcomes: list[Outcome | None]) -> None:
    closing = at_close(outcomes, 2, FINDING, extended=False)

    assert closing is not None
    assert (closing.recorded, closing.finding, closing.decided) == (SILENCE, True, False)


def test_a_campaign_is_extended_once_and_only_for_what_is_open() -> None:
    assert extends(EXTENDS, extended=False, undecided=1)
    assert not extends(EXTENDS, extended=True, undecided=1)
    assert not extends(EXTENDS, extended=False, undecided=0)
    assert not any(extends(rule, False, 1) for rule in (REVOKES, FINDING))


def test_a_stage_whose_time_is_over_has_not_decided() -> None:
    assert at_stage_end(WAITS) is SILENCE
    assert [at_stage_end(outcome) for outcome in Outcome] == list(Outcome)


@pytest.mark.parametrize(("outcomes", "stages"), [([], 0), ([], 4), ([KEEP, KEEP], 1)])
def test_stages_that_cannot_be_are_refused(outcomes: list[Outcome], stages: int) -> None:
    with pytest.raises(ValueError, match="stages"):
        place(outcomes, stages)


OUTCOMES = st.lists(st.sampled_from(Outcome) | st.none(), max_size=MOST_STAGES)
RULES = st.sampled_from(UndecidedRule)


@given(OUTCOMES, RULES, st.booleans())
def test_an_approval_was_decided_by_the_last_stage(
    outcomes: list[Outcome | None], rule: UndecidedRule, extended: bool
) -> None:
    stages = max(len(outcomes), 1)
    closing = at_close(outcomes, stages, rule, extended)
    approved = closing is not None and closing.approved

    assert approved is (place(outcomes, stages).outcome in {KEEP, EXPIRY})
    assert not approved or outcomes[-1] in {KEEP, EXPIRY}


@given(OUTCOMES, st.integers(1, MOST_STAGES), RULES, st.booleans())
def test_what_nobody_decided_is_never_approved(
    outcomes: list[Outcome | None], stages: int, rule: UndecidedRule, extended: bool
) -> None:
    silent = [outcome for outcome in outcomes[: stages - 1] if outcome not in {REVOKE, REDUCE}]
    for last in (SILENCE, UNSURE, WAITS):
        closing = at_close([*silent, last], stages, rule, extended)
        assert closing is None or not (closing.approved or closing.decided)
        assert closing is None or closing.finding or closing.outcome is REVOKE


@given(OUTCOMES, OUTCOMES)
def test_a_refusal_stands_whatever_comes_after_it(
    before: list[Outcome | None], after: list[Outcome | None]
) -> None:
    calm = [outcome for outcome in before if outcome and not outcome.is_refusal]
    outcomes = [*calm, REVOKE, *after][:MOST_STAGES]

    if REVOKE in outcomes:
        assert place(outcomes, MOST_STAGES).outcome is REVOKE
