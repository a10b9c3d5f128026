"""Separation of duties: nobody checks what they said themselves."""

from __future__ import annotations

from apps.core.facts import fact_specs

from .engine.questionnaire import Asked
from .engine.workbook import Workbook


def is_own(workbook: Workbook, item: Asked, user_id: int | None) -> bool:
    """Whether this person gave the answer that counts, or stated a fact that it is worked out
    from, so that somebody else must check it."""
    if user_id is None:
        return False
    if item.worked_out:
        return user_id in _stated_by(workbook, item)
    answer = workbook.answers.get(item.id)
    return answer is not None and answer.by_user_id == user_id


def _stated_by(workbook: Workbook, item: Asked) -> set[int]:
    """The accounts behind the facts that decide, and behind what those are made from."""
    decide, specs = set(item.machine.facts if item.machine else ()), fact_specs()
    made_from = {part for key in decide & specs.keys() for part in specs[key].made_from}
    seen = workbook.stored_for(item.subject)
    entries = [seen[key] for key in decide & seen.keys()]
    for about in workbook.objects.values():
        entries += [about.stored[key] for key in made_from & about.stored.keys()]
    return {entry["u"] for entry in entries if "u" in entry}
