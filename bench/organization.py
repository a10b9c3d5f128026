"""Figures of the whole organisation, as home reads them."""

from __future__ import annotations

from typing import Any

from apps.accounts.models import User
from apps.home.reader import reader_of
from apps.home.selectors.board import board, together
from apps.organizations.actors import actor_for

from .timing import timed


def measure() -> dict[str, Any]:
    """Mean and worst of every law over all pipelines; the pipelines that need most."""
    reader = reader_of(actor_for(User.objects.get(email="user0@example.org")), "")
    return {
        "mean and worst of every law": timed(lambda: together(reader, {}), runs=10),
        "pipelines that need most": timed(lambda: board(reader, {}), runs=10),
    }
