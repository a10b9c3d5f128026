"""What remediation must learn from the apps above it, and what it tells them."""

from __future__ import annotations

from apps.core.access import Actor
from apps.core.hooks import Hook, Provider
from apps.trail.refs import TrailRef

from .models import RemediationItem


@Hook
def assigned(actor: Actor, item: RemediationItem) -> None:
    """Somebody else was made the owner of a finding or action; told inside the transaction."""


@Provider
def evidence_of(actor: Actor, team_id: int | None) -> list[TrailRef]:
    """What an actor sees of a team's evidence, newest first, to close an action with."""
    return []
