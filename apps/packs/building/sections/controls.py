"""Controls with their questions, answers, notes and evidence; pure."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from apps.catalogue.reading.arrangement import short_citations

from .book import ASSURANCE_WORDS, UNKNOWN_STATES, Book, day, is_worked_out
from .scope import origin


def controls(book: Book) -> dict[str, Any]:
    """Every control of the chosen laws, by section of the catalogue."""
    grouped = groupby(book.controls.values(), key=lambda control: control["section"])
    return {
        "sections": [
            {
                "title": book.sections[key]["title"] if key in book.sections else key.capitalize(),
                "controls": [_control(book, member) for member in members],
            }
            for key, members in grouped
        ],
        "points": [
            {"key": key, "title": point["title"], "says": _says(book, point["says"])}
            for key, point in book.disagreements.items()
        ],
    }


def _control(book: Book, control: Any) -> dict[str, Any]:
    key = control["key"]
    figure = book.figures["controls"][key]
    return {
        "key": key,
        "name": book.control_names[key],
        "title": control["title"],
        "objective": control["objective"],
        "verdict": figure["verdict"],
        "figure": figure,
        "criticality": control["criticality"],
        "serves": short_citations(
            book.provisions[provision]["citation"]
            for provision in control.get("serves", control["provisions"])
            if provision in book.provisions
        ),
        "points": [book.disagreements[point] for point in control.get("disagreements", ())],
        "differences": _says(book, control["differences"]),
        "questions": _questions(book, key),
    }


def _says(book: Book, says: Iterable[Any]) -> list[dict[str, str]]:
    return [
        {
            "law": book.regimes[said["regime"]]["short"],
            "says": said["says"],
            "where": short_citations(said.get("citations", ())),
        }
        for said in says
    ]


def _questions(book: Book, control: str) -> list[dict[str, Any]]:
    """Each question once, with what was answered about every object it is asked of."""
    asked: dict[str, list[Any]] = {}
    for item in book.items_of.get(control, ()):
        asked.setdefault(item["question"], []).append(item)
    return [
        {
            "ask": book.question(key)["ask"],
            "gate": any(member["gate"] for member in members),
            "items": [_item(book, member) for member in members],
        }
        for key, members in asked.items()
    ]


def _item(book: Book, item: Any) -> dict[str, Any]:
    answer = item["answer"]
    return {
        "about": book.subject_words(item["subject"]),
        "words": _words(item),
        "open": UNKNOWN_STATES.get(item["state"], ""),
        "facts": _facts(item) if is_worked_out(item) else [],
        "changed": ", ".join(item["changed_facts"]),
        "note": answer["note"] if answer else "",
        "justification": answer["justification"] if answer else "",
        "override": bool(answer and answer["override"]),
        "backing": " · ".join(filter(None, [_points(item), _assurance(item), _who(item)])),
        "evidence": [
            {"id": piece["id"], "name": book.evidence_names[piece["id"]], "title": piece["title"]}
            for piece in item["evidence"]
        ],
    }


def _facts(item: Any) -> list[dict[str, Any]]:
    return [{**fact, "origin": origin(fact)} for fact in item["machine"]["facts"]]


def _words(item: Any) -> str:
    """The answer that counts, or what was said before it stopped counting."""
    if item["state"] == "not_applicable":
        return f"Not applicable: {item['answer']['words']}" if item["answer"] else ""
    if is_worked_out(item):
        return str(item["machine"]["words"])
    answer = item["answer"]
    return str(answer["words"] or "") if answer else ""


def _points(item: Any) -> str:
    """What the answer gives: "1 point", or "0.5 points of weight 0.33"."""
    if item["state"] != "answered":
        return ""
    given = f"{item['points']:g} point{'' if item['points'] == 1 else 's'}"
    return given if item["weight"] == 1 else f"{given} of weight {item['weight']:.2g}"


def _assurance(item: Any) -> str:
    return ASSURANCE_WORDS[item["assurance"]] if item["state"] == "answered" else ""


def _who(item: Any) -> str:
    """Who said it and when, and who checked it."""
    if is_worked_out(item):
        return "worked out from facts"
    answer = item["answer"]
    if not answer:
        return ""
    said = f"{answer['by']}, {day(answer['at'])}"
    if answer["revision"] > 1:
        said += f", revision {answer['revision']}"
    if answer["checked_by"]:
        said += f"; checked by {answer['checked_by']}, {day(answer['checked_at'])}"
    return said
