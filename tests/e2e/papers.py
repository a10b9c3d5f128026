"""Files that people upload, with real content."""

from __future__ import annotations

import io

import pikepdf


def pdf(title: str) -> bytes:
    """A PDF of one empty page."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(595, 842))
        document.docinfo["/Title"] = title
        document.save(out)
    return out.getvalue()
