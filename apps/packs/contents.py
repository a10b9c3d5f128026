"""What a pack holds and what it leaves out, for its page; read from its own frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from apps.assessments.snapshots.services import document_of

from .building.sections import Book, Signer, parts_of
from .building.sections.book import UNKNOWN_STATES
from .building.sections.summary import summary_sentence
from .models import Pack


@dataclass(frozen=True, slots=True)
class Contents:
    """The figures and counts that the page shows beside the file."""

    summary: str
    laws: list[dict[str, Any]]
    parts: list[str]
    questions: int
    controls: int
    evidence: int
    unknown: int
    not_asked: int
    other_laws: list[str]
    uncovered: int


def contents_of(pack: Pack) -> Contents:
    document = document_of(pack.snapshot)
    book = Book(document, pack.snapshot.digest, pack.manifest, Signer(""))
    missing = document["left_out"]
    return Contents(
        summary=summary_sentence(book),
        laws=[
            {**figure, "short": book.regimes[key]["short"]}
            for key, figure in book.figures["regimes"].items()
            if key in book.regimes
        ],
        parts=[part.title for part in parts_of(book)],
        questions=len(document["items"]),
        controls=len(book.controls),
        evidence=len(book.evidence),
        unknown=sum(document["states"].get(state, 0) for state in UNKNOWN_STATES),
        not_asked=len(missing["questions"]),
        other_laws=[regime["title"] for regime in missing["regimes"]],
        uncovered=len(missing["provisions"]),
    )
