"""Reading an uploaded list with care: CSV in any common encoding, and XLSX. Pure.

Cells come out as text and nothing in them is run: a formula is the text that was typed.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO

from openpyxl import load_workbook

from apps.core.errors import DomainError
from apps.core.spreadsheet_cells import delimiter_of, plain_cell

MOST_ROWS = 500_000
MOST_COLUMNS = 200
MOST_UNPACKED = 600 * 1024 * 1024
"""An XLSX is a packed archive: what it would unpack to is limited, not only what was sent."""

_WORKBOOK, _OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
Numbered = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Table:
    """The header of a list and its rows, which can be read once.

    Rows are numbered as a spreadsheet numbers them, and a CSV by the line on which a row begins.
    `notes` are things that were assumed while reading.
    """

    header: tuple[str, ...]
    rows: Iterator[Numbered]
    notes: tuple[str, ...] = ()


def read_table(file: BinaryIO) -> Table:
    """The list in a file. Raises `DomainError`, also while rows are read, where it is none."""
    file.seek(0)
    start = file.read(8)
    file.seek(0)
    if start.startswith(_OLD_WORKBOOK):
        raise _bad("This is a workbook of the old kind, or one with a password. Save it as XLSX.")
    rows, notes = _sheet(file) if start.startswith(_WORKBOOK) else _text(file)
    header = _header(rows)
    return Table(header, _checked(rows, len(header)), notes)


def first_rows(table: Table, count: int = 5) -> list[list[str]]:
    """The first rows of the list, as an example."""
    return [cells for _, cells in islice(table.rows, count)]


def _bad(message: str) -> DomainError:
    return DomainError(message, code="bad_file", field="file")


# ---- Text ---------------------------------------------------------------------------------------
def _text(file: BinaryIO) -> tuple[Iterator[Numbered], tuple[str, ...]]:
    raw = file.read()
    text, notes = _decoded(raw)
    if not text.strip():
        raise _bad("The file is empty. The first line names the columns.")
    if "\x00" in text:
        raise _bad("This is neither text nor a workbook. Save the list as CSV or XLSX.")
    return _lines(text), notes


def _decoded(raw: bytes) -> tuple[str, tuple[str, ...]]:
    """The text and what was assumed of it. Old spreadsheets of western Europe write Windows-1252;
    it is taken where a file is not UTF-8, and said, because it cannot be told from its cousins."""
    encoding = next((name for mark, name in _MARKS if raw.startswith(mark)), "utf-8")
    try:
        return raw.decode(encoding), ()
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
    note = (
        f"Line {line} is not UTF-8, so the file was read as Windows-1252. Look at names with "
        "accents, and save it as CSV UTF-8 if they are wrong."
    )
    return raw.decode("cp1252", errors="replace"), (note,)


def _lines(text: str) -> Iterator[Numbered]:
    first = text.lstrip("\r\n").split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(first), strict=True)
    start = 1
    try:
        for cells in reader:
            yield start, [plain_cell(cell).strip() for cell in cells]
            start = reader.line_num + 1
    except csv.Error as error:
        raise _bad(f"Line {reader.line_num} cannot be read: {error}.") from None


# ---- Workbooks ----------------------------------------------------------------------------------
def _sheet(file: BinaryIO) -> tuple[Iterator[Numbered], tuple[str, ...]]:
    _refuse_bombs(file)
    try:
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        sheets = book.worksheets
    except Exception:
        raise _bad("This workbook cannot be opened. Save it as CSV UTF-8.") from None
    if not sheets:
        raise _bad("This workbook has no sheet with rows.")
    notes: tuple[str, ...] = ()
    if len(sheets) > 1:
        notes = (f"The workbook has {len(sheets)} sheets; “{sheets[0].title}” was read.",)
    return _cells(sheets[0]), notes


def _refuse_bombs(file: BinaryIO) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise _bad("This workbook is damaged. Save it again, or as CSV UTF-8.") from None
    if "xl/workbook.xml" not in names:
        raise _bad("This is an archive and no XLSX. Choose the list itself.")
    if size > MOST_UNPACKED:
        raise _bad("This workbook unpacks to more than we read. Save it as CSV UTF-8.")
    file.seek(0)


def _cells(sheet: Any) -> Iterator[Numbered]:
    # What a file says of its own size may be wrong; the rows themselves are read.
    sheet.reset_dimensions()
    try:
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            yield number, [_words(value) for value in row[: MOST_COLUMNS + 1]]
    except (KeyError, ValueError, SyntaxError, zipfile.BadZipFile):
        raise _bad("The rows of this workbook cannot be read. Save it as CSV UTF-8.") from None


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return plain_cell(str(value)).strip()


# ---- What both must keep ------------------------------------------------------------------------
def _header(rows: Iterator[Numbered]) -> tuple[str, ...]:
    cells: list[str] = next((cells for _, cells in rows if any(cells)), [])
    while cells and not cells[-1]:
        cells.pop()
    if not cells:
        raise _bad("The file is empty. The first line names the columns.")
    if len(cells) > MOST_COLUMNS:
        raise _bad(f"The list has more than {MOST_COLUMNS} columns.")
    repeated = _repeated(cells)
    if repeated:
        raise _bad(f"The column “{repeated[:60]}” is there twice. Rename one of them.")
    return tuple(cells)


def _repeated(header: Sequence[str]) -> str:
    lower = [name.casefold() for name in header]
    return next((name for name in header if name and lower.count(name.casefold()) > 1), "")


def _checked(rows: Iterable[Numbered], width: int) -> Iterator[Numbered]:
    count = 0
    for number, cells in rows:
        if not any(cells):
            continue
        count += 1
        if count > MOST_ROWS:
            raise _bad(f"The list has more than {MOST_ROWS:,} rows. Split it into two sources.")
        yield number, [*cells, *[""] * (width - len(cells))]
