"""From the frozen data to the signed PDF; touches the database only to tell its progress."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from apps.assessments.snapshots.services import document_of
from apps.core.canonical import canonical_json, digest_bytes
from apps.core.errors import DomainError

from ..certificate import fingerprint
from ..models import Pack
from . import rendering, signing
from .sections import Book, Signer, pack_html

SNAPSHOT, MANIFEST = "snapshot.json", "manifest.json"
_TELL_EVERY_SECONDS = 1.0
# Shares of the work, in per cent: the text is quick, the layout of the pages takes the time.
_TEXT, _LAYOUT, _SIGNATURE = 10, 15, 95
_ITEMS_A_PAGE = 3

Tell = Callable[[int, str], None]


@dataclass(frozen=True, slots=True)
class Made:
    """The signed file and how many pages it has."""

    pdf: bytes
    pages: int


@dataclass
class _LayoutProgress:
    """Turns pages laid out into a share, without knowing yet how many there will be.

    The engine goes over all pages more than once, to fill in page numbers; the share never falls.
    """

    tell: Tell
    expected: int
    told_at: float = field(default_factory=time.monotonic)
    most: int = 0

    def __call__(self, number: int) -> None:
        first_pass, self.most = number > self.most, max(self.most, number)
        if time.monotonic() - self.told_at < _TELL_EVERY_SECONDS:
            return
        self.told_at = time.monotonic()
        share = min(1.0, self.most / self.expected)
        words = f"Laying out page {number}" if first_pass else f"Numbering {self.most} pages"
        self.tell(_LAYOUT + int(share * (_SIGNATURE - _LAYOUT - 5)), words)


def make(pack: Pack, tell: Tell) -> Made:
    """Draw and sign. Raises `DomainError` when the frozen data are not what was frozen."""
    tell(2, "Reading the frozen data")
    body = pack.snapshot.document.encode()
    book = _book(pack, body)
    html = pack_html(
        book,
        lambda number, count, title: tell(
            2 + number * (_TEXT - 2) // count, f"Section {number} of {count}: {title}"
        ),
    )
    files = files_of(book, body)
    expected = 12 + len(book.document["items"]) // _ITEMS_A_PAGE
    tell(_LAYOUT, "Laying out the pages")
    rendered = rendering.render(html, files, _LayoutProgress(tell, expected))
    tell(_SIGNATURE, f"Signing {rendered.pages} pages")
    return Made(signing.sign(rendered.pdf, reason=f"Audit pack {pack.number}"), rendered.pages)


def _book(pack: Pack, body: bytes) -> Book:
    if digest_bytes(body) != pack.snapshot.digest:
        raise DomainError(
            "The frozen data were changed after they were stored, so no pack is made of them. "
            "Tell an administrator: they can be restored from a backup.",
            code="snapshot_damaged",
        )
    signer = Signer(fingerprint=fingerprint())
    return Book(document_of(pack.snapshot), pack.snapshot.digest, pack.manifest, signer)


def files_of(book: Book, body: bytes) -> list[rendering.AttachedFile]:
    """The data that travel inside: the snapshot as it was frozen, and the manifest."""
    frozen = dt.datetime.fromisoformat(book.document["made_at"])
    asked = dt.datetime.fromisoformat(book.manifest["pack"]["requested_at"])
    manifest = canonical_json(book.manifest)
    return [
        rendering.AttachedFile(SNAPSHOT, "Everything the pack says, as data", body, frozen),
        rendering.AttachedFile(MANIFEST, "What belongs to this pack", manifest, asked),
    ]
