"""Figures of the whole organisation, as home and the lists read them."""

from __future__ import annotations

from typing import Any

from apps.accounts.models import User
from apps.assessments.scores.selectors import organization_figures
from apps.organizations.actors import actor_for

from .timing import timed


def measure() -> dict[str, Any]:
    """Mean and worst of every law over all pipelines."""
    actor = actor_for(User.objects.get(email="user0@example.org"))
    return {"mean and worst of every law": timed(lambda: organization_figures(actor), runs=10)}
