"""Sensitivity marks of registered objects: how they follow from facts, and how they are kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q

from apps.core.facts import Stored, plain

from .facts import derive
from .models import Marked, RegisteredObject

_PARTICULAR = ("special", "phi", "children", "criminal", "ccpa_sensitive")
# Marks that say that nothing personal is known to be there.
_NOTHING = ("none", "unknown")


def marks(facts: Mapping[str, Any], prefix: str = "dataset_", suffix: str = "") -> tuple[str, ...]:
    """Marks from a whole set of facts: `dataset_` of a dataset, `data_` of a pipeline, `model_`
    with `_training` of a model."""
    kinds = [kind for kind in _PARTICULAR if facts.get(f"{prefix}{kind}{suffix}") is True]
    personal = facts.get(f"{prefix}personal{suffix}")
    if personal is True and "special" not in kinds and "phi" not in kinds:
        kinds.insert(0, "personal")
    if kinds:
        return tuple(kinds)
    return ("none",) if personal is False else ("unknown",)


def marks_from(kind: str, stored: Stored, inherited: Iterable[str] = ()) -> str:
    """The marks of a dataset or model as its row keeps them: from what is stated about it, and
    what it inherits along lineage."""
    facts = derive.with_sources(kind, plain(stored), inherited)
    suffix = "_training" if kind == "model" else ""
    return " ".join(marks(facts, f"{kind}_", suffix))


def marks_of(obj: RegisteredObject) -> tuple[str, ...]:
    """Marks of a dataset or model; a pipeline has those of its datasets, see `together`."""
    return tuple(obj.marks.split()) if isinstance(obj, Marked) else ()


def together(parts: Iterable[str]) -> tuple[str, ...]:
    """Marks of a pipeline from those of its datasets, as `derive.from_datasets` would find them.

    One unknown dataset keeps the whole from being free of personal data.
    """
    all_marks = {mark for part in parts for mark in part.split()}
    facts: dict[str, Any] = {f"data_{mark}": True for mark in all_marks.difference(_NOTHING)}
    if facts:
        facts["data_personal"] = True
    elif all_marks == {"none"}:
        facts["data_personal"] = False
    return marks(facts, "data_")


def marked(mark: str) -> Q:
    """Datasets or models with this mark; "personal" is all that hold personal data of any kind."""
    if mark in _NOTHING:
        return Q(marks=mark)
    return ~Q(marks__in=_NOTHING) if mark == "personal" else Q(marks__contains=mark)
