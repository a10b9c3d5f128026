"""Where do we stand: bands, blockers, assurance, and what would raise the figures; pure."""

from __future__ import annotations

from collections import Counter
from typing import Any

from apps.ui.charts import Band, assurance_shares, regime_bands

from .book import UNKNOWN_STATES, Book, is_worked_out

TARGET = 85
_CHART_WIDTH = 620
_VERDICTS = ("met", "partly_met", "not_met", "unknown", "not_applicable")


def executive_summary(book: Book) -> dict[str, Any]:
    """The executive page."""
    laws = _laws(book)
    counts = Counter(book.verdict(key) for key in book.controls)
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
        "verdicts": [{"verdict": key, "count": counts.get(key, 0)} for key in _VERDICTS],
        "controls": len(book.controls),
        "states": book.document["states"],
        "unknown": sum(book.document["states"].get(state, 0) for state in UNKNOWN_STATES),
        "items": len(book.document["items"]),
        "blockers": blockers(book),
        "first_steps": improvements(book)[:3],
        "review": review_lines(book),
        "agreed": agreed_claims(book),
    }


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
        blocking, undecided = len(accepted["blockers"]), accepted["undecided"]
        lines.append(
            f"Accepted as it is by {review['accepted_by']}: {blocking} blocking controls and "
            f"{undecided} answers that nobody read. “{review['acceptance']}”"
        )
    if review["period_open"]:
        lines.append("The period had not ended when this was approved.")
    return lines


def agreed_claims(book: Book) -> list[dict[str, Any]]:
    """What does not apply, with the reason and who agreed."""
    return [
        {
            "ask": book.question(item["question"])["ask"],
            "about": book.subject_words(item["subject"]),
            "why": item["answer"]["words"] or item["answer"]["justification"],
            "by": item["answer"]["checked_by"] or "nobody by name",
            "control": item["control"],
            "name": book.control_names[item["control"]],
        }
        for item in book.document["items"]
        if item["state"] == "not_applicable" and item["answer"]
    ]


def _laws(book: Book) -> list[dict[str, Any]]:
    return [
        {
            **figure,
            "key": key,
            "short": book.regimes[key]["short"],
            "blocking": len(figure["blockers"]),
        }
        for key, figure in book.figures["regimes"].items()
        if key in book.regimes
    ]


def summary_sentence(book: Book) -> str:
    """The one sentence a reader takes away."""
    laws = _laws(book)
    ready = [law["short"] for law in laws if law["ready"]]
    rest = [law["short"] for law in laws if not law["ready"]]
    name = book.document["pipeline"]["name"]
    if not rest:
        return f"{name} reaches the target of {TARGET} under {_and(ready)}, with no blocker."
    if not ready:
        return f"{name} is not ready under {_and(rest)}: below {TARGET}, or a control blocks."
    return f"{name} is ready under {_and(ready)}, and not yet under {_and(rest)}."


def _and(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def blockers(book: Book) -> list[dict[str, Any]]:
    """Critical controls that are not met, with the answers that decided it."""
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
        "because": [_because(book, item) for item in book.items_of[key] if not item["points"]]
        or [_too_little(book, key)],
    }


def _too_little(book: Book, key: str) -> str:
    """Why a control is not met although every answer gives something."""
    high = book.figures["controls"][key]["high"] * 100
    return f"Its answers give {high:.0f} of 100 together; below 50 it counts as not met."


def _because(book: Book, item: Any) -> str:
    """Why an item gives no points, naming the object."""
    about = book.subject_words(item["subject"])
    if is_worked_out(item):
        facts = "; ".join(f"{f['label']}: {f['words']}" for f in item["machine"]["facts"])
        return f"{about}: {item['machine']['words']} ({facts})"
    if item["state"] in UNKNOWN_STATES:
        return f"{about}: {UNKNOWN_STATES[item['state']]}"
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
