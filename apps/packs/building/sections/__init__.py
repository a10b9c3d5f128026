"""The parts of a pack in their order, each drawn from the frozen document alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from .backing import evidence, method, sign_offs, trail
from .book import Book, Signer
from .controls import controls
from .laws import law
from .scope import cover, left_out, scope
from .summary import standing, to_do

__all__ = ["Book", "Part", "Signer", "page", "parts_of"]


@dataclass(frozen=True, slots=True)
class Part:
    """One numbered part: its title, its template and what fills it."""

    title: str
    template: str
    fill: Callable[[Book], dict[str, Any]]


def parts_of(book: Book) -> list[Part]:
    laws = [
        Part(f"{each['short']}, article by article", "law", partial(law, key=key))
        for key, each in book.regimes.items()
    ]
    return [
        Part("Where do we stand", "standing", standing),
        Part("Blockers and actions", "to_do", to_do),
        Part("Scope", "scope", scope),
        Part("What is not covered", "left_out", left_out),
        *laws,
        Part("Controls and answers", "controls", controls),
        Part("Evidence", "evidence", evidence),
        Part("Sign-offs", "sign_offs", sign_offs),
        Part("Trail extract", "trail", trail),
        Part("Method, and how to check this pack", "method", method),
    ]


def page(book: Book, started: Callable[[int, int, str], None]) -> str:
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
            "standing": first,
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
        yield render_to_string(f"print/_{part.template}.html", context)
