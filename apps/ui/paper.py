"""What the printed pack takes from the view kit: its style sheets and where files lie.

The PDF engine itself belongs to apps/packs. Style sheets and templates for paper name files as
`static:vendor/inter/…`, so that they resolve the same with and without collected static files.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation

SCHEME = "static:"
SHEETS = (
    "css/tokens.css",
    "css/print.css",
    "css/print-blocks.css",
    "css/print-pack.css",
)


def asset_path(address: str) -> Path:
    """The file behind a `static:` address.

    Raises LookupError for every other address (paper fetches nothing from the network) and for a
    file that does not exist.
    """
    if not address.startswith(SCHEME):
        raise LookupError(f"paper may only use {SCHEME} files, not {address}")
    try:
        path = finders.find(address.removeprefix(SCHEME))
    except SuspiciousFileOperation:
        path = None
    if path is None:
        raise LookupError(f"there is no static file {address.removeprefix(SCHEME)}")
    return Path(path)


@cache
def style_sheet() -> str:
    """All style sheets of paper as one text."""
    return "\n".join(asset_path(f"{SCHEME}{name}").read_text(encoding="utf-8") for name in SHEETS)
