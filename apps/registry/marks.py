"""Sensitivity marks of registered objects, from their facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from apps.ui.components.facts import sensitivity_keys

from . import derive
from .models import Dataset, RegisteredObject, TrainedModel

_RECORDED = derive.DatasetRecord(owner_named=False, versioned=False)


def marks_of(obj: RegisteredObject) -> tuple[str, ...]:
    """Marks of a dataset or model from what is stated about it."""
    if isinstance(obj, Dataset):
        return marks(derive.dataset_facts(obj.known(), _RECORDED), "dataset_")
    if isinstance(obj, TrainedModel):
        return _MODEL_MARKS[obj.known().get("model_personal_training")]
    return ()


def marks_of_all(datasets: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Marks of a pipeline from what is stated about its datasets."""
    every = [derive.dataset_facts(facts, _RECORDED) for facts in datasets]
    return marks(derive.from_datasets(every), "data_")


_MODEL_MARKS: Mapping[bool | None, tuple[str, ...]] = {
    True: ("personal",),
    False: ("none",),
    None: ("unknown",),
}


def marks(facts: Mapping[str, Any], prefix: str) -> tuple[str, ...]:
    """Marks from a whole set of facts: `dataset_` of a dataset, `data_` of a pipeline."""
    return tuple(sensitivity_keys(facts, prefix))
