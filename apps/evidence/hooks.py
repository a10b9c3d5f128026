"""What evidence must learn from the apps above it: where it is used, and who waits for news.

Assessments attach evidence to answers, and evidence may not know them; so they register here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet

from apps.core.access import Actor

from .models import Evidence


@dataclass(frozen=True, slots=True)
class Use:
    """One answer that this evidence backs, as far as the reader may see it."""

    question: str
    subject: str
    answer: str
    url: str


UsesOf = Callable[[Actor, Evidence], list[Use]]
SharedWith = Callable[[Actor], QuerySet[Evidence]]
Changed = Callable[[Evidence, str], None]

_uses: list[UsesOf] = []
_shared: list[SharedWith] = []
_listeners: list[Changed] = []


def provide_uses(uses: UsesOf) -> None:
    """Say which answers rest on a piece of evidence."""
    _uses[:] = [uses]


def provide_shared(shared: SharedWith) -> None:
    """Say which further evidence an actor sees because it backs something shared with them."""
    _shared[:] = [shared]


def on_changed(listener: Changed) -> None:
    """Be told, inside the transaction, that evidence changed how it counts, and why."""
    if listener not in _listeners:
        _listeners.append(listener)


def uses_of(actor: Actor, evidence: Evidence) -> list[Use]:
    return _uses[0](actor, evidence) if _uses else []


def shared_with(actor: Actor) -> QuerySet[Evidence] | None:
    return _shared[0](actor) if _shared else None


def tell_changed(evidence: Evidence, reason: str) -> None:
    for listener in _listeners:
        listener(evidence, reason)
