"""The scoring rules: worked by hand, and as properties that hold for every input."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.assessments.engine.advice import advice, simulate
from apps.assessments.engine.scoring import (
    Band,
    Control,
    Item,
    Scorecard,
    State,
    Verdict,
    score,
)

TOLERANCE = 1e-9


def item(question: str, state: State, points: float = 0.0, **more: object) -> Item:
    defaults: dict[str, Any] = {"subject": "pipeline:1", "control": "c"}
    return Item(question=question, state=state, points=points, **{**defaults, **more})


def one_control(*items: Item, weight: float = 3) -> Scorecard:
    return score(items, [Control("c", weight, ("gdpr",), ("gdpr-5",))])


class TestByHand:
    def test_a_control_with_every_kind_of_item(self) -> None:
        card = one_control(
            item("a", State.ANSWERED, 1),
            item("b", State.ANSWERED, 0.5),
            item("c", State.DONT_KNOW),
            item("d", State.UNANSWERED),
            item("e", State.NOT_APPLICABLE),
            item("f", State.HIDDEN),
        )

        result = card.controls["c"]
        assert result.band == Band(low=1.5 / 4, high=3.5 / 4, coverage=2 / 4)
        assert result.verdict is Verdict.PARTLY_MET
        assert (result.total, result.earned, result.open) == (4, 1.5, 2)
        assert (result.count(State.NOT_APPLICABLE), len(result.items)) == (1, 5)

    def test_a_question_about_three_datasets_weighs_as_one(self) -> None:
        third = {"weight": 1 / 3}
        card = one_control(
            item("a", State.ANSWERED, 1, subject="dataset:1", **third),
            item("a", State.ANSWERED, 0, subject="dataset:2", **third),
            item("a", State.UNANSWERED, subject="dataset:3", **third),
            item("b", State.ANSWERED, 1),
        )

        band = card.controls["c"].band
        assert band is not None
        assert band.low == pytest.approx((1 / 3 + 1) / 2)
        assert band.high == pytest.approx((2 / 3 + 1) / 2)
        assert band.coverage == pytest.approx((2 / 3 + 1) / 2)

    def test_a_regime_weighs_controls_by_criticality(self) -> None:
        controls = [
            Control("critical", 5, ("gdpr", "hipaa")),
            Control("minor", 1, ("gdpr",)),
            Control("nothing", 4, ("gdpr",)),
        ]
        items = [
            item("a", State.ANSWERED, 0.5, control="critical"),
            item("b", State.ANSWERED, 1, control="minor", assurance=2),
            item("c", State.NOT_APPLICABLE, control="nothing"),
        ]
        card = score(items, controls)

        gdpr = card.regimes["gdpr"]
        assert gdpr.band == Band((5 * 0.5 + 1) / 6, (5 * 0.5 + 1) / 6, 1.0)
        assert card.regimes["hipaa"].band == Band(0.5, 0.5, 1.0)
        assert gdpr.assurance == pytest.approx((5 / 6, 0.0, 1 / 6, 0.0))
        assert [share.item for share in gdpr.shares()] == items[:2]
        assert [share.contribution for share in gdpr.shares()] == pytest.approx([250 / 6, 100 / 6])
        assert [share.gain for share in gdpr.shares()] == pytest.approx([250 / 6, 0])

    @pytest.mark.parametrize(
        ("items", "expected"),
        [
            ([], Verdict.NOT_APPLICABLE),
            ([item("a", State.NOT_APPLICABLE)], Verdict.NOT_APPLICABLE),
            ([item("a", State.UNANSWERED)], Verdict.UNKNOWN),
            ([item("a", State.ANSWERED, 0.49)], Verdict.NOT_MET),
            ([item("a", State.ANSWERED, 0.5)], Verdict.PARTLY_MET),
            ([item("a", State.ANSWERED, 0.85)], Verdict.MET),
            ([item("a", State.ANSWERED, 1), item("b", State.STALE)], Verdict.PARTLY_MET),
            (
                [item("a", State.ANSWERED, 1), item("b", State.STALE), item("d", State.EXPIRED)],
                Verdict.UNKNOWN,
            ),
        ],
    )
    def test_verdicts(self, items: list[Item], expected: Verdict) -> None:
        assert one_control(*items).controls["c"].verdict is expected

    @pytest.mark.parametrize(
        ("gate", "expected"),
        [
            (item("g", State.ANSWERED, 0, gate=True, weight=0.01), Verdict.NOT_MET),
            (item("g", State.ANSWERED, 0.9, gate=True, weight=0.01), Verdict.PARTLY_MET),
            (item("g", State.ANSWERED, 1, gate=True, weight=0.01), Verdict.MET),
            (item("g", State.DONT_KNOW, gate=True, weight=0.01), Verdict.PARTLY_MET),
            (item("g", State.NOT_APPLICABLE, gate=True, weight=0.01), Verdict.MET),
            (item("g", State.HIDDEN, gate=True, weight=0.01), Verdict.MET),
        ],
    )
    def test_gates(self, gate: Item, expected: Verdict) -> None:
        assert one_control(item("a", State.ANSWERED, 1), gate).controls["c"].verdict is expected

    def test_a_blocker_keeps_a_high_score_from_being_ready(self) -> None:
        controls = [Control("gate", 5, ("gdpr",)), Control("rest", 5, ("gdpr",))]
        items = [
            *(item(f"q{n}", State.ANSWERED, 1, control="gate") for n in range(9)),
            item("gate", State.ANSWERED, 0, control="gate", gate=True),
            item("rest", State.ANSWERED, 1, control="rest"),
        ]
        gdpr = score(items, controls).regimes["gdpr"]

        assert gdpr.band is not None
        assert gdpr.band.low == pytest.approx(0.95)
        assert (gdpr.blockers, gdpr.ready) == (("gate",), False)
        lifted = simulate(items, controls, {("gate", "pipeline:1"): 1.0}).regimes["gdpr"]
        assert (lifted.blockers, lifted.ready) == ((), True)

    def test_a_provision_is_as_good_as_its_worst_control(self) -> None:
        controls = [
            Control("met", 1, ("gdpr",), ("p", "q")),
            Control("open", 1, ("gdpr",), ("p",)),
            Control("none", 1, ("gdpr",), ("q", "r")),
        ]
        items = [
            item("a", State.ANSWERED, 1, control="met"),
            item("b", State.UNANSWERED, control="open"),
        ]

        assert score(items, controls).provisions == {
            "p": Verdict.UNKNOWN,
            "q": Verdict.MET,
            "r": Verdict.NOT_APPLICABLE,
        }

    def test_advice_puts_the_cheapest_gain_first_and_names_the_owner(self) -> None:
        card = one_control(
            item("hard", State.ANSWERED, 0, effort=3, owner="Lena"),
            item("easy", State.ANSWERED, 0.5, effort=1, owner="Sam"),
            item("done", State.ANSWERED, 1),
            weight=5,
        )

        found = advice(card, "gdpr")
        assert [(line.item.question, line.item.owner) for line in found] == [
            ("easy", "Sam"),
            ("hard", "Lena"),
        ]
        assert found[1].gain == pytest.approx(100 / 3)
        assert found[1].per_effort == pytest.approx(100 / 9)

    def test_figures_are_shown_without_promising_more(self) -> None:
        assert Band(0.849999, 0.8500001, 0.999).shown == (84, 86, 99)
        assert Band(0.29, 0.57, 1.0).shown == (29, 57, 100)
        assert str(Band(0.62, 0.78, 0.84)) == "62 (62–78), coverage 84 %"
        assert str(Band(0, 1, 0)) == "0–100, coverage 0 %"

    def test_impossible_items_are_refused(self) -> None:
        with pytest.raises(ValueError, match="points"):
            one_control(item("a", State.ANSWERED, 1.5))
        with pytest.raises(ValueError, match="weight"):
            one_control(item("a", State.UNANSWERED, weight=0))
        with pytest.raises(KeyError):
            one_control(item("a", State.UNANSWERED, control="elsewhere"))


CONTROLS = tuple(
    Control(f"c{n}", weight, regimes, (f"p{n}", "shared"))
    for n, (weight, regimes) in enumerate(
        [(5, ("gdpr",)), (1, ("gdpr", "hipaa")), (3, ("ccpa",)), (4, ("gdpr", "ccpa"))]
    )
)
SHOWN = [state for state in State if state is not State.HIDDEN]
UNKNOWN = [state for state in State if state.is_unknown]


@st.composite
def item_lists(draw: st.DrawFn, states: Sequence[State] = tuple(State)) -> list[Item]:
    items = draw(
        st.lists(
            st.builds(
                Item,
                question=st.just(""),
                subject=st.just("s"),
                control=st.sampled_from([control.key for control in CONTROLS]),
                state=st.sampled_from(states),
                points=st.sampled_from([0.0, 0.25, 1 / 3, 0.5, 0.85, 1.0]),
                weight=st.sampled_from([1.0, 0.5, 1 / 3, 1 / 7]),
                gate=st.booleans(),
                assurance=st.integers(0, 3),
                effort=st.integers(1, 3),
            ),
            max_size=25,
        )
    )
    return [replace(item, question=f"q{n}") for n, item in enumerate(items)]


def bands(card: Scorecard) -> list[Band]:
    found = [
        *(result.band for result in card.controls.values()),
        *(result.band for result in card.regimes.values()),
        card.overall.band,
    ]
    return [band for band in found if band is not None]


def same(one: Scorecard, other: Scorecard) -> None:
    for left, right in zip(bands(one), bands(other), strict=True):
        assert left.low == pytest.approx(right.low, abs=TOLERANCE)
        assert left.high == pytest.approx(right.high, abs=TOLERANCE)
        assert left.coverage == pytest.approx(right.coverage, abs=TOLERANCE)
    assert [r.verdict for r in one.controls.values()] == [
        r.verdict for r in other.controls.values()
    ]
    assert one.provisions == other.provisions


@given(item_lists())
def test_low_and_high_stay_in_order_and_in_range(items: list[Item]) -> None:
    for band in bands(score(items, CONTROLS)):
        assert 0 <= band.low <= band.high <= 1
        assert 0 <= band.coverage <= 1


@given(item_lists(), st.integers(0, 24), st.sampled_from([0.5, 0.9, 1.0]))
def test_a_better_answer_never_lowers_a_figure(
    items: list[Item], index: int, points: float
) -> None:
    answered = [item for item in items if item.state is State.ANSWERED]
    if not answered:
        return
    chosen = answered[index % len(answered)]
    better = [
        replace(item, points=max(item.points, points)) if item is chosen else item for item in items
    ]

    for old, new in zip(bands(score(items, CONTROLS)), bands(score(better, CONTROLS)), strict=True):
        assert new.low >= old.low - TOLERANCE
        assert new.high >= old.high - TOLERANCE


@given(item_lists(), st.integers(0, 24), st.sampled_from([0.0, 0.5, 1.0]))
def test_answering_an_unknown_never_widens_a_band(
    items: list[Item], index: int, points: float
) -> None:
    unknown = [item for item in items if item.state.is_unknown]
    if not unknown:
        return
    chosen = unknown[index % len(unknown)]
    card = score(items, CONTROLS)
    after = simulate(items, CONTROLS, {chosen.id: points})

    for old, new in zip(bands(card), bands(after), strict=True):
        assert new.low >= old.low - TOLERANCE
        assert new.high <= old.high + TOLERANCE
        assert new.coverage >= old.coverage


@given(item_lists(), item_lists(states=[State.HIDDEN]))
def test_hidden_items_change_nothing(items: list[Item], hidden: list[Item]) -> None:
    assert score([*hidden, *items], CONTROLS) == score(
        [item for item in items if item.state is not State.HIDDEN], CONTROLS
    )


@given(item_lists(), st.randoms(use_true_random=False))
def test_order_does_not_matter(items: list[Item], random: object) -> None:
    shuffled = list(items)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives it
    one, other = score(items, CONTROLS), score(shuffled, CONTROLS)

    assert bands(one) == bands(other)
    assert one.provisions == other.provisions
    assert one.overall.assurance == pytest.approx(other.overall.assurance)


@given(item_lists())
def test_contributions_sum_to_low_and_gains_to_what_is_missing(items: list[Item]) -> None:
    card = score(items, CONTROLS)
    for result in [*card.regimes.values(), card.overall]:
        if result.band is not None:
            total = sum(share.contribution for share in result.shares())
            assert total == pytest.approx(100 * result.band.low, abs=TOLERANCE)
            gains = sum(share.gain for share in result.shares())
            assert total + gains == pytest.approx(100, abs=1e-7)


@given(item_lists(), st.integers(1, 7), st.integers(0, 24))
def test_splitting_over_identical_objects_changes_nothing(
    items: list[Item], count: int, index: int
) -> None:
    if not items:
        return
    chosen = items[index % len(items)]
    parts = [
        replace(chosen, subject=f"part {n}", weight=chosen.weight / count) for n in range(count)
    ]
    split = [item for item in items if item is not chosen] + parts

    same(score(items, CONTROLS), score(split, CONTROLS))


@given(item_lists(states=UNKNOWN))
def test_all_unknown_is_nothing_to_one_with_no_coverage(items: list[Item]) -> None:
    for band in bands(score(items, CONTROLS)):
        assert (band.low, band.high, band.coverage) == (0, 1, 0)


@given(item_lists(states=SHOWN))
def test_unknown_and_not_applicable_are_counted_apart(items: list[Item]) -> None:
    overall = score(items, CONTROLS).overall
    for state in SHOWN:
        assert overall.items(state) == sum(item.state is state for item in items)


@given(item_lists(states=UNKNOWN))
def test_not_applicable_leaves_the_arithmetic_and_unknown_stays(items: list[Item]) -> None:
    excused = [replace(item, state=State.NOT_APPLICABLE) for item in items]

    assert score(excused, CONTROLS).overall.band is None
    assert (score(items, CONTROLS).overall.band is None) == (not items)


@given(item_lists(), st.integers(0, 3))
def test_assurance_never_moves_a_figure(items: list[Item], level: int) -> None:
    raised = [replace(item, assurance=level) for item in items]

    assert bands(score(items, CONTROLS)) == bands(score(raised, CONTROLS))


@given(item_lists())
def test_assurance_shares_are_a_whole_or_nothing(items: list[Item]) -> None:
    overall = score(items, CONTROLS).overall
    answered = any(item.state is State.ANSWERED for item in items)

    assert sum(overall.assurance) == pytest.approx(1 if answered else 0)


@given(item_lists())
def test_a_stored_snapshot_gives_the_same_figures_again(items: list[Item]) -> None:
    stored = json.loads(json.dumps([asdict(item) for item in items]))
    again = [Item(**{**entry, "state": State(entry["state"])}) for entry in stored]

    assert score(again, CONTROLS) == score(items, CONTROLS)


@given(item_lists(), st.integers(0, 24))
def test_a_gain_is_what_full_points_would_bring(items: list[Item], index: int) -> None:
    found = advice(score(items, CONTROLS))
    if not found:
        return
    chosen = found[index % len(found)]
    before, after = score(items, CONTROLS), simulate(items, CONTROLS, {chosen.item.id: 1.0})

    assert before.overall.band is not None
    assert after.overall.band is not None
    moved = 100 * (after.overall.band.low - before.overall.band.low)
    assert moved == pytest.approx(chosen.gain, abs=1e-7)
