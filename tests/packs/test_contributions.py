"""An app above assessments adds to snapshots and packs, and neither knows it."""

from __future__ import annotations

from typing import Any

from apps.assessments.models import Assessment
from apps.assessments.snapshots.contributions import CONTRIBUTIONS, Contribution, Section
from apps.assessments.snapshots.services import document_of, snapshot_for_pack
from apps.packs.building.sections import Book, Signer, parts_of
from tests.cast import Cast
from tests.factories.packs import draft, file_of, made
from tests.packs.test_making import text_of

REVIEWS = Contribution(
    "reviews",
    lambda assessment: {"of": assessment.pipeline.name, "decided": 3},
    Section("Access reviews", "print/_head.html", 350, lambda held: {"decided": held["decided"]}),
)


def book_of(cast: Cast, assessment: Assessment) -> Book:
    snapshot = snapshot_for_pack(actor=cast.actor(cast.sam), assessment=assessment)
    manifest: dict[str, Any] = {
        "pack": {"draft": True, "number": 1, "requested_at": "2026-01-01T00:00:00+00:00"},
        "trail": {"checkpoint": {"position": 1, "head": "0", "at": "2026-01-01T00:00:00+00:00"}},
    }
    return Book(document_of(snapshot), snapshot.digest, manifest, Signer("0"))


def test_a_contribution_is_frozen_and_stands_at_its_place(
    cast: Cast, open_assessment: Assessment
) -> None:
    with CONTRIBUTIONS.registered(REVIEWS):
        book = book_of(cast, open_assessment)
        titles = [part.title for part in parts_of(book)]

    assert book.document["contributions"]["reviews"] == {"of": "Credit risk", "decided": 3}
    place = titles.index("Access reviews")
    assert titles[place - 1 : place + 2] == ["Scope", "Access reviews", "What is not covered"]


def test_the_section_is_filled_from_what_was_frozen_alone(
    cast: Cast, open_assessment: Assessment
) -> None:
    with CONTRIBUTIONS.registered(REVIEWS):
        book = book_of(cast, open_assessment)
        (part,) = [part for part in parts_of(book) if part.title == "Access reviews"]

    assert part.fill(book) == {"decided": 3}
    assert part.template == "print/_head.html"


def test_an_older_document_prints_no_section_it_does_not_hold(
    cast: Cast, open_assessment: Assessment
) -> None:
    book = book_of(cast, open_assessment)
    older = {key: book.document[key] for key in book.document if key != "contributions"}
    with CONTRIBUTIONS.registered(REVIEWS):
        titles = [part.title for part in parts_of(Book(older, "", book.manifest, book.signer))]

    assert "Access reviews" not in titles


def test_the_paper_shows_it(cast: Cast) -> None:
    with CONTRIBUTIONS.registered(REVIEWS):
        pack = made(cast, draft(cast, "Chatbot"))
        text = text_of(file_of(cast, pack))

    assert "Access reviews" in text
