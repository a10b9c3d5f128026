"""What the pack is about and what it leaves out; pure."""

from __future__ import annotations

import re
from typing import Any

from apps.core.facts import RECORDS, fact_specs
from apps.ui.components.facts import SOURCES

from .book import UNKNOWN_STATES, Book, day, moment
from .claims import agreed_claims, open_words
from .summary import review_coverage


def cover(book: Book) -> dict[str, Any]:
    document, assessment = book.document, book.document["assessment"]
    return {
        "organization": document["organization"]["name"],
        "title": document["pipeline"]["name"],
        "purpose": document["pipeline"]["purpose"],
        "laws": ", ".join(regime["short"] for regime in book.regimes.values()),
        "laws_stand": [
            {**figure, "short": book.regimes[key]["short"]}
            for key, figure in book.figures["regimes"].items()
            if key in book.regimes
        ],
        "period": f"{day(assessment['period'][0])} to {day(assessment['period'][1])}",
        "pack": book.manifest["pack"],
        "requested": moment(book.manifest["pack"]["requested_at"]),
        "frozen": moment(document["made_at"]),
        "approved_by": assessment["decided"]["by"] if not book.is_draft else "",
        "reviewed": "" if book.is_draft else review_coverage(book),
        "approved_on": day(assessment["decided"]["at"]) if not book.is_draft else "",
        "digest": book.digest,
    }


def scope(book: Book) -> dict[str, Any]:
    """The pipeline with its stages, datasets and models, and the rules it was measured by."""
    document = book.document
    return {
        "pipeline": document["pipeline"],
        "stages": [
            {**stage, "pairs": pairs(book, stage["facts"])}
            for stage in document["pipeline"]["stages"]
        ],
        "subjects": [_subject(book, subject) for subject in document["subjects"]],
        "catalogue": document["catalogue"],
        "published": day(document["catalogue"]["published_at"]),
        "laws": [
            {**regime, "text_day": day(regime["text_version"])} for regime in book.regimes.values()
        ],
        "period": [day(date) for date in document["assessment"]["period"]],
        "items": len(document["items"]),
    }


def _subject(book: Book, subject: Any) -> dict[str, Any]:
    """An object with the facts people gave; derived figures are in the data file."""
    said = [fact for fact in subject["facts"] if fact["source"] != "derived"]
    return {**subject, "pairs": pairs(book, said), "derived": len(subject["facts"]) - len(said)}


def pairs(book: Book, facts: list[Any]) -> list[list[Any]]:
    """Facts two a row, for a table that is read across, each with where it comes from."""
    told = [{**fact, "origin": origin(book, fact)} for fact in facts]
    return [told[place : place + 2] for place in range(0, len(told), 2)]


def origin(book: Book, fact: Any) -> str:
    """Who said a fact and when, or what it comes from: "Sam, 3 Oct 2026".

    The installation's own records are looked at when the data is frozen.
    """
    how = "" if fact["source"] == "person" else SOURCES[fact["source"]][1]
    at = book.document["made_at"] if fact["source"] == RECORDS else fact["at"]
    return ", ".join(filter(None, [how, fact["by"], day(at)]))


def left_out(book: Book) -> dict[str, Any]:
    """Laws not chosen, provisions without a question, questions not asked, answers not known."""
    missing = book.document["left_out"]
    return {
        "regimes": missing["regimes"],
        "provisions": missing["provisions"],
        "questions": _by_condition(book, missing["questions"]),
        "count": len(missing["questions"]),
        "comments": missing["comments"],
        "unknown": [
            {
                "ask": book.question(item["question"])["ask"],
                "about": book.subject_words(item["subject"]),
                "why": open_words(item),
                "name": book.control_names[item["control"]],
                "control": item["control"],
            }
            for item in book.document["items"]
            if item["state"] in UNKNOWN_STATES
        ],
        "not_applicable": agreed_claims(book),
    }


def _by_condition(book: Book, questions: list[Any]) -> list[dict[str, Any]]:
    """How many questions the same facts set aside; their wording is not printed.

    A hidden question takes no part anywhere, so the pack names the facts and the count; the
    questions and their exact conditions are in the data file.
    """
    counts: dict[str, int] = {}
    for question in questions:
        words = facts_of(book, question["when"])
        counts[words] = counts.get(words, 0) + 1
    return [
        {"words": words, "count": count}
        for words, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]


def facts_of(book: Book, condition: str) -> str:
    """The facts a condition reads, with their values where one value holds for all objects."""
    specs, values = fact_specs(), _shared_values(book)
    keys = dict.fromkeys(key for key in _NAME.findall(condition) if key in specs)
    return "; ".join(
        f"“{specs[key].label}”" + (f" ({values[key]})" if key in values else "") for key in keys
    )


def _shared_values(book: Book) -> dict[str, str]:
    """Facts of the organisation and of the pipeline in words; objects differ in theirs."""
    return {
        fact["key"]: fact["words"]
        for subject in book.document["subjects"]
        if subject["kind"] in {"organization", "pipeline"}
        for fact in subject["facts"]
    }


_NAME = re.compile(r"[a-z][a-z0-9_]+")
