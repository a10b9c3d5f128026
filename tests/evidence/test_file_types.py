"""Files are known by their content; what could harm a reader is refused with a reason."""

from __future__ import annotations

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.errors import DomainError
from apps.evidence.file_types import clean_name, recognise
from tests.factories.evidence import PDF, office

LIMIT = 25 * 1024 * 1024
PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + b"\0" * 20
OFFICE = "application/vnd.openxmlformats-officedocument"
HTML = b"<!doctype html><script>alert(1)</script>"


def kind_of(name: str, data: bytes, limit: int = LIMIT) -> str:
    return recognise(name, io.BytesIO(data), len(data), limit).media_type


def code_of(name: str, data: bytes, limit: int = LIMIT) -> str:
    with pytest.raises(DomainError) as refused:
        kind_of(name, data, limit)
    assert refused.value.field == "file"
    return refused.value.code


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("A.PNG", PNG, "image/png"),
        ("a.jpg", b"\xff\xd8\xff\xe0rest", "image/jpeg"),
        ("a.csv", "spalte;größe\n1;2\n".encode(), "text/csv"),
        ("a.md", b"# Heading\n", "text/markdown"),
        ("a.json", b'{"a": [1]}', "application/json"),
        ("a.docx", office(), f"{OFFICE}.wordprocessingml.document"),
        ("a.xlsx", office("xl/workbook.xml"), f"{OFFICE}.spreadsheetml.sheet"),
    ],
)
def test_good_files_are_taken(name: str, data: bytes, media_type: str) -> None:
    assert kind_of(name, data) == media_type


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("page.pdf", HTML, "file_content"),
        ("page.txt", HTML, "file_content"),
        ("drawing.md", b"  <svg onload=x>", "file_content"),
        ("cut.pdf", b"%PDF-1.7 and no end", "file_content"),
        ("program.exe", b"MZ", "file_type"),
        ("page.html", HTML, "file_type"),
        ("archive.zip", office(), "file_type"),
        ("noextension", PDF, "file_type"),
        ("empty.pdf", b"", "file_empty"),
        ("binary.csv", b"a,b\x00", "file_content"),
        ("latin.txt", "größe".encode("latin-1"), "file_content"),
        ("picture.png", PDF, "file_content"),
        ("broken.json", b"{", "file_content"),
        ("deep.json", b"[" * 200_000, "file_content"),
        ("sheet.docx", office("xl/workbook.xml"), "file_content"),
        ("macro.docx", office(word__vbaProject=b"x"), "file_content"),
        ("short.docx", office()[:-30], "file_content"),
        ("not.docx", b"PK\x03\x04", "file_content"),
        ("outside.docx", office("word/document.xml", **{"..__..__etc": b"x"}), "file_content"),
    ],
)
def test_bad_files_are_refused(name: str, data: bytes, code: str) -> None:
    assert code_of(name, data) == code


def test_a_file_over_the_limit_is_refused() -> None:
    assert code_of("big.pdf", PDF + b" " * 100, limit=100) == "file_too_large"


def test_a_zip_bomb_is_refused_without_unpacking_it() -> None:
    bomb = office(word__media=b"\0" * 30_000_000)

    assert len(bomb) < 100_000
    assert code_of("bomb.docx", bomb) == "file_content"


def test_an_archive_of_very_many_entries_is_refused() -> None:
    parts = {f"p{n}": b"" for n in range(2_100)}
    assert code_of("many.docx", office("word/document.xml", **parts)) == "file_content"


@given(st.text(max_size=400))
def test_names_are_short_and_harmless(name: str) -> None:
    cleaned = clean_name(name)

    assert 0 < len(cleaned) <= 200
    assert cleaned.isprintable()
    assert not set(cleaned) & {"/", "\\"}


@given(st.binary(max_size=400), st.sampled_from(["pdf", "png", "docx", "json", "txt"]))
def test_random_bytes_never_crash(data: bytes, extension: str) -> None:
    try:
        recognise(f"a.{extension}", io.BytesIO(data), len(data), LIMIT)
    except DomainError as refused:
        assert refused.field == "file"
