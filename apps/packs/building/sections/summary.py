"""Where do we stand: bands, blockers, assurance, and what would raise the figures; pure."""

from __future__ import annotations

from collections import Counter
from typing import Any

from apps.ui.charts import Band, assurance_shares, regime_bands

from .book import ASSURANCE_WORDS, UNKNOWN_STATES, Book, Json, counted, is_worked_out, takes_part
from .claims import agreed_claims, open_words

TARGET = 85
EPSILON = 1e-9
_CHART_WIDTH = 620
_VERDICTS = ("met", "partly_met", "not_met", "unknown", "not_applicable", "later")


def executive_summary(book: Book) -> dict[str, Any]:
    """The executive page."""
    laws = _laws(book)
    counts = Counter(book.mark(key) for key in book.controls)
    return {
        "laws": laws,
        "overall": book.figures["overall"],
        "target": TARGET,
        "summary": summary_sentence(book),
        "bands": regime_bands(
            [Band(law["short"], law["low"], law["high"]) for law in laws if law["low"] is not None],
            title="Score by law",
            width=_CHART_WIDTH,
        ),
        "assurance": assurance_shares(
            [(law["short"], law["assurance"]) for law in laws if sum(law["assurance"])],
            width=_CHART_WIDTH,
        ),
        "backed": [_backed(law) for law in laws if sum(law["assurance"])],
        "verdicts": [{"verdict": key, "count": counts.get(key, 0)} for key in _VERDICTS],
        "answers": answer_lines(book),
        "blockers": blockers(book),
        "first_steps": improvements(book)[:3],
        "review": review_lines(book),
        "agreed": agreed_claims(book),
    }


def _backed(law: Json) -> str:
    """ "GDPR: 23.1 % declared, 15.6 % with evidence, ...": the figures of a bar."""
    shares = zip(law["assurance"], ASSURANCE_WORDS, strict=True)
    return f"{law['short']}: " + ", ".join(
        f"{100 * share:.1f} % {words}" for share, words in shares
    )


def answer_lines(book: Book) -> list[str]:
    """How many answers the figures stand on, and what became of the others."""
    items, every = book.document["items"], len(book.controls)
    judged = sum(book.verdict(key) != "not_applicable" for key in book.controls)
    part = [item for item in items if takes_part(item)]
    unknown = sum(item["state"] in UNKNOWN_STATES for item in part)
    later = sum(bool(item.get("later")) for item in items)
    agreed = len(items) - len(part) - later
    lines = [
        f"{judged} of {counted(every, 'control')} are judged by {counted(len(part), 'answer')}; "
        f"{unknown} of these {'is' if unknown == 1 else 'are'} unknown."
    ]
    aside = every - judged
    if aside:
        are, them = ("is", "it") if aside == 1 else ("are", "them")
        lines.append(f"{aside} {are} not judged: nothing that binds now is asked of {them}.")
    if agreed:
        lines.append(f"{counted(agreed, 'answer')} agreed not to apply, listed below.")
    if later:
        lines.append(f"{counted(later, 'answer')} to what applies from a later day.")
    return lines


def review_coverage(book: Book) -> str:
    """ "Reviewed 41 of 56 answers by Lena": for the cover, beside the figures."""
    review = book.document.get("review")
    if not review:
        return ""
    by = f" by {_and(review['by'])}" if review["by"] else ""
    return f"Reviewed {review['reviewed']} of {review['total']} answers{by}."


def review_lines(book: Book) -> list[str]:
    """How much of it was read, by whom and how chosen; what was accepted as it is. Snapshots of
    the first format kept none of it."""
    review = book.document.get("review")
    if not review:
        return []
    gap = book.document["assessment"].get("gap_reason")
    lines = [f"{review_coverage(book)} Chosen: {review['how']}."]
    carried = review.get("carried", 0)
    if carried:
        lines.append(f"Taken over from {review['carried_from']}: {carried} of these decisions.")
    if gap:
        lines.append(f"Handed in without a registered dataset or stage: “{gap}”")
    accepted = review["accepted"]
    if accepted:
        blocking = counted(len(accepted["blockers"]), "blocking control")
        undecided = counted(accepted["undecided"], "answer")
        lines.append(
            f"Accepted as it is by {review['accepted_by']}: {blocking}, and {undecided} that "
            f"should have been read and were not. “{review['acceptance']}”"
        )
    if review["period_open"]:
        lines.append("The period had not ended when this was approved.")
    return lines


