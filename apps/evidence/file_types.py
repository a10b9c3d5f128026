"""Which files count as evidence: recognised by what they contain, never by their name alone.

Pure: bytes in, a media type or a `DomainError` out. A file is only kept and handed back as a
download, so the checks keep out what could harm the reader's machine: programs, macros, pages
posing as documents, and archives that unpack to far more than they are.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from apps.core.errors import DomainError

MAX_ENTRIES = 2_000
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 200
_TAIL = 2048
_CONTENT_TYPES = "[Content_Types].xml"
_MAX_CONTENT_TYPES = 1024 * 1024
_MARKUP = re.compile(rb"\s*<\s*(!doctype|html|head|body|script|svg|iframe|\?xml)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class FileType:
    """One kind of file that is taken, with the check of its content (None when it fits)."""

    extension: str
    media_type: str
    label: str
    fault: Callable[[BinaryIO, int], str | None]


def _pdf(file: BinaryIO, size: int) -> str | None:
    if not file.read(5).startswith(b"%PDF-"):
        return "it does not start as a PDF does"
    file.seek(max(0, size - _TAIL))
    return None if b"%%EOF" in file.read(_TAIL) else "its end is missing"


def _png(file: BinaryIO, size: int) -> str | None:
    head = file.read(16)
    fits = head.startswith(b"\x89PNG\r\n\x1a\n") and head[12:16] == b"IHDR"
    return None if fits else "it is not a PNG picture"


def _jpeg(file: BinaryIO, size: int) -> str | None:
    return None if file.read(3) == b"\xff\xd8\xff" else "it is not a JPEG picture"


def _text(file: BinaryIO, size: int) -> str | None:
    raw = file.read()
    if _MARKUP.match(raw.removeprefix(b"\xef\xbb\xbf")):
        return "it is a web page or markup"
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "it is not text in UTF-8"
    return "it holds control characters" if _CONTROL.search(text) else None


def _json(file: BinaryIO, size: int) -> str | None:
    try:
        json.loads(file.read().decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return "it is not valid JSON"
    return None


def _office(main_part: str) -> Callable[[BinaryIO, int], str | None]:
    def fault(file: BinaryIO, size: int) -> str | None:
        try:
            with zipfile.ZipFile(file) as archive:
                return _archive_fault(archive, main_part, size)
        except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError):
            return "it is not a whole Office document"

    return fault


def _archive_fault(archive: zipfile.ZipFile, main_part: str, size: int) -> str | None:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if len(entries) > MAX_ENTRIES or _unpacks_too_far(entries, size):
        return "it unpacks to far more than a document holds"
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        return "it is locked with a password"
    if any(_leaves_its_folder(name) for name in names):
        return "it holds unsafe file names"
    if main_part not in names or _CONTENT_TYPES not in names:
        return "it is not the document its name says"
    with archive.open(_CONTENT_TYPES) as part:
        types = part.read(_MAX_CONTENT_TYPES).lower()
    if b"macroenabled" in types or any("vbaproject" in name.lower() for name in names):
        return "it contains macros"
    return None


def _unpacks_too_far(entries: list[zipfile.ZipInfo], size: int) -> bool:
    """Declared sizes, the ratio of each entry, and entries that overlap to share bytes."""
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        return True
    if sum(entry.compress_size for entry in entries) > size:
        return True
    return any(entry.file_size > MAX_RATIO * max(entry.compress_size, 512) for entry in entries)


def _leaves_its_folder(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts


_OFFICE = "application/vnd.openxmlformats-officedocument."
_TYPES = (
    FileType("pdf", "application/pdf", "PDF", _pdf),
    FileType("png", "image/png", "PNG", _png),
    FileType("jpg", "image/jpeg", "JPEG", _jpeg),
    FileType("jpeg", "image/jpeg", "JPEG", _jpeg),
    FileType("csv", "text/csv", "CSV", _text),
    FileType("txt", "text/plain", "text", _text),
    FileType("md", "text/markdown", "Markdown", _text),
    FileType("json", "application/json", "JSON", _json),
    FileType("docx", f"{_OFFICE}wordprocessingml.document", "Word", _office("word/document.xml")),
    FileType("xlsx", f"{_OFFICE}spreadsheetml.sheet", "Excel", _office("xl/workbook.xml")),
)
FILE_TYPES: Mapping[str, FileType] = {kind.extension: kind for kind in _TYPES}
ACCEPT = ",".join(f".{extension}" for extension in FILE_TYPES)
TAKEN = "PDF, PNG, JPEG, CSV, TXT, MD, JSON, DOCX or XLSX"


def recognise(name: str, file: BinaryIO, size: int, limit: int) -> FileType:
    """The type of a file of `size` bytes, checked against its content.

    Leaves the file at its start. Raises `DomainError` for the field `file` when it is empty,
    larger than `limit` bytes, of a type that is not taken, or not what its name says.
    """
    if not size:
        raise _refused("This file is empty. Choose the file again.", "file_empty")
    if size > limit:
        most = limit // (1024 * 1024)
        raise _refused(
            f"This file is larger than {most} MB. Shorten it, or file a link to it.",
            "file_too_large",
        )
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    known = FILE_TYPES.get(extension)
    if known is None:
        raise _refused(f"This type of file is not taken. Choose a {TAKEN} file.", "file_type")
    file.seek(0)
    fault = known.fault(file, size)
    file.seek(0)
    if fault:
        raise _refused(
            f"This is not the {known.label} file its name says: {fault}. Nothing was stored.",
            "file_content",
        )
    return known


def _refused(message: str, code: str) -> DomainError:
    return DomainError(message, code=code, field="file")


def clean_name(name: str) -> str:
    """A file name without folders and control characters, at most 200 characters long."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(char for char in last if char.isprintable()).strip(" .") or "file"
    stem, dot, extension = kept.rpartition(".")
    return f"{stem[: 199 - len(extension)]}{dot}{extension}" if dot else kept[:200]
