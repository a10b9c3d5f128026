"""How a question reads: negations, length, and how hard its words are."""

from __future__ import annotations

import re

LONGEST_QUESTION = 40
"""Words; past this a reader loses the thread."""
HARDEST_GRADE = 15.0
"""Flesch-Kincaid grade past which a question is listed for rewording."""

_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_NEGATION = re.compile(
    r"\b(?:no|not|never|neither|nor|none|nobody|nothing|without|unless|cannot|lacks?|fails? to"
    r"|failed to|avoids?|except)\b|\w+n['’]t\b",
    re.IGNORECASE,
)
_HARMLESS = re.compile(
    r"\bwhether or not\b|\bnot only\b|\bno (?:longer|more|later|fewer|less)(?: than)?\b"
    r"|\bif not\b|\bor not\b",
    re.IGNORECASE,
)
_VOWELS = re.compile(r"[aeiouy]+")


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def negations(text: str) -> list[str]:
    """The negating words of a text, set phrases such as "no longer than" left out."""
    return [match.lower() for match in _NEGATION.findall(_HARMLESS.sub(" ", text))]


def grade(text: str) -> float:
    """The Flesch-Kincaid school grade of a text; 0 for none.

    An estimate: syllables are counted as groups of vowels, a silent final e left out.
    """
    counted = words(text)
    if not counted:
        return 0.0
    sentences = max(1, len(re.findall(r"[.!?](?:\s|$)", text)))
    syllables = sum(_syllables(word.lower()) for word in counted)
    return 0.39 * len(counted) / sentences + 11.8 * syllables / len(counted) - 15.59


def _syllables(word: str) -> int:
    groups = len(_VOWELS.findall(word))
    if word.endswith("e") and not word.endswith(("le", "ee")) and groups > 1:
        groups -= 1
    return max(1, groups)
