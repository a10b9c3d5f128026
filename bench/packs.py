"""Packs of 100 and of 1,000 questions: seconds, pages a second and peak memory, each in a process
of its own, as a worker makes them: text, layout, PDF/A, attachments and signature."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from typing import Any

QUESTIONS = (100, 1000)
_ROOT = Path(__file__).resolve().parent.parent
_MANIFEST: dict[str, Any] = {
    "format": 1,
    "pack": {
        "id": "00000000-0000-0000-0000-000000000000",
        "number": 1,
        "draft": True,
        "requested_by": "Bench",
        "requested_at": "2026-01-01T00:00:00+00:00",
        "supersedes": None,
    },
    "trail": {
        "checkpoint": {
            "position": 1,
            "head": "0" * 64,
            "at": "2026-01-01T00:00:00+00:00",
            "public_key": "0" * 64,
            "signature": "0" * 128,
        },
        "events": [],
        "previous": {},
        "chain": None,
    },
}


def measure() -> dict[str, Any]:
    """One child process for each size; figures by the number of questions."""
    document = _document()
    return {f"{count} questions": _apart(_sized(document, count)) for count in QUESTIONS}


def _document() -> dict[str, Any]:
    """What a real assessment of the seeded installation says."""
    from apps.assessments.models import Assessment, SnapshotKind
    from apps.assessments.snapshots.document import build_document
    from apps.assessments.workbooks import open_workbook
    from apps.core.access import Actor

    rows = Assessment.objects.select_related("pipeline__team", "catalogue_version")
    workbook = open_workbook(rows.order_by("pk")[0])
    document: dict[str, Any] = json.loads(
        json.dumps(build_document(Actor.command("bench"), workbook, SnapshotKind.DRAFT))
    )
    return document


def _sized(document: dict[str, Any], count: int) -> dict[str, Any]:
    """The document with exactly `count` items and the controls these belong to."""
    items = list(islice(cycle(document["items"]), count))
    used = {item["control"] for item in items}
    controls = [control for control in document["controls"] if control["key"] in used]
    figures = dict(document["figures"])
    figures["overall"] = {**figures["overall"], "blockers": []}
    return {**document, "items": items, "controls": controls, "figures": figures, "advice": []}


def _apart(document: dict[str, Any]) -> dict[str, Any]:
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(document, file)
        file.flush()
        command = [sys.executable, "-m", "bench.packs", file.name]
        done = subprocess.run(command, cwd=_ROOT, capture_output=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def _make(path: str) -> dict[str, Any]:
    """Draw and sign one pack in this process."""
    import django

    django.setup()
    from apps.core.canonical import canonical_json, digest_bytes
    from apps.packs.building import document, rendering, signing
    from apps.packs.building.sections import Book, Signer, pack_html

    body = canonical_json(json.loads(Path(path).read_bytes()))
    book = Book(json.loads(body), digest_bytes(body), _MANIFEST, Signer("0" * 64))
    signing.sign(
        rendering.render("<html lang=en><p>Warm</p></html>", [], lambda number: None).pdf,
        reason="warm-up",
    )
    begin, used = time.perf_counter(), time.process_time()
    html = pack_html(book, lambda number, count, title: None)
    rendered = rendering.render(html, document.files_of(book, body), lambda number: None)
    signed = signing.sign(rendered.pdf, reason="bench")
    taken, used = time.perf_counter() - begin, time.process_time() - used
    return {
        "seconds": round(taken, 1),
        "cpu_seconds": round(used, 1),
        "pages": rendered.pages,
        "pages_per_second": round(rendered.pages / taken, 1),
        "pages_per_cpu_second": round(rendered.pages / used, 1),
        "file_kb": len(signed) // 1024,
        "peak_mb": _peak_mb(),
    }


def _peak_mb() -> int:
    """The most memory this program had. The resource limits' figure would not do: it begins with
    what the process that started this one had."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_make(sys.argv[1])))
