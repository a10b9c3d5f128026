"""ISO 8601 durations and time limits in words, as statutes write them."""

from __future__ import annotations

import re

from .content_types import TimeLimit

_PARTS = re.compile(
    r"P(?:(?P<year>\d+)Y)?(?:(?P<month>\d+)M)?(?:(?P<week>\d+)W)?(?:(?P<day>\d+)D)?"
    r"(?:T(?:(?P<hour>\d+)H)?(?:(?P<minute>\d+)M)?)?"
)


def duration_words(duration: str, counts: str = "calendar_days") -> str:
    """ "1 month", "45 days", "15 business days", "72 hours"; empty for an empty duration.

    Raises `ValueError` for anything that is no ISO 8601 duration.
    """
    if not duration:
        return ""
    match = _PARTS.fullmatch(duration)
    if match is None or not any(match.groups()):
        raise ValueError(f"{duration!r} is not a duration")
    business = "business " if counts == "business_days" else ""
    parts = []
    for unit, amount in match.groupdict().items():
        if amount:
            kind = business if unit == "day" else ""
            parts.append(f"{amount} {kind}{unit}{'' if amount == '1' else 's'}")
    return " ".join(parts)


def limit_words(limit: TimeLimit) -> str:
    """ "45 days", "by 1 April 2028", "without undue delay": however the law sets the limit."""
    if limit.on:
        return f"by {limit.on.day} {limit.on:%B %Y}"
    return limit.standard or duration_words(limit.length, limit.counts)
