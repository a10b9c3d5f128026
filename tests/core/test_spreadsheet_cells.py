import pytest

from apps.core.spreadsheet_cells import safe_cell


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_formula_characters_are_made_harmless(start: str) -> None:
    assert safe_cell(f"{start}SUM(A1)") == f"'{start}SUM(A1)"


def test_unknown_numbers_and_truth_are_written_as_what_they_are() -> None:
    assert [safe_cell(value) for value in (None, -3, True, False, "plain")] == [
        "unknown",
        "-3",
        "yes",
        "no",
        "plain",
    ]
