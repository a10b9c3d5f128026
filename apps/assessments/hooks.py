"""What assessments must learn from the apps above them; they register here at start."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from apps.core.access import Actor
from apps.core.hooks import Provider

from .models import Assessment


@dataclass(frozen=True, slots=True)
class PackLine:
    """A pack of an assessment as its result page lists it; `state` as status badges know it."""

    name: str
    url: str
    state: str
    at: dt.datetime
    is_draft: bool = False


@Provider
def packs_of(actor: Actor, assessment: Assessment) -> list[PackLine]:
    """Which packs of an assessment an actor sees, newest first."""
    return []
