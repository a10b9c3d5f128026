"""What was made from an object, as far as the reader may see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from apps.core.access import Actor

from ..kinds import PARTS
from ..models import Dataset, DatasetVersion, ModelVersion, TrainedModel
from ..objects.selectors import visible
from .derived import number_of, steps_from

_CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Derived:
    """A version made from the object at hand, `steps` links away; `obj` is whose it is."""

    obj: Dataset | TrainedModel
    version: str
    steps: int

    @property
    def kind(self) -> str:
        return self.obj.kind


@dataclass(frozen=True, slots=True)
class Reach:
    """How many datasets and models were made from an object or one of its versions."""

    datasets: int
    models: int

    def __bool__(self) -> bool:
        return bool(self.datasets or self.models)


def derived_versions(
    actor: Actor, obj: Dataset | TrainedModel, version: DatasetVersion | ModelVersion | None = None
) -> list[Derived]:
    """Every version of other objects made from one version or any, nearest first.

    What is out of the reader's sight leaves no trace, but what was made from it and is in sight
    is there.
    """
    versions = obj.versions.all() if version is None else [version]
    steps = steps_from([number_of(one) for one in versions])
    found = {**_seen(actor, "dataset", 1, steps), **_seen(actor, "model", -1, steps)}
    rows = [Derived(*found[number], step) for number, step in steps.items() if number in found]
    return [row for row in rows if row.obj != obj]


def reach_of(rows: Iterable[Derived]) -> Reach:
    """Datasets and models among them, each counted once."""
    objects = {(row.kind, row.obj.pk) for row in rows}
    datasets = sum(kind == "dataset" for kind, _ in objects)
    return Reach(datasets, len(objects) - datasets)


def _seen(
    actor: Actor, kind: str, sign: int, numbers: Mapping[int, int]
) -> dict[int, tuple[Any, str]]:
    """The object and the label of each visible version, by number."""
    pks = [abs(number) for number in numbers if number * sign > 0]
    versions: Any = PARTS[kind].versions
    rows: list[Any] = []
    for start in range(0, len(pks), _CHUNK):
        chosen = versions.objects.filter(pk__in=pks[start : start + _CHUNK])
        rows += chosen.order_by().values_list("pk", kind, "label")
    shown: Any = visible(actor, PARTS[kind].model)
    objects = shown.defer("facts", "inherited", "description").in_bulk(
        {owner for _, owner, _ in rows}
    )
    return {sign * pk: (objects[owner], label) for pk, owner, label in rows if owner in objects}
