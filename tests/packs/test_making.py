"""What the engine may and may not do, and what a manifest freezes beside the snapshot."""

from __future__ import annotations

import io
import json
import re
import uuid

import pypdf
import pytest

from apps.assessments.models import Assessment
from apps.assessments.snapshots.services import document_of
from apps.core.errors import NotVisible
from apps.packs.building import rendering
from apps.packs.building.sections import Book, Signer, pack_html
from apps.packs.building.sections.backing import trail_lines
from apps.packs.building.sections.controls import controls
from apps.packs.building.sections.summary import to_do
from apps.packs.models import Pack
from apps.packs.selectors import list_packs
from apps.packs.services import request_pack
from apps.trail.models import TrailCheckpoint
from apps.ui import paper
from tests.cast import Cast
from tests.factories.packs import draft

# Elements of drawings, which have no place in the flow of text.
DRAWN = {"desc", "defs", "pattern", "g", "rect", "line", "text", "path", "circle", "tspan"}


def text_of(pdf: bytes) -> str:
    found = (page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    return " ".join(" ".join(found).split())


def test_letters_of_other_scripts_are_kept() -> None:
    html = "<html lang='en'><body><p>Łódź Αθήνα Москва</p></body></html>"

    made = rendering.render(html, [], lambda page: None)

    assert "Łódź Αθήνα Москва" in text_of(made.pdf)


def test_paper_reads_no_other_file() -> None:
    html = "<html><body><object data='file:///etc/hostname'>Not there</object></body></html>"

    assert "Not there" in text_of(rendering.render(html, [], lambda page: None).pdf)


def test_every_control_stands_there_and_what_was_not_asked_is_counted(
    final_pack: Pack, final_pdf: bytes
) -> None:
    document, text = json.loads(final_pack.snapshot.document), text_of(final_pdf)

    assert all(control["title"] in text for control in document["controls"])
    hidden = document["left_out"]["questions"]
    assert {question["key"] for question in hidden} == {"letters", "phi"}
    assert "2 questions of the catalogue do not apply" in text


def test_where_the_laws_disagree_is_printed_once_and_referred_to(final_pack: Pack) -> None:
    book = Book(document_of(final_pack.snapshot), "0" * 64, final_pack.manifest, Signer("0" * 64))

    html = pack_html(book, lambda number, count, title: None)

    assert html.count("As the risk demands.") == 1
    assert html.count('href="#point-firmness"') == 1
    assert html.count('id="point-firmness"') == 1


def test_what_an_older_snapshot_tells_in_a_control_is_printed_there(final_pack: Pack) -> None:
    document = document_of(final_pack.snapshot)
    del document["catalogue"]["disagreements"]
    for control in document["controls"]:
        del control["disagreements"]
    document["controls"][0]["differences"] = [{"regime": "gdpr", "says": "Told back then."}]
    book = Book(document, "0" * 64, final_pack.manifest, Signer("0" * 64))

    html = pack_html(book, lambda number, count, title: None)

    assert "GDPR: Told back then." in html
    assert "The laws disagree" not in html


def test_the_manifest_ends_at_a_checkpoint_signed_for_it(cast: Cast, approved: Assessment) -> None:
    pack = request_pack(actor=cast.actor(cast.cora), assessment=approved)

    mark, told = TrailCheckpoint.objects.get(), pack.manifest["trail"]
    assert told["checkpoint"]["head"] == mark.head
    assert told["chain"]["first"] + len(told["chain"]["digests"]) - 1 == mark.position
    assert "assessments.assessment.approved" in {event["action"] for event in told["events"]}


def test_an_id_of_another_assessment_finds_nothing(cast: Cast, approved: Assessment) -> None:
    cora = cast.actor(cast.cora)
    pack = request_pack(actor=cora, assessment=approved, public_id=uuid.uuid4())

    with pytest.raises(NotVisible):
        request_pack(actor=cora, assessment=draft(cast, "Another"), public_id=pack.public_id)


def test_numbers_run_through_the_organisation(cast: Cast, approved: Assessment) -> None:
    cora = cast.actor(cast.cora)
    request_pack(actor=cora, assessment=approved)

    assert request_pack(actor=cora, assessment=draft(cast, "Another")).number == 2


def test_who_sees_the_pipeline_sees_its_packs(cast: Cast, approved: Assessment) -> None:
    request_pack(actor=cast.actor(cast.cora), assessment=approved)

    seen = {name: list_packs(cast.actor(user)).count() for name, user in cast.people().items()}
    assert seen == {"olga": 1, "cora": 1, "lena": 1, "sam": 1, "aya": 1, "mallory": 0}


def test_paper_makes_no_style_that_every_element_would_carry() -> None:
    """Six needless pseudo-elements an element were a quarter of the memory of a large pack."""
    rules = paper.asset_path("static:css/print-base.css").read_text()

    assert "li::marker" in rules
    assert not re.search(r"(^|[,}\s]):{1,2}(marker|before|after|note|footnote)", rules, re.M)


def test_every_element_of_the_pack_has_its_place_on_the_base_sheet(final_pack: Pack) -> None:
    """What the base sheet forgets is drawn in line, and paragraphs would run together."""
    rules = paper.asset_path("static:css/print-base.css").read_text()
    book = Book(document_of(final_pack.snapshot), "0" * 64, final_pack.manifest, Signer("0" * 64))

    used = set(re.findall(r"<([a-z]+\d?)", pack_html(book, lambda number, count, title: None)))
    named = set(re.findall(r"[a-z]+\d?", re.sub(r"\{.*?\}|/\*.*?\*/", " ", rules, flags=re.S)))
    assert used - named <= {"a", "small", "span", "time", *DRAWN}


def test_alike_events_of_one_day_share_a_line(final_pack: Pack) -> None:
    book = Book(document_of(final_pack.snapshot), "0" * 64, final_pack.manifest, Signer(""))

    def entry(position: int, at: str, target: str, action: str = "saved") -> dict[str, object]:
        told = {"position": position, "at": f"2026-03-{at}:00+00:00", "seal": "a" * 64}
        return {**told, "actor": "Sam", "action": f"assessments.answer.{action}", "target": target}

    lines = trail_lines(
        book,
        [
            entry(1, "14T10:42", "A?"),
            entry(2, "14T10:50", "B?"),
            entry(3, "15T10:50", "B?"),
            entry(4, "15T11:00", "B?", "taken_back"),
        ],
    )

    assert [(line["positions"], line["when"], line["others"]) for line in lines] == [
        ("1–2", "14 Mar 2026", 1),
        ("3", "15 Mar 2026, 10:50 UTC", 0),
        ("4", "15 Mar 2026, 11:00 UTC", 0),
    ]
    assert [line["did"] for line in lines][1:] == ["answered", "answer taken back"]


def test_a_question_asked_of_several_objects_stands_once(final_pack: Pack) -> None:
    document = document_of(final_pack.snapshot)
    document["items"] *= 2
    book = Book(document, "0" * 64, final_pack.manifest, Signer(""))

    asked = [
        question
        for section in controls(book)["sections"]
        for control in section["controls"]
        for question in control["questions"]
    ]

    assert sum(len(question["items"]) for question in asked) == len(document["items"])
    assert len(asked) == len({item["question"] for item in document["items"]})


def test_a_control_that_every_answer_fails_a_little_says_why_it_is_not_met(
    final_pack: Pack,
) -> None:
    document = document_of(final_pack.snapshot)
    key = document["controls"][0]["key"]
    for item in document["items"]:
        item["points"] = 0.4
    document["figures"]["controls"][key] |= {"verdict": "not_met", "low": 0.4, "high": 0.4}
    book = Book(document, "0" * 64, final_pack.manifest, Signer(""))

    failing = next(control for control in to_do(book)["not_met"] if control["key"] == key)

    assert failing["because"] == [
        "Its answers give 40 of 100 together; below 50 it counts as not met.",
        "Dataset Credit risk data: Some of it",
    ]