def _laws(book: Book) -> list[dict[str, Any]]:
    return [
        {
            **figure,
            "key": key,
            "short": book.regimes[key]["short"],
            "blocking": len(figure["blockers"]),
            "why_not": _why_not_ready(figure),
        }
        for key, figure in book.figures["regimes"].items()
        if key in book.regimes
    ]


def _why_not_ready(figure: Json) -> str:
    """What keeps a law from being ready, the gravest first; empty when it is."""
    if figure["ready"]:
        return ""
    if figure["blockers"]:
        return counted(len(figure["blockers"]), "blocker")
    if figure["low"] is None:
        return "nothing is judged"
    if figure["low"] < TARGET / 100 - EPSILON:
        return f"below {TARGET}"
    return "a gate of a critical control is unknown"


def summary_sentence(book: Book) -> str:
    """The one sentence a reader takes away."""
    laws = _laws(book)
    ready = [law["short"] for law in laws if law["ready"]]
    rest = [f"{law['short']} ({law['why_not']})" for law in laws if not law["ready"]]
    name = book.document["pipeline"]["name"]
    if not rest:
        return f"{name} reaches the target of {TARGET} under {_and(ready)}, with no blocker."
    if not ready:
        return f"{name} is not ready under {_and(rest)}."
    return f"{name} is ready under {_and(ready)}, and not yet under {_and(rest)}."


def _and(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def blockers(book: Book) -> list[dict[str, Any]]:
    """Critical controls that are not met, or would not be were a claim wrong, with what decided."""
    return [_failing(book, key) for key in book.figures["overall"]["blockers"]]


def _not_met(book: Book) -> list[dict[str, Any]]:
    """The other controls that are not met."""
    blocking = set(book.figures["overall"]["blockers"])
    keys = [key for key in book.controls if book.verdict(key) == "not_met"]
    return [_failing(book, key) for key in keys if key not in blocking]


def _failing(book: Book, key: str) -> dict[str, Any]:
    control = book.controls[key]
    return {
        "key": key,
        "name": book.control_names[key],
        "title": control["title"],
        "reason": control["criticality_reason"],
        "laws": [book.regimes[law]["short"] for law in control["regimes"]],
        "because": _reasons(book, key),
    }


def _reasons(book: Book, key: str) -> list[str]:
    """The answers that give nothing and the claims nobody agreed to, or all that give too little.

    What is unknown is no reason: for "not met" it counts in full.
    """
    items = [item for item in book.items_of[key] if takes_part(item)]
    void = [
        item
        for item in items
        if item["state"] == "claimed" or (item["state"] == "answered" and not item["points"])
    ]
    if void:
        return [_because(book, item) for item in void]
    less = [item for item in items if item["state"] == "answered" and item["points"] < 1]
    return [_too_little(book, key), *(_because(book, item) for item in less)]


def _too_little(book: Book, key: str) -> str:
    """Why a control is not met although every answer gives something."""
    high = book.figures["controls"][key]["high"] * 100
    return f"Its answers give {high:.0f} of 100 together; below 50 it counts as not met."


def _because(book: Book, item: Json) -> str:
    """What an item says that gives too little, naming the object."""
    about = book.subject_words(item["subject"])
    if is_worked_out(item):
        facts = "; ".join(f"{f['label']}: {f['words']}" for f in item["machine"]["facts"])
        return f"{about}: {item['machine']['words']} ({facts})"
    if item["state"] in UNKNOWN_STATES:
        return f"{about}: {open_words(item)}"
    words = (item["answer"] or {}).get("words") or "no points"
    return f"{about}: {words}"


def improvements(book: Book) -> list[dict[str, Any]]:
    """What would raise the score, the most for the least effort first."""
    efforts = ("", "small", "medium", "large")
    return [
        {
            "ask": book.question(advice["question"])["ask"],
            "about": book.subject_words(advice["subject"]),
            "control": advice["control"],
            "name": book.control_names[advice["control"]],
            "gain": f"+{advice['gain']:.1f}",
            "effort": efforts[advice["effort"]],
            "owner": advice["owner"] or "nobody yet",
            "blocking": advice["blocking"],
        }
        for advice in book.document["advice"]
    ]


def to_do(book: Book) -> dict[str, Any]:
    """Blockers, other controls that are not met, and what would raise the score."""
    return {
        "blockers": blockers(book),
        "not_met": _not_met(book),
        "improvements": improvements(book),
    }
