"""Whatever the items, the figures of a document are those its own items give, bit for bit."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from apps.assessments.engine.recompute import disagreements, figures, recompute
from apps.assessments.engine.scoring import Assurance, Control, Item, State, score
from apps.core.canonical import canonical_json

CONTROLS = tuple(
    Control(f"c{n}", weight, regimes, (f"p{n}", "p0"))
    for n, (weight, regimes) in enumerate([(1, ("a",)), (3, ("a", "b")), (5, ("b",))])
)
points = st.sampled_from([0.0, 0.1, 1 / 3, 0.5, 0.85, 1.0])


@st.composite
def items(draw: st.DrawFn) -> list[Item]:
    return [
        Item(
            question=f"q{n}",
            subject="pipeline:1",
            control=draw(st.sampled_from(["c0", "c1", "c2"])),
            state=draw(st.sampled_from([state for state in State if state is not State.HIDDEN])),
            points=draw(points),
            weight=draw(st.sampled_from([1.0, 1 / 3, 0.2])),
            gate=draw(st.booleans()),
            assurance=int(draw(st.sampled_from(list(Assurance)))),
            effort=draw(st.integers(1, 3)),
        )
        for n in range(draw(st.integers(0, 12)))
    ]


def document(rows: list[Item]) -> dict[str, Any]:
    """A document as it comes back from storage."""
    made = {
        "controls": [
            {
                "key": control.key,
                "criticality": control.weight,
                "regimes": list(control.regimes),
                "provisions": list(control.provisions),
            }
            for control in CONTROLS
        ],
        "items": [
            {
                "question": row.question,
                "subject": row.subject,
                "control": row.control,
                "state": row.state.value,
                "points": row.points,
                "weight": row.weight,
                "gate": row.gate,
                "assurance": row.assurance,
                "effort": row.effort,
                "owner": row.owner,
            }
            for row in rows
        ],
        "figures": figures(score(rows, CONTROLS)),
    }
    stored: dict[str, Any] = json.loads(canonical_json(made))
    return stored


@settings(max_examples=60)
@given(items())
def test_figures_survive_storage(rows: list[Item]) -> None:
    kept = document(rows)

    assert disagreements(kept) == []
    assert recompute(kept) == kept["figures"]


@settings(max_examples=30)
@given(items(), st.randoms())
def test_the_order_of_items_does_not_matter(rows: list[Item], random: Any) -> None:
    kept = document(rows)
    random.shuffle(kept["items"])

    assert disagreements(kept) == []


def test_a_missing_control_is_named() -> None:
    kept = document([])
    del kept["figures"]["controls"]["c0"]

    assert disagreements(kept) == ["figures.controls.c0"]
