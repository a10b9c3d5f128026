"""Controls with their questions, answers, notes and evidence; pure."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from apps.catalogue.reading.arrangement import short_citations

from .book import ASSURANCE_WORDS, UNKNOWN_STATES, Book, day, is_worked_out
from .claims import agreed_by, claim_words, open_words
from .scope import facts_of, origin


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
        "verdict": book.mark(key),
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
        "aside": "" if book.items_of.get(key) else _set_aside_by(book, key),
    }


def _set_aside_by(book: Book, control: str) -> str:
    """The facts that set aside all that a control would ask."""
    hidden = book.document["left_out"]["questions"]
    conditions = (entry["when"] for entry in hidden if entry["control"] == control)
    return facts_of(book, " ".join(conditions))


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
        "open": open_words(item) if item["state"] in UNKNOWN_STATES else "",
        "facts": _facts(book, item) if is_worked_out(item) else [],
        "changed": ", ".join(item["changed_facts"]),
        "note": answer["note"] if answer else "",
        "justification": answer["justification"] if answer and not _is_claim(item) else "",
        "override": bool(answer and answer["override"]),
        "backing": " · ".join(filter(None, _backing(book, item))),
        "evidence": [
            {"id": piece["id"], "name": book.evidence_names[piece["id"]], "title": piece["title"]}
            for piece in item["evidence"]
        ],
    }


def _backing(book: Book, item: Any) -> list[str]:
    return [_points(item), _assurance(item), _who(book, item), _later(item)]


def _later(item: Any) -> str:
    """From when an answer counts, where nothing that it serves binds yet."""
    return f"applies from {day(item['applies_from'])}, not counted yet" if item.get("later") else ""


def _facts(book: Book, item: Any) -> list[dict[str, Any]]:
    return [{**fact, "origin": origin(book, fact)} for fact in item["machine"]["facts"]]


def _words(item: Any) -> str:
    """The answer that counts, or what was said before it stopped counting."""
    if item["state"] == "not_applicable":
        return f"Not applicable: {claim_words(item['answer'])}" if item["answer"] else ""
    if item["state"] == "claimed":
        return ""
    if is_worked_out(item):
        return str(item["machine"]["words"])
    answer = item["answer"]
    return str(answer["words"] or "") if answer else ""


def _is_claim(item: Any) -> bool:
    """Whether what its author wrote is told with the case already."""
    return item["state"] in {"not_applicable", "claimed"}


def _points(item: Any) -> str:
    """What the answer gives: "1 point", or "0.5 points of weight 0.33"."""
    if item["state"] != "answered":
        return ""
    given = f"{item['points']:g} point{'' if item['points'] == 1 else 's'}"
    return given if item["weight"] == 1 else f"{given} of weight {item['weight']:.2g}"


def _assurance(item: Any) -> str:
    return ASSURANCE_WORDS[item["assurance"]] if item["state"] == "answered" else ""


def _who(book: Book, item: Any) -> str:
    """Who said it and when, and who checked it or agreed to it."""
    answer = item["answer"]
    if item["state"] == "not_applicable" and answer:
        return f"{_said_by(answer)}; agreed by {agreed_by(book, answer)}"
    said = "worked out from facts" if is_worked_out(item) else _said_by(answer) if answer else ""
    if not answer or not answer["checked_by"]:
        return said
    return f"{said}; checked by {answer['checked_by']}, {day(answer['checked_at'])}"


def _said_by(answer: Any) -> str:
    said = f"{answer['by']}, {day(answer['at'])}"
    return said + (f", revision {answer['revision']}" if answer["revision"] > 1 else "")
