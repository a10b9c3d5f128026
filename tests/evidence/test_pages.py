"""Pages of evidence: list, filing, detail, change, withdrawal, download."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings
from time_machine import TimeMachineFixture

from apps.core import clock
from apps.evidence.models import Evidence
from apps.trail.models import TrailEvent
from tests.cast import Cast
from tests.factories.evidence import PDF, link, make_evidence, upload

LIST, NEW = reverse("evidence:list"), reverse("evidence:create")


def address(evidence: Evidence, page: str = "evidence", *more: object) -> str:
    return reverse(f"evidence:{page}", args=[evidence.public_id, *more])


def entry(cast: Cast, **more: object) -> dict[str, Any]:
    return {
        "public_id": str(uuid.uuid4()),
        "title": "Policy",
        "team": str(cast.risk_models.public_id),
        "file": SimpleUploadedFile("policy.pdf", PDF, "application/pdf"),
        **more,
    }


@pytest.fixture
def filed(cast: Cast) -> Evidence:
    sam = cast.actor(cast.sam)
    return make_evidence(sam, cast.risk_models, "Encryption report", content=upload())


def test_sam_files_a_file(cast: Cast) -> None:
    response = cast.client(cast.sam).post(NEW, entry(cast))

    evidence = Evidence.objects.get()
    assert response.headers["Location"] == address(evidence)
    assert (evidence.team, evidence.owner) == (cast.risk_models, cast.sam)


def test_the_same_form_twice_files_once(cast: Cast) -> None:
    client, same = cast.client(cast.sam), str(uuid.uuid4())

    for _ in range(2):
        client.post(NEW, entry(cast, public_id=same, file=SimpleUploadedFile("a.pdf", PDF)))

    assert Evidence.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"file": SimpleUploadedFile("a.pdf", b"<html>")}, "not the PDF file its name says"),
        ({"file": SimpleUploadedFile("a.exe", b"MZ")}, "This type of file is not taken"),
        ({"file": ""}, "Choose a file, or write a link below"),
        ({"url": "https://example.org"}, "Give a file or a link, not both"),
        ({"file": "", "url": "javascript:alert(1)"}, "Write a whole address"),
        ({"title": "x" * 201}, "at most 200 characters"),
        ({"counts_until": "2020-01-01"}, "This date has passed"),
        ({"counts_until": "soon"}, "Enter a valid date"),
        ({"title": "bell\x00"}, "Null characters are not allowed"),
        ({"team": str(uuid.uuid4())}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(cast: Cast, more: dict[str, Any], words: str) -> None:
    response = cast.client(cast.sam).post(NEW, entry(cast, **more))

    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Evidence.objects.exists()


def test_what_was_typed_is_not_lost(cast: Cast) -> None:
    page = cast.client(cast.sam).post(NEW, entry(cast, file="")).content.decode()

    assert 'value="Policy"' in page


def test_a_file_over_the_limit_is_cut_and_refused(cast: Cast, settings: Settings) -> None:
    settings.EVIDENCE_MAX_BYTES = 1024 * 1024
    big = SimpleUploadedFile("big.pdf", PDF + b" " * 3 * 1024 * 1024)

    response = cast.client(cast.sam).post(NEW, entry(cast, file=big))

    assert response.status_code == 422
    assert "larger than 1 MB" in response.content.decode()


def test_mallory_cannot_file_for_another_team(cast: Cast) -> None:
    response = cast.client(cast.mallory).post(NEW, entry(cast))

    assert response.status_code == 422
    assert not Evidence.objects.exists()


def test_the_auditor_reads_and_files_nothing(cast: Cast, filed: Evidence) -> None:
    client = cast.client(cast.aya)

    assert "Encryption report" in client.get(LIST).content.decode()
    assert client.get(NEW).status_code == 403
    assert client.get(address(filed, "edit")).status_code == 403


def test_mallory_finds_nothing(cast: Cast, filed: Evidence) -> None:
    client = cast.client(cast.mallory)

    assert "Encryption report" not in client.get(LIST).content.decode()
    for page in ("evidence", "edit", "revise"):
        assert client.get(address(filed, page)).status_code == 404
    assert client.get(address(filed, "download", 1)).status_code == 404


def test_a_download_is_a_download(cast: Cast, filed: Evidence) -> None:
    response = cast.client(cast.sam).get(address(filed, "download", 1))

    assert b"".join(response.streaming_content) == PDF  # type: ignore[attr-defined]  # it streams
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"] == 'attachment; filename="policy.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_a_link_is_shown_and_never_downloaded(cast: Cast) -> None:
    evidence = make_evidence(cast.actor(cast.sam), cast.risk_models, content=link())
    client = cast.client(cast.sam)

    page = client.get(address(evidence)).content.decode()
    assert 'href="https://wiki.example.org/retention"' in page
    assert client.get(address(evidence, "download", 1)).status_code == 404


def test_a_second_writer_is_told_on_the_page(cast: Cast, filed: Evidence) -> None:
    stale = {"version": 1, "title": "New", "owner": "", "counts_until": ""}
    client = cast.client(cast.sam)
    client.post(address(filed, "edit"), stale)

    response = client.post(address(filed, "edit"), {**stale, "title": "Newer"})

    assert response.status_code == 409
    assert "Nothing was overwritten" in response.content.decode()
    form = response.context["form"]
    assert [line.saved for line in form.theirs] == ["New"]
    filed.refresh_from_db()
    assert filed.title == "New"
    again = {**stale, "title": "Newer", "version": form["version"].value()}
    client.post(address(filed, "edit"), again)
    filed.refresh_from_db()
    assert filed.title == "Newer"


def test_a_revision_is_filed(cast: Cast, filed: Evidence) -> None:
    cast.client(cast.sam).post(
        address(filed, "revise"),
        {"version": 1, "url": "https://example.org/v2", "counts_until": ""},
    )

    assert [revision.number for revision in filed.revisions.all()] == [2, 1]
    page = cast.client(cast.sam).get(address(filed)).content.decode()
    assert "https://example.org/v2" in page


def test_withdrawing_is_for_leads(cast: Cast, filed: Evidence) -> None:
    entry = {"version": 1, "reason": "Replaced"}
    assert cast.client(cast.sam).post(address(filed, "withdraw"), entry).status_code == 403

    cast.client(cast.lena).post(address(filed, "withdraw"), entry)

    filed.refresh_from_db()
    assert filed.withdrawn_reason == "Replaced"
    assert TrailEvent.objects.filter(action="evidence.evidence.withdrawn").count() == 1


def test_the_list_filters_and_exports(
    cast: Cast, filed: Evidence, time_machine: TimeMachineFixture
) -> None:
    make_evidence(cast.actor(cast.sam), cast.risk_models, "=Old", counts_until=clock.today())
    time_machine.move_to(clock.now() + dt.timedelta(days=2))
    client = cast.client(cast.sam)

    overdue = client.get(LIST, {"state": "expired"}).content.decode()
    assert "=Old" in overdue
    assert "Encryption report" not in overdue
    lines = b"".join(client.get(LIST, {"format": "csv"})).decode().splitlines()
    assert len(lines) == 3
    assert "'=Old" in lines[1]


def test_the_list_takes_the_same_queries_for_ten_and_twenty(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    sam = cast.actor(cast.sam)
    for number in range(20):
        make_evidence(sam, cast.risk_models, f"Piece {number}")
    client = cast.client(cast.sam)

    with django_assert_max_num_queries(9):
        assert client.get(LIST).status_code == 200


def test_signed_out_people_are_sent_to_sign_in(cast: Cast, filed: Evidence) -> None:
    response = Client().get(address(filed, "download", 1))

    assert response.status_code == 302
    assert "login" in response["Location"]
