"""The PDF itself: archival form, tags, letters, data inside, and what it says."""

from __future__ import annotations

import io
import json

import pikepdf
import pypdf
import pytest

from apps.core.canonical import canonical_json, digest_bytes, grouped
from apps.packs.models import Pack
from tests.cast import Cast
from tests.factories.packs import HIDDEN, NOTE, attached, file_of


def _texts(pdf: bytes) -> list[str]:
    """The text of each page with single spaces."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def test_it_is_a_tagged_archive_file(whole_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(whole_pdf)) as opened, opened.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert str(opened.Root.OutputIntents[0].S) == "/GTS_PDFA1"
        assert opened.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in opened.Root
        assert str(opened.Root.Lang) == "en"
        assert str(opened.docinfo["/Title"])


def test_it_has_bookmarks_for_every_part(whole_pdf: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(whole_pdf))
    titles = [str(entry["/Title"]) for entry in reader.outline if not isinstance(entry, list)]
    text = " ".join(_texts(whole_pdf))

    assert len(titles) >= 8
    assert titles[0] == "Where do we stand"
    assert [title for title in titles if title not in text] == []


def test_every_letter_is_inside(whole_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(whole_pdf)) as opened:
        described = [
            object
            for object in opened.objects
            if isinstance(object, pikepdf.Dictionary) and object.get("/Type") == "/FontDescriptor"
        ]
        assert described
        assert all("/FontFile2" in font or "/FontFile3" in font for font in described)
        assert any("Inter" in str(font.FontName) for font in described)


def test_the_frozen_data_travel_inside(cast: Cast, final_pack: Pack) -> None:
    pdf = file_of(cast, final_pack)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        kinds = {str(file.UF): str(file.AFRelationship) for file in opened.Root.AF}

    assert kinds == {"snapshot.json": "/Data", "manifest.json": "/Data"}
    assert attached(pdf, "snapshot.json").decode() == final_pack.snapshot.document
    assert attached(pdf, "manifest.json") == canonical_json(final_pack.manifest)
    manifest = json.loads(attached(pdf, "manifest.json"))
    assert manifest["snapshot"]["digest"] == final_pack.snapshot.digest
    assert manifest["pack"]["id"] == str(final_pack.public_id)


def test_the_row_has_the_digest_of_the_file(cast: Cast, final_pack: Pack) -> None:
    pdf = file_of(cast, final_pack)

    assert digest_bytes(pdf) == final_pack.digest
    assert (len(pdf), len(_texts(pdf))) == (final_pack.size, final_pack.pages)


def test_the_cover_names_what_it_is_and_page_two_says_how_it_stands(
    cast: Cast, final_pack: Pack
) -> None:
    cover, second = _texts(file_of(cast, final_pack))[:2]

    assert "Example Bank" in cover
    assert "Credit risk" in cover
    assert "Approved by Cora" in cover
    assert str(final_pack.public_id) in cover
    assert grouped(final_pack.snapshot.digest) in cover
    assert "Where do we stand" in second


def test_answers_stand_there_as_typed(final_pack: Pack, final_pdf: bytes) -> None:
    text = " ".join(_texts(final_pdf))

    assert NOTE in text
    assert "Disk policy" in text
    assert "Some of it" in text
    for control in json.loads(final_pack.snapshot.document)["controls"]:
        assert control["title"] in text


@pytest.mark.parametrize("which", ["whole_pdf", "whole_draft"])
def test_a_hidden_question_is_absent_from_paper(request: pytest.FixtureRequest, which: str) -> None:
    text = " ".join(_texts(request.getfixturevalue(which)))

    assert HIDDEN not in text
    assert "Is it in place?" in text


def test_a_draft_says_so_on_every_page(whole_draft: bytes) -> None:
    unmarked = [n for n, text in enumerate(_texts(whole_draft), 1) if "DRAFT" not in text.upper()]

    assert unmarked == []


def test_a_final_pack_is_no_draft(whole_pdf: bytes) -> None:
    assert not [text for text in _texts(whole_pdf) if "DRAFT, NOT APPROVED" in text.upper()]


def test_every_page_has_its_number(whole_pdf: bytes) -> None:
    texts = _texts(whole_pdf)

    for number, text in enumerate(texts[1:], 2):
        assert f"Page {number} of {len(texts)}" in text
    assert sum("Section " in text for text in texts) >= len(texts) - 3
