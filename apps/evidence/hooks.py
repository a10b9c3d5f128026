"""What evidence must learn from the apps above it: where it is used, and who waits for news.

Assessments attach evidence to answers, and evidence may not know them; so they register here.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from apps.core.access import Actor
from apps.core.hooks import Hook, Provider

from .models import Evidence


@dataclass(frozen=True, slots=True)
class Use:
    """One answer that this evidence backs, as far as the reader may see it."""

    question: str
    subject: str
    answer: str
    url: str


@Provider
def uses_of(actor: Actor, evidence: Evidence) -> list[Use]:
    """Which answers rest on a piece of evidence."""
    return []


@Provider
def shared_with(actor: Actor) -> QuerySet[Evidence]:
    """Which further evidence an actor sees because it backs something shared with them."""
    return Evidence.objects.none()


@Hook
def evidence_changed(evidence: Evidence, reason: str) -> None:
    """Evidence changed how it counts, and why; told inside the transaction."""
