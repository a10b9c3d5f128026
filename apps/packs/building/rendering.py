"""HTML to PDF/A-3a with the data attached; the only place that runs the PDF engine.

Where it reaches into the engine, docs/adr/0012 says why.
"""

from __future__ import annotations

import datetime as dt
import gc
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

from weasyprint import CSS, HTML, Attachment
from weasyprint.pdf import pydyf
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from apps.ui import paper

VARIANT = "pdf/a-3a"
_BASE = f"{paper.SCHEME}css/print-base.css"
_MEDIA_TYPES = {".woff2": "font/woff2", ".svg": "image/svg+xml", ".png": "image/png"}

PageSeen = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file that travels inside the PDF."""

    name: str
    description: str
    data: bytes
    made_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Rendered:
    pdf: bytes
    pages: int


class _Assets(URLFetcher):
    """Only files of the installation: paper never asks the network or reads other paths."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        path = paper.asset_path(url)
        kind = _MEDIA_TYPES.get(path.suffix, "application/octet-stream")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})


class _Paper(HTML):
    """A document that starts from our base sheet, not from the engine's: see print-base.css."""

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        return [_base()]


@cache
def _base() -> CSS:
    return CSS(string=paper.asset_path(_BASE).read_text(encoding="utf-8"), url_fetcher=_Assets())


@cache
def _sheet() -> tuple[CSS, FontConfiguration]:
    """Style sheet and fonts, read once a process."""
    fonts = FontConfiguration()
    css = CSS(string=paper.style_sheet(), url_fetcher=_Assets(), font_config=fonts)
    return css, fonts


def _page_references(pdf: pydyf.PDF) -> list[bytes]:
    """The references of all pages, each made once.

    The engine asks for this list at every tag and made it again each time: work that grows with
    the square of the pages.
    """
    known: list[bytes] = pdf.__dict__.setdefault("known_pages", [])
    known.extend(b"%d 0 R" % number for number in pdf.pages["Kids"][3 * len(known) :: 3])
    return known


pydyf.PDF.page_references = property(_page_references)


class _PageCounter(logging.Handler):
    """Reads the engine's own progress lines, the only sign it gives while it lays out pages."""

    def __init__(self, seen: PageSeen) -> None:
        super().__init__(logging.INFO)
        self._seen = seen

    def emit(self, record: logging.LogRecord) -> None:
        if "Page %d" in str(record.msg) and isinstance(record.args, tuple):
            self._seen(int(str(record.args[-1])))


@contextmanager
def _watched(seen: PageSeen) -> Iterator[None]:
    logger, handler = logging.getLogger("weasyprint.progress"), _PageCounter(seen)
    level, passed_on = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.propagate = passed_on


@contextmanager
def _without_collector() -> Iterator[None]:
    """The engine makes millions of objects and few cycles: looking for these costs a fifth."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
        gc.collect()


def render(html: str, files: Sequence[AttachedFile], seen: PageSeen) -> Rendered:
    """Lay out and write the PDF; `seen` is called with the number of each page laid out."""
    attachments = [
        Attachment(
            string=file.data,
            name=file.name,
            description=file.description,
            created=file.made_at,
            modified=file.made_at,
            relationship="Data",
            url_fetcher=_Assets(),
        )
        for file in files
    ]
    source = _Paper(string=html, base_url=paper.SCHEME, url_fetcher=_Assets())
    with _watched(seen), _without_collector():
        return _drawn(source, attachments)


def _drawn(source: HTML, attachments: list[Attachment]) -> Rendered:
    """The laid out pages live in here alone, so that they are gone before memory is collected."""
    css, fonts = _sheet()
    document = source.render(stylesheets=[css], font_config=fonts)
    document.metadata.attachments = attachments
    pdf = document.write_pdf(pdf_variant=VARIANT)
    return Rendered(pdf=pdf or b"", pages=len(document.pages))
