"""What an account needs of its owner."""

from __future__ import annotations

import uuid

from django.db.models import Q
from django.urls import reverse

from apps.core.access import Actor
from apps.ui.home_sources import NEEDS, Need

from .selectors import people_without_second_factor


def second_factor(actor: Actor, team_id: uuid.UUID | None, limit: int) -> list[Need]:
    """The reader's own, while there is none."""
    alone = people_without_second_factor().filter(Q(pk=actor.user_id))
    if not alone.exists():
        return []
    return [
        Need(
            "shield-lock",
            "Set up a second factor",
            "Only your password protects your account. It takes a minute.",
            reverse("mfa_index"),
            "Set up",
        )
    ]


NEEDS.register(second_factor)
