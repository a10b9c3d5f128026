"""The lineage drawing: nothing left of its source, nothing on top of another, no line through."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from apps.registry.lineage.layout import BOX_HEIGHT, BOX_WIDTH, lay_out

numbers = st.integers(min_value=0, max_value=9)
graphs = st.sets(st.tuples(numbers, numbers).filter(lambda edge: edge[0] < edge[1]), max_size=16)


@given(graphs)
def test_everything_stands_right_of_its_source_and_inside_the_drawing(
    edges: set[tuple[int, int]],
) -> None:
    drawing = lay_out(range(10), sorted(edges))

    for parent, child in edges:
        assert drawing.boxes[parent].right < drawing.boxes[child].x
    for box in drawing.boxes.values():
        assert 0 <= box.x <= drawing.width - BOX_WIDTH
        assert 0 <= box.y <= drawing.height - BOX_HEIGHT
    assert len(drawing.lines) == len(edges)


@given(graphs)
def test_no_two_boxes_touch(edges: set[tuple[int, int]]) -> None:
    boxes = list(lay_out(range(10), sorted(edges)).boxes.values())

    for one in boxes:
        for other in boxes:
            apart = abs(one.x - other.x) >= BOX_WIDTH or abs(one.y - other.y) >= BOX_HEIGHT
            assert apart or one is other


def test_a_long_link_goes_round_the_box_between() -> None:
    drawing = lay_out(
        ["data", "features", "model"],
        [("data", "features"), ("features", "model"), ("data", "model")],
    )
    features, long = drawing.boxes["features"], drawing.lines[2]

    passes = int(long.path.split(" L ")[1].split()[1])
    assert not features.y <= passes <= features.y + BOX_HEIGHT


def test_an_empty_graph_is_an_empty_drawing() -> None:
    assert lay_out([], []).boxes == {}
