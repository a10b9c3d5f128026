"""What a reviewer is shown of each answer, as digests: equal readings, equal digests. Pure.

What a review itself changes (who agreed, how strong an answer is by it) is left out, so that
agreeing to one answer changes nothing about the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from apps.core import canonical

from .questionnaire import Asked, Backing
from .scoring import ItemId


def fingerprint(item: Asked) -> str:
    """The digest of one answer with all that it rests on: words, reply, facts and evidence."""
    facts = item.facts
    return canonical.digest(
        [
            [item.question.key, item.question.wording, item.subject.key, item.subject.label],
            _said(item),
            item.given.backing.value if item.given else Backing.NONE.value,
            item.given.evidence if item.given else "",
            {key: facts[key] for key in sorted(facts)},
            list(item.unknown_facts),
        ]
    )


def _said(item: Asked) -> list[Any] | None:
    """What facts say by themselves, else what a person said."""
    if item.worked_out and item.machine is not None:
        return [item.machine.option.key]
    given = item.given
    if given is None:
        return None
    said = [given.reply.value, given.option, given.case, given.note, given.justification]
    return [*said, given.is_override]


def fingerprints(items: Iterable[Asked]) -> dict[ItemId, str]:
    return {item.id: fingerprint(item) for item in items}


def digest_of(seen: Mapping[ItemId, str]) -> str:
    """One digest over everything that is shown, whatever its order."""
    return canonical.digest(sorted([*item, mark] for item, mark in seen.items()))
