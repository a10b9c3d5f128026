"""How long a review takes, in words. Pure; the pace is the product's own, not a measured one."""

from __future__ import annotations

SECONDS_AN_ITEM = 20


def minutes_for(items: int) -> int:
    """Whole minutes, rounded up."""
    return -(-items * SECONDS_AN_ITEM // 60)


def effort_words(items: int) -> str:
    """ "about 9 minutes"; empty where nothing is left."""
    minutes = minutes_for(items)
    if not minutes:
        return ""
    return f"about {minutes} minute{'' if minutes == 1 else 's'}"
