"""How the text behind provisions was read, in plain sentences: what remains is said, not hidden."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from ..content_types import Catalogue, Provision, Regime, Verified

_REMAINS = {
    Verified.QUOTATION: (
        "Read in quotation: the same words in two public places that do not depend on each other."
    ),
    Verified.SECONDARY: "The text itself was not read; the summary follows what others say of it.",
    Verified.UNVERIFIED: (
        "Written from general knowledge and not checked: read the source before you rely on it."
    ),
}


def of_provision(provision: Provision, regime: Regime) -> str:
    """What remains to be read of a provision; empty when its text of today was read."""
    if provision.verified is not Verified.OFFICIAL:
        return _REMAINS[provision.verified]
    if provision.text_version >= regime.text_version:
        return ""
    return f"Read in the text of {_day(provision.text_version)}; later changes were not compared."


def of_regime(catalogue: Catalogue, regime: Regime) -> str:
    """How much of a law was read, as one sentence."""
    provisions = catalogue.provisions_of[regime.key]
    counted = Counter(_manner(provision, regime) for provision in provisions)
    if counted[_current(regime)] == len(provisions):
        return f"Every provision was read {_current(regime)}."
    return f"Of {len(provisions)} provisions {', '.join(_parts(counted))}."


def _parts(counted: Counter[str]) -> Iterator[str]:
    for number, (manner, count) in enumerate(counted.most_common()):
        verb = "" if number else ("was read " if count == 1 else "were read ")
        yield f"{count} {verb}{manner}"


def _manner(provision: Provision, regime: Regime) -> str:
    if provision.verified is Verified.QUOTATION:
        return "in quotation"
    if provision.verified is not Verified.OFFICIAL:
        return "only in what others say of them"
    if provision.text_version >= regime.text_version:
        return _current(regime)
    return f"in the text of {_day(provision.text_version)}"


def _current(regime: Regime) -> str:
    return f"in the official text of {_day(regime.text_version)}"


def _day(date: dt.date) -> str:
    return f"{date.day} {date:%B %Y}"
