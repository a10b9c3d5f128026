"""A list that shrank to a tenth is asked about before it ends anybody's access."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.access_reviews.rules.loads import LoadStanding, question, standing_of

PLAUSIBLE, SHRUNK, EMPTY = LoadStanding


@pytest.mark.parametrize(
    ("rows", "last", "standing"),
    [
        pytest.param(500, None, PLAUSIBLE, id="the first load has nothing to be held against"),
        pytest.param(0, None, EMPTY, id="a first load of nothing"),
        pytest.param(0, 0, EMPTY, id="nothing again"),
        pytest.param(0, 500, EMPTY, id="nothing where there was something"),
        pytest.param(5, 0, PLAUSIBLE, id="something where there was nothing"),
        pytest.param(500, 500, PLAUSIBLE, id="as before"),
        pytest.param(51, 500, PLAUSIBLE, id="just over a tenth"),
        pytest.param(50, 500, SHRUNK, id="a tenth"),
        pytest.param(1, 500, SHRUNK, id="less than a tenth"),
        pytest.param(1, 9, PLAUSIBLE, id="a ninth"),
    ],
)
def test_what_a_number_of_rows_says(rows: int, last: int | None, standing: LoadStanding) -> None:
    assert standing_of(rows, last) is standing
    assert bool(question(rows, last)) is standing.asks


def test_the_question_has_the_figures() -> None:
    assert question(12_000, 200_000) == (
        "The list holds 12,000 usable rows; the last one held 200,000. Check the file or the "
        "source; load it only if the list is right."
    )
    assert question(1, 10).startswith("The list holds 1 usable row;")
    assert question(0, None).startswith("The list holds no usable row.")


ROWS = st.integers(0, 300_000)


@given(ROWS, ROWS, ROWS)
def test_more_rows_are_never_more_suspicious(rows: int, more: int, last: int) -> None:
    if not standing_of(rows, last).asks:
        assert not standing_of(rows + more, last).asks
