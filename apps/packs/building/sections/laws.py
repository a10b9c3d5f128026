"""One law, article by article; pure."""

from __future__ import annotations

from typing import Any

from .book import Book, day

_WORST_FIRST = (
    *("not_met", "unknown", "partly_met", "met", "not_applicable"),
    *("open", "later", "not_binding", "not_relied_on", "no_status"),
)


def law(book: Book, key: str) -> dict[str, Any]:
    """The articles of one law with the status of each provision and the controls behind it."""
    serving = _controls_by_provision(book)
    articles: dict[str, list[dict[str, Any]]] = {}
    for provision in book.provisions.values():
        if provision["regime"] == key:
            line = _provision(book, provision, serving.get(provision["key"], []))
            articles.setdefault(provision["article"], []).append(line)
    return {
        "law": book.regimes[key],
        "text_day": day(book.regimes[key]["text_version"]),
        "figure": book.figures["regimes"][key],
        "articles": [
            {
                "name": name,
                "verdict": _worst(lines),
                "is_mixed": len({line["verdict"] for line in lines}) > 1,
                "provisions": lines,
            }
            for name, lines in articles.items()
        ],
        "counts": _counts(articles),
        "unverified": sum(
            provision["verified"] != "official"
            for provision in book.provisions.values()
            if provision["regime"] == key
        ),
    }


def _controls_by_provision(book: Book) -> dict[str, list[str]]:
    controls: dict[str, list[str]] = {}
    for key, control in book.controls.items():
        for provision in control.get("serves", control["provisions"]):
            controls.setdefault(provision, []).append(key)
    return controls


def _provision(book: Book, provision: Any, controls: list[str]) -> dict[str, Any]:
    law = book.regimes[provision["regime"]]
    return {
        # The page is about one law: its name before every number would say nothing.
        "citation": provision["citation"].removeprefix(f"{law['short']} "),
        "title": provision["title"],
        "verdict": _verdict(book, provision),
        "from": day(provision["applies_from"]) if provision["status"] == "applies_from" else "",
        "verified": provision["verified"] == "official",
        "controls": [{"key": key, "name": book.control_names[key]} for key in controls],
    }


def _verdict(book: Book, provision: Any) -> str:
    """Its verdict, or why it has none; the first format judged everything it listed."""
    verdict = book.figures["provisions"].get(provision["key"])
    standing = provision.get("standing", "judged")
    return verdict or ("not_applicable" if standing == "judged" else standing)


def _worst(lines: list[dict[str, Any]]) -> str:
    return min((str(line["verdict"]) for line in lines), key=_WORST_FIRST.index)


def _counts(articles: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """How many provisions have each status, the worst first."""
    verdicts = [line["verdict"] for lines in articles.values() for line in lines]
    return [
        {"verdict": verdict, "count": verdicts.count(verdict)}
        for verdict in _WORST_FIRST
        if verdict in verdicts
    ]
