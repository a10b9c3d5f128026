"""Claims that a question does not apply: those that were agreed to, and those that nobody did."""

from __future__ import annotations

from typing import Any

from .book import UNKNOWN_STATES, Book, Json, day


def agreed_claims(book: Book) -> list[dict[str, Any]]:
    """What does not apply, with the reason, who agreed and when."""
    return [
        {
            "ask": book.question(item["question"])["ask"],
            "about": book.subject_words(item["subject"]),
            "why": claim_words(item["answer"]),
            "by": agreed_by(book, item["answer"]),
            "control": item["control"],
            "name": book.control_names[item["control"]],
        }
        for item in book.document["items"]
        if item["state"] == "not_applicable" and item["answer"]
    ]


def claim_words(answer: Json) -> str:
    """The case that a claim names, and what its author wrote beside it."""
    said = dict.fromkeys(filter(None, [answer["words"], answer["justification"]]))
    return ": ".join(said) or "No reason was written"


def agreed_by(book: Book, answer: Json) -> str:
    """Who agreed to a claim, and when. Before claims named cases, the approval of the whole did."""
    if answer["checked_by"]:
        return ", ".join(filter(None, [answer["checked_by"], day(answer["checked_at"])]))
    decided = book.document["assessment"]["decided"]
    who = ", ".join(filter(None, [decided["by"], day(decided["at"])]))
    return f"{who}, with the assessment as a whole" if who else "nobody by name"


def open_words(item: Json) -> str:
    """Why an item is unknown; of a claim, what is claimed."""
    why = UNKNOWN_STATES[item["state"]]
    if item["state"] == "claimed" and item["answer"]:
        return f"{why} {claim_words(item['answer'])}."
    return why
