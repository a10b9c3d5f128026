"""Ending a way in, whatever kind it is."""

from __future__ import annotations

from django.db import transaction

from apps.core.access import Actor, require
from apps.core.errors import NotVisible
from apps.core.writing import required_text
from apps.organizations.entitlements import OWN_SOURCES

from ..permissions import VIEW_ACCESS


@transaction.atomic
def end_way(*, actor: Actor, source: str, ref: str, reason: str) -> str:
    """End an own way in through the app that holds it, with its rights, rules and trail.

    Returns the reason as it was kept.
    """
    require(actor, VIEW_ACCESS)
    held = OWN_SOURCES.get(source)
    if held is None:
        raise NotVisible("This access is over already.")
    kept = required_text(reason, "reason", 300, "Say why it ends.")
    held.revoke(actor, ref, kept)
    return kept
