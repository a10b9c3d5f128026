"""Reading an uploaded CSV with care: encoding, size, columns. Pure; rows are checked later."""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apps.core.errors import DomainError
from apps.core.spreadsheet_cells import delimiter_of, plain_cell

MOST_BYTES = 1_000_000
MOST_ROWS = 1_000
MOST_CELL = 20_000


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row by column; `line` counts as an editor counts, so that people find it."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]


def _bad(message: str) -> DomainError:
    return DomainError(message, code="bad_file", field="file")


def decode(raw: bytes) -> str:
    """The text of a file. Raises `DomainError` for anything that is not UTF-8 text."""
    if len(raw) > MOST_BYTES:
        raise _bad(f"The file is larger than {MOST_BYTES // 1_000_000} MB. Split it.")
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise _bad("This is a workbook. Save it as CSV UTF-8 and choose that file.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise _bad(
            f"Line {line} is not UTF-8. In a spreadsheet, choose “CSV UTF-8” when saving."
        ) from None
    if "\x00" in text:
        raise _bad("This is not a text file. Save the table as CSV UTF-8.")
    return text


def read_table(text: str, known: Sequence[str]) -> Table:
    """Rows of a CSV whose first line names columns out of `known`.

    Raises `DomainError` where the table as a whole cannot be read: no header, unknown or repeated
    columns, a row that is too wide, too many rows.
    """
    delimiter = delimiter_of(text.split("\n", 1)[0])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = [cell.strip() for cell in next(reader, [])]
        _check_header(header, known)
        rows = tuple(_rows(reader, header))
    except csv.Error as error:
        raise _bad(f"Line {reader.line_num} cannot be read: {error}.") from None
    if not rows:
        raise _bad("The file has a header and no rows.")
    return Table(tuple(header), rows)


def renamed(table: Table, names: Mapping[str, str]) -> Table:
    """The table with old names of columns replaced; raises `DomainError` where a file has a column
    under its old name and its new one."""
    columns = [names.get(name, name) for name in table.columns]
    _refuse_repeated(columns)
    rows = [
        TableRow(row.line, {names.get(name, name): cell for name, cell in row.cells.items()})
        for row in table.rows
    ]
    return Table(tuple(columns), tuple(rows))


def _check_header(header: Sequence[str], known: Sequence[str]) -> None:
    if not any(header):
        raise _bad("The file is empty. The first line names the columns.")
    for name in header:
        if name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            hint = f" Did you mean {close[0]}?" if close else ""
            raise _bad(f"There is no column “{name[:60]}”.{hint}")
    _refuse_repeated(header)


def _refuse_repeated(header: Sequence[str]) -> None:
    repeated = next((name for name in header if header.count(name) > 1), None)
    if repeated is not None:
        raise _bad(f"The column {repeated} is there twice.")


def _rows(reader: Any, header: Sequence[str]) -> Sequence[TableRow]:
    rows: list[TableRow] = []
    start = 2
    for cells in reader:
        line, start = start, reader.line_num + 1
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(header):
            raise _bad(f"Line {line} has {len(cells)} cells for {len(header)} columns.")
        if any(len(cell) > MOST_CELL for cell in cells):
            raise _bad(f"Line {line} has a cell of more than {MOST_CELL:,} characters.")
        if len(rows) == MOST_ROWS:
            raise _bad(f"The file has more than {MOST_ROWS:,} rows. Split it.")
        padded = [*cells, *[""] * (len(header) - len(cells))]
        rows.append(TableRow(line, dict(zip(header, map(plain_cell, padded), strict=True))))
    return rows
