"""What assessments must learn from the apps above them; they register here at start."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from apps.core.access import Actor

from .models import Assessment


@dataclass(frozen=True, slots=True)
class PackLine:
    """A pack of an assessment as its result page lists it; `state` as status badges know it."""

    name: str
    url: str
    state: str
    at: dt.datetime
    is_draft: bool = False


PacksOf = Callable[[Actor, Assessment], list[PackLine]]

_packs: list[PacksOf] = []


def provide_packs(packs: PacksOf) -> None:
    """Say which packs of an assessment an actor sees, newest first."""
    _packs[:] = [packs]


def packs_of(actor: Actor, assessment: Assessment) -> list[PackLine]:
    return _packs[0](actor, assessment) if _packs else []
