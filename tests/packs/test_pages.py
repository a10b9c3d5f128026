"""Pages of packs: list, one pack with its progress, request, download, check."""

from __future__ import annotations

import csv
import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from apps.assessments.models import Assessment
from apps.core.canonical import grouped
from apps.core.jobs import JobState
from apps.packs.models import Pack
from apps.packs.services import request_pack
from tests.cast import Cast
from tests.factories.packs import draft

LIST, VERIFY = reverse("packs:list"), reverse("packs:verify")
HTMX = {"HX-Request": "true"}


def address(pack: Pack, page: str = "pack") -> str:
    return reverse(f"packs:{page}", args=[pack.public_id])


def asking(assessment: Assessment) -> str:
    return reverse("packs:request", args=[assessment.public_id])


@pytest.fixture
def waiting(cast: Cast, approved: Assessment) -> Pack:
    return request_pack(actor=cast.actor(cast.cora), assessment=approved)


def test_an_empty_list_says_what_to_do(cast: Cast) -> None:
    page = cast.client(cast.sam).get(LIST).content.decode()

    assert "No pack yet" in page
    assert reverse("assessments:list") in page


def test_the_button_asks_once(cast: Cast, approved: Assessment) -> None:
    sent = {"public_id": str(uuid.uuid4())}
    client = cast.client(cast.sam)

    first, second = client.post(asking(approved), sent), client.post(asking(approved), sent)

    pack = Pack.objects.get()
    assert first.headers["Location"] == second.headers["Location"] == address(pack)


def test_a_second_wish_leads_to_the_one_being_made(cast: Cast, waiting: Pack) -> None:
    answer = cast.client(cast.lena).post(asking(waiting.assessment))

    assert answer.headers["Location"] == address(waiting)
    assert Pack.objects.count() == 1


def test_while_it_is_made_the_page_asks_again_by_itself(cast: Cast, waiting: Pack) -> None:
    Pack.objects.filter(pk=waiting.pk).update(
        state=JobState.RUNNING, progress=40, step="Section 4 of 11: Scope"
    )
    client = cast.client(cast.aya)

    whole, part = client.get(address(waiting)), client.get(address(waiting), headers=HTMX)

    assert 'http-equiv="refresh"' in whole.content.decode()
    assert "every 2s" in part.content.decode()
    assert "Section 4 of 11: Scope" in part.content.decode()
    assert "<html" not in part.content.decode()


def test_when_it_is_made_the_page_is_read_anew(cast: Cast, final_pack: Pack) -> None:
    client = cast.client(cast.aya)

    assert client.get(address(final_pack), headers=HTMX).headers["HX-Refresh"] == "true"
    page = client.get(address(final_pack)).content.decode()
    assert grouped(final_pack.digest) in page
    assert "Controls and answers" in page


def test_a_failed_one_says_why_and_offers_another(cast: Cast, waiting: Pack) -> None:
    waiting.fail("The key that signs packs cannot be opened.")

    page = cast.client(cast.lena).get(address(waiting)).content.decode()

    assert "The key that signs packs cannot be opened." in page
    assert asking(waiting.assessment) in page
    assert (
        asking(waiting.assessment)
        not in cast.client(cast.aya).get(address(waiting)).content.decode()
    )


def test_an_auditor_downloads_it_as_a_file(cast: Cast, final_pack: Pack) -> None:
    answer = cast.client(cast.aya).get(address(final_pack, "download"))

    data = answer.getvalue()
    assert data.startswith(b"%PDF-")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="mlsecure-pack-1.pdf"'
    assert answer.headers["Content-Length"] == str(len(data))


def test_one_that_is_not_made_cannot_be_downloaded(cast: Cast, waiting: Pack) -> None:
    answer = cast.client(cast.aya).get(address(waiting, "download"))

    assert answer.status_code == 400
    assert "not made yet" in answer.content.decode()


def test_mallory_finds_none_of_it(cast: Cast, waiting: Pack) -> None:
    client = cast.client(cast.mallory)

    assert "Credit risk" not in client.get(LIST).content.decode()
    assert "Credit risk" not in client.get(f"{LIST}?format=csv").getvalue().decode()
    assert client.get(address(waiting)).status_code == 404
    assert client.get(address(waiting, "download")).status_code == 404
    assert client.post(asking(waiting.assessment)).status_code == 404


def test_filters_stay_in_the_address_and_the_csv_obeys(cast: Cast, waiting: Pack) -> None:
    request_pack(actor=cast.actor(cast.cora), assessment=draft(cast, "Another"))
    client = cast.client(cast.cora)

    page = client.get(f"{LIST}?kind=final&team={cast.risk_models.public_id}").content.decode()
    rows = list(
        csv.DictReader(io.StringIO(client.get(f"{LIST}?format=csv&kind=draft").getvalue().decode()))
    )

    assert "Pack 1" in page
    assert "Pack 2" not in page
    assert [(row["number"], row["kind"]) for row in rows] == [("2", "draft")]


def test_the_list_needs_as_many_queries_for_ten_as_for_one(
    cast: Cast, waiting: Pack, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(9):
        assessment = draft(cast, f"Pipeline {number}")
        request_pack(actor=cast.actor(cast.cora), assessment=assessment)
    client = cast.client(cast.cora)
    client.get(LIST)

    with django_assert_max_num_queries(12):
        client.get(LIST)


def check(cast: Cast, pdf: bytes) -> str:
    upload = SimpleUploadedFile("pack.pdf", pdf, "application/pdf")
    return cast.client(cast.aya).post(VERIFY, {"file": upload}).content.decode()


def test_a_whole_pack_is_confirmed_line_by_line(cast: Cast, final_pdf: bytes) -> None:
    page = check(cast, final_pdf)

    assert "Everything holds" in page
    assert "Every score follows from the answers" in page
    assert "Pack 1, byte for byte." in page


def test_a_changed_pack_is_refused_line_by_line(cast: Cast, final_pdf: bytes) -> None:
    page = check(cast, final_pdf + b"\n% a remark")

    assert "Do not rely on this file" in page
    assert "Something was added after the signature." in page


def test_what_is_no_pdf_is_told_at_the_field(cast: Cast) -> None:
    page = check(cast, b"<html>not a pdf</html>")

    assert "This is not a PDF file." in page


def test_what_is_too_large_is_told_at_the_field(cast: Cast, settings: Settings) -> None:
    settings.EVIDENCE_MAX_BYTES = 1024

    assert "This file is larger than" in check(cast, b"%PDF-" + b"x" * 5000)
