"""The terms of the product, read from docs/glossary.md: one text for users and builders."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from .guard import SIGNED_IN, PageRequest, page

_FOR_BUILDERS = "For those who build it"
_TERM = re.compile(r"^- \*\*(.+?)\*\*(?: \(.+?\))?: (.+)$")


@dataclass(frozen=True, slots=True)
class Term:
    """A word and what it means; `anchor` is the id of its line on the page."""

    word: str
    meaning: str

    @property
    def anchor(self) -> str:
        return slugify(self.word)


@dataclass(frozen=True, slots=True)
class Chapter:
    title: str
    terms: tuple[Term, ...]


@functools.cache
def chapters() -> tuple[Chapter, ...]:
    """The chapters for users, in the order of the file."""
    text = (settings.BASE_DIR / "docs" / "glossary.md").read_text(encoding="utf-8")
    parts = (part.splitlines() for part in text.split("\n## ")[1:])
    return tuple(
        Chapter(title, tuple(_terms(lines))) for title, *lines in parts if title != _FOR_BUILDERS
    )


def _terms(lines: list[str]) -> list[Term]:
    matches = (_TERM.match(line) for line in lines)
    return [Term(match[1], _plain(match[2])) for match in matches if match]


def _plain(text: str) -> str:
    """Emphasis and code marks are for the file; the page prints the words."""
    words = re.sub(r"[*`]", "", text)
    return words[:1].upper() + words[1:]


@page(SIGNED_IN)
def terms(request: PageRequest) -> HttpResponse:
    """What the words mean, with a search that stays in the address."""
    wanted = request.GET.get("q", "").strip().lower()
    shown = [
        Chapter(chapter.title, kept)
        for chapter in chapters()
        if (kept := tuple(t for t in chapter.terms if wanted in f"{t.word} {t.meaning}".lower()))
    ]
    context = {"chapters": shown, "query": request.GET.get("q", "")}
    return render(request, "ui/terms.html", context)
