"""What backs the pack: evidence, sign-offs, the trail extract and the method; pure."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from apps.trail.actions import words_of

from .book import Book, day, moment

PRINTED_LINES = 120


def evidence(book: Book) -> dict[str, Any]:
    """Every piece of evidence with its digest and the controls it backs."""
    used: dict[str, list[str]] = {}
    for key in book.controls:
        for item in book.items_of.get(key, ()):
            for piece in item["evidence"]:
                names = used.setdefault(piece["id"], [])
                if key not in names:
                    names.append(key)
    return {
        "pieces": [
            {
                **piece,
                "name": book.evidence_names[key],
                "until": day(piece["counts_until"]) or "no end",
                "controls": [{"key": one, "name": book.control_names[one]} for one in used[key]],
            }
            for key, piece in book.evidence.items()
        ],
        "bare": sum(not item["evidence"] for item in book.document["items"]),
        "items": len(book.document["items"]),
    }


def sign_offs(book: Book) -> dict[str, Any]:
    assessment = book.document["assessment"]
    approved = assessment["state"] == "approved"
    checked: dict[str, int] = {}
    for item in book.document["items"]:
        by = (item["answer"] or {}).get("checked_by")
        if by and item["state"] == "answered":
            checked[by] = checked.get(by, 0) + 1
    return {
        "steps": [
            ("Started", assessment["started"]["by"], moment(assessment["started"]["at"])),
            ("Submitted", assessment["submitted"]["by"], moment(assessment["submitted"]["at"])),
            (
                "Approved",
                assessment["decided"]["by"] if approved else None,
                moment(assessment["decided"]["at"]) if approved else "",
            ),
            (
                "Pack asked for",
                book.manifest["pack"]["requested_by"],
                moment(book.manifest["pack"]["requested_at"]),
            ),
        ],
        "note": assessment["decided"]["note"],
        "approved": approved,
        "checked": sorted(checked.items(), key=lambda pair: (-pair[1], pair[0])),
    }


def trail(book: Book) -> dict[str, Any]:
    """The newest events of the extract in order, with the chain's head and its checkpoint."""
    frozen, later = book.document["trail"], book.manifest["trail"]
    events = [*frozen["events"], *later["events"]]
    lines = trail_lines(book, events)[-PRINTED_LINES:]
    chain = later["chain"]
    return {
        "lines": lines,
        "printed": sum(line["count"] for line in lines),
        "count": len(events),
        "more": frozen["more"],
        "checkpoint": {
            **later["checkpoint"],
            "when": moment(later["checkpoint"]["at"]),
        },
        "links": len(chain["digests"]) if chain else 0,
    }


def trail_lines(book: Book, events: list[Any]) -> list[dict[str, Any]]:
    """Events that follow each other with the same act of one person on one day share a line."""

    def alike(event: Any) -> tuple[str, str, str]:
        return day(event["at"]), event["actor"], event["action"]

    runs = [list(run) for _, run in groupby(events, key=alike)]
    return [_trail_line(book, run) for run in runs]


def _trail_line(book: Book, run: list[Any]) -> dict[str, Any]:
    first, last = run[0], run[-1]
    targets = list(dict.fromkeys(line["target"] for line in run))
    return {
        "positions": f"{first['position']}" + (f"–{last['position']}" if len(run) > 1 else ""),
        "when": moment(first["at"]) if len(run) == 1 else day(first["at"]),
        "actor": first["actor"],
        "did": words_of(first["action"]),
        # The head of every page shows the period.
        "target": targets[0].replace(
            book.document["assessment"]["title"], book.document["pipeline"]["name"]
        ),
        "others": len(targets) - 1,
        "count": len(run),
        "seal": last["seal"][:16],
    }


def method(book: Book) -> dict[str, Any]:
    return {
        "fingerprint": book.signer.fingerprint,
        "catalogue": book.document["catalogue"],
    }
