"""The contents of the demo's evidence: small files written here, of the types that are taken."""

from __future__ import annotations

import csv
import io
import json
import textwrap
from collections.abc import Iterable, Sequence

_PAGE_WIDTH, _PAGE_HEIGHT = 595, 842
_CHARACTERS = 82


def text(title: str, *paragraphs: str) -> bytes:
    """A plain text of a few paragraphs."""
    blocks = [title, "=" * len(title), *(textwrap.fill(p, 88) for p in paragraphs)]
    return ("\n\n".join(blocks) + "\n").encode()


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV file."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows(rows)
    return out.getvalue().encode()


def document(**values: object) -> bytes:
    """A JSON file."""
    return json.dumps(values, indent=2).encode()


def pdf(title: str, *paragraphs: str) -> bytes:
    """A PDF of one page with a title and paragraphs, in a font every PDF viewer has."""
    lines = [(18, title), *((10, line) for p in paragraphs for line in _wrapped(p))]
    drawing = ["BT", "60 770 Td"]
    for size, line in lines:
        drawing += [f"/F1 {size} Tf", f"({_escaped(line)}) Tj", f"0 {-(size + 7)} Td"]
    stream = "\n".join([*drawing, "ET"]).encode("latin-1", "replace")
    return _assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>" % (_PAGE_WIDTH, _PAGE_HEIGHT),
            b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        ]
    )


def _wrapped(paragraph: str) -> list[str]:
    return ["", *textwrap.wrap(paragraph, _CHARACTERS)]


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _assembled(objects: Sequence[bytes]) -> bytes:
    """The objects as a file with its table of places."""
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    size = len(objects) + 1
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
    return bytes(out)
