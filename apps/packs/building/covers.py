"""The first page of a pack as a picture, drawn from the stored file itself.

A pack never changes, so its picture is kept by the digest of the file. The PDF library is not
made for threads: one page is drawn at a time.
"""

from __future__ import annotations

import io
import threading
import uuid

import pypdfium2
from django.core.cache import cache

from apps.core.access import Actor

from ..selectors import get_pack, open_pack

WIDTH = 640
_KEPT_SECONDS = 30 * 24 * 60 * 60
_one_at_a_time = threading.Lock()


def cover_of(actor: Actor, pack_id: uuid.UUID) -> bytes:
    """The first page as PNG, `WIDTH` pixels wide.

    Raises `NotVisible`, or `DomainError` when the pack is not made or its file is damaged.
    """
    key = f"pack-cover-{WIDTH}-{get_pack(actor, pack_id).digest}"
    kept: bytes | None = cache.get(key)
    if kept is None:
        kept = draw_first_page(b"".join(open_pack(actor, pack_id).chunks))
        cache.set(key, kept, _KEPT_SECONDS)
    return kept


def draw_first_page(pdf: bytes) -> bytes:
    """The first page of a PDF of ours as PNG."""
    png = io.BytesIO()
    with _one_at_a_time:
        document = pypdfium2.PdfDocument(pdf)
        try:
            page = document[0]
            picture = page.render(scale=WIDTH / page.get_width()).to_pil()
            picture.save(png, "PNG", optimize=True)
        finally:
            document.close()
    return png.getvalue()
