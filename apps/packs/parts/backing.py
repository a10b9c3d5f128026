"""What backs the pack: evidence, sign-offs, the trail extract and the method; pure."""

from __future__ import annotations

from typing import Any

from .book import Book, day, moment

PRINTED_EVENTS = 120


def evidence(book: Book) -> dict[str, Any]:
    """Every piece of evidence with its digest and the controls it backs."""
    used: dict[str, list[str]] = {}
    for key in book.controls:
        for item in book.items_of.get(key, ()):
            for each in item["evidence"]:
                names = used.setdefault(each["id"], [])
                if key not in names:
                    names.append(key)
    return {
        "pieces": [
            {
                **each,
                "name": book.evidence_names[key],
                "until": day(each["counts_until"]) or "no end",
                "controls": [{"key": one, "name": book.control_names[one]} for one in used[key]],
            }
            for key, each in book.evidence.items()
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
            ("Pack asked for", book.manifest["pack"]["requested_by"],
             moment(book.manifest["pack"]["requested_at"])),
        ],
        "note": assessment["decided"]["note"],
        "approved": approved,
        "checked": sorted(checked.items(), key=lambda pair: (-pair[1], pair[0])),
    }  # fmt: skip


def trail(book: Book) -> dict[str, Any]:
    """The newest events of the extract in order, with the chain's head and its checkpoint."""
    frozen, later = book.document["trail"], book.manifest["trail"]
    events = [*frozen["events"], *later["events"]]
    chain = later["chain"]
    return {
        "events": [
            {**each, "when": moment(each["at"]), "short": each["seal"][:16]}
            for each in events[-PRINTED_EVENTS:]
        ],
        "printed": min(PRINTED_EVENTS, len(events)),
        "count": len(events),
        "more": frozen["more"],
        "checkpoint": {
            **later["checkpoint"],
            "when": moment(later["checkpoint"]["at"]),
        },
        "links": len(chain["digests"]) if chain else 0,
    }


def method(book: Book) -> dict[str, Any]:
    return {
        "digest": book.digest,
        "fingerprint": book.signer.fingerprint,
        "pack": book.manifest["pack"],
        "catalogue": book.document["catalogue"],
        "size": len(book.document["items"]),
    }
