"""What is still unknown about an object, and what each answer would unlock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apps.core.facts import About, FactSpec, Unlock, all_unlocks, specs_about


@dataclass(frozen=True, slots=True)
class Todo:
    """One unknown fact and how many questions read it."""

    spec: FactSpec
    unlock: Unlock


@dataclass(frozen=True, slots=True)
class Completeness:
    """How many facts are known, and the unknown ones, most useful first."""

    known: int
    total: int
    todo: list[Todo]


def completeness(about: About, facts: Mapping[str, Any]) -> Completeness:
    """Of the facts that people state about such an object; facts that follow count as known."""
    specs = specs_about(about, derived=False)
    useful = all_unlocks()
    open_specs = [spec for spec in specs if spec.key not in facts]
    todo = [Todo(spec, useful.get(spec.key, Unlock(0, ()))) for spec in open_specs]
    todo.sort(key=lambda item: -item.unlock.questions)
    return Completeness(len(specs) - len(todo), len(specs), todo)
