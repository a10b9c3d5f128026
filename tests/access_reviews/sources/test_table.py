"""Files as people have them: encodings, delimiters, workbooks, and what is none of these."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from apps.access_reviews.sources.table import Table, first_rows, read_table
from apps.core.errors import DomainError

HEADER = ["user", "right", "table"]
ROW = ["jörg@example.org", "read", "Loans"]


def read(raw: bytes) -> Table:
    return read_table(io.BytesIO(raw))


def book(rows: list[list[object]], sheets: int = 1) -> bytes:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    for _ in range(sheets - 1):
        made.create_sheet()
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_common_text_is_read(encoding: str, delimiter: str) -> None:
    text = "\r\n".join(delimiter.join(cells) for cells in (HEADER, ROW, []))

    table = read(text.encode(encoding))

    assert table.header == tuple(HEADER)
    assert list(table.rows) == [(2, ROW)]
    assert bool(table.notes) is (encoding == "cp1252")


def test_rows_are_numbered_by_the_line_they_begin_on() -> None:
    table = read(b'user,why\n\na,"two\nlines"\nb,one\n')

    assert [number for number, _ in table.rows] == [3, 5]


CELL = st.text('ab,;"=+é\n ', max_size=8)


@given(st.lists(st.tuples(CELL, CELL, CELL)))
def test_what_a_csv_writer_writes_is_read_again(rows: list[tuple[str, str, str]]) -> None:
    target = io.StringIO(newline="")
    csv.writer(target).writerows([HEADER, *rows])

    found = [cells for _, cells in read(target.getvalue().encode()).rows]

    plain = [[cell.strip() for cell in row] for row in rows]
    assert found == [row for row in plain if any(row)]


def test_a_workbook_is_read_as_text() -> None:
    moment = dt.datetime(2026, 3, 14, 9, 30)  # noqa: DTZ001 - a workbook knows no zones
    rows: list[list[object]] = [
        ["user", "used", "n", "formula"],
        ["sam", dt.date(2026, 3, 14), 7.0, '=HYPERLINK("http://evil.example","x")'],
        ["lena", moment, None, True],
    ]

    table = read(book(rows, sheets=2))

    assert list(table.rows) == [
        (2, ["sam", "2026-03-14", "7", '=HYPERLINK("http://evil.example","x")']),
        (3, ["lena", "2026-03-14 09:30:00", "", "True"]),
    ]
    assert "2 sheets" in table.notes[0]


def zipped(names: list[str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return target.getvalue()


BAD = [
    pytest.param(b"", "is empty", id="nothing"),
    pytest.param(b" \n \n", "is empty", id="blanks"),
    pytest.param(b"a\x00b,c\n1,2", "neither text", id="binary"),
    pytest.param(b"\xd0\xcf\x11\xe0rest", "old kind", id="xls"),
    pytest.param(b"PK\x03\x04broken", "damaged", id="broken zip"),
    pytest.param(zipped(["word/document.xml"]), "no XLSX", id="a document"),
    pytest.param(zipped(["xl/workbook.xml"]), "cannot be opened", id="an empty workbook"),
    pytest.param(b"a,A\n1,2", "there twice", id="a column twice"),
    pytest.param(b",".join([b"c%d" % n for n in range(300)]), "200 columns", id="too wide"),
]


@pytest.mark.parametrize(("raw", "words"), BAD)
def test_what_is_no_list_says_why(raw: bytes, words: str) -> None:
    with pytest.raises(DomainError, match=words):
        read(raw)


def test_a_broken_row_names_its_line() -> None:
    table = read(b'a,b\n1,2\n"open,2\n')

    with pytest.raises(DomainError, match="Line 3 cannot be read"):
        list(table.rows)


def test_the_first_rows_are_an_example() -> None:
    assert first_rows(read(b"a\n1\n2\n3\n"), 2) == [["1"], ["2"]]


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apps.access_reviews.sources.table.MOST_UNPACKED", 100)
    with pytest.raises(DomainError, match="unpacks to more"):
        read(book([["a"]]))
