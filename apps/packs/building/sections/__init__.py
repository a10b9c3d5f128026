"""The parts of a pack in their order, each drawn from the frozen document alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from apps.assessments.snapshots.contributions import Json, Section, sections_of

from .backing import evidence, method, sign_offs, trail
from .book import Book, Signer
from .controls import controls
from .laws import law
from .scope import cover, left_out, scope
from .summary import executive_summary, to_do

__all__ = ["Book", "Part", "Signer", "pack_html", "parts_of"]


@dataclass(frozen=True, slots=True)
class Part:
    """One numbered part: its place in the order, its title, its template and what fills it."""

    place: int
    title: str
    template: str
    fill: Callable[[Book], dict[str, Any]]


def parts_of(book: Book) -> list[Part]:
    """Packs' own parts and what other apps contributed to the snapshot, in order."""
    return sorted([*_own(book), *_contributed(book)], key=lambda part: part.place)


def _own(book: Book) -> list[Part]:
    return [
        Part(100, "Where do we stand", "print/_summary.html", executive_summary),
        Part(200, "Blockers, and what would raise the score", "print/_to_do.html", to_do),
        Part(300, "Scope", "print/_scope.html", scope),
        Part(400, "What is not covered", "print/_left_out.html", left_out),
        *(
            Part(
                500,
                f"{regime['short']}, article by article",
                "print/_law.html",
                partial(law, key=key),
            )
            for key, regime in book.regimes.items()
        ),
        Part(600, "Controls and answers", "print/_controls.html", controls),
        Part(700, "Evidence", "print/_evidence.html", evidence),
        Part(800, "Sign-offs", "print/_sign_offs.html", sign_offs),
        Part(900, "Trail extract", "print/_trail.html", trail),
        Part(1000, "Method, and how to check this pack", "print/_method.html", method),
    ]


def _contributed(book: Book) -> list[Part]:
    return [
        Part(section.place, section.title, section.template, partial(_fill, section, contributed))
        for section, contributed in sections_of(book.document)
    ]


def _fill(section: Section, contributed: Json, book: Book) -> dict[str, Any]:
    return section.fill(contributed)


def pack_html(book: Book, started: Callable[[int, int, str], None]) -> str:
    """The whole pack as HTML; `started` hears number, count and title before each part."""
    parts = parts_of(book)
    first, *rest = _bodies(book, parts, started)
    return render_to_string(
        "print/pack.html",
        {
            "cover": cover(book),
            "is_draft": book.is_draft,
            "parts": parts,
            # The answer comes before the contents: a reader finds it on page 2.
            "summary": first,
            "body": mark_safe("".join(rest)),  # noqa: S308 - our own templates
        },
    )


def _bodies(
    book: Book, parts: list[Part], started: Callable[[int, int, str], None]
) -> Iterator[SafeString]:
    for number, part in enumerate(parts, 1):
        started(number, len(parts), part.title)
        context = {
            **part.fill(book),
            "title": part.title,
            "number": number,
            "of": len(parts),
            "is_draft": book.is_draft,
        }
        yield render_to_string(part.template, context)
