"""Items of `inheritance` in words for people."""

from __future__ import annotations

from collections.abc import Iterable

from apps.core.facts import fact_specs

from .inheritance import UNKNOWN_ORIGIN, fact_of


def item_words(item: str) -> str:
    """ "Holds PHI", "Special categories: Health"; the words of a dataset, where it began."""
    if item == UNKNOWN_ORIGIN:
        return "Where some of it comes from is unknown"
    spec = fact_specs()[fact_of("dataset", item)]
    _, is_entry, entry = item.partition("=")
    return f"{spec.label}: {spec.words([entry])}" if is_entry else spec.label


def items_words(items: Iterable[str]) -> str:
    """All of them in one line."""
    return "; ".join(item_words(item) for item in sorted(items)) or "Nothing"
