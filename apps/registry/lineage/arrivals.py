"""What an object inherits along lineage, line by line, each with the way it came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from apps.core.access import Actor, can_see

from ..facts.inheritance import Holder, holder, says
from ..facts.item_words import item_words
from ..models import Dataset, DatasetVersion, ModelVersion, TrainedModel

INHERITED, CONTRADICTS, ENDED = "inherited", "contradicts", "left_behind"
_ORDER = (CONTRADICTS, INHERITED, ENDED)


@dataclass(frozen=True, slots=True)
class Stop:
    """A version on the way; without an address it is out of the reader's sight."""

    words: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class InheritedLine:
    """One item. `state` says whether it counts here, contradicts what is stated, or ends here;
    `through` is the version that it came from directly, `more` how many lie between the two."""

    words: str
    state: str
    source: Stop
    through: Stop | None
    more: int


def inherited_lines(actor: Actor, obj: Dataset | TrainedModel) -> list[InheritedLine]:
    """What arrives at the versions of an object and is not stated of it; contradictions first.

    Two queries, and none where nothing arrives.
    """
    of = holder(obj.kind, obj.facts)
    shown = {item: held for item, held in obj.inherited.items() if _is_news(of, item)}
    stops = _stops(actor, {number for held in shown.values() for number in held[1:3]})
    lines = [
        InheritedLine(
            words=item_words(item),
            state=_state(of, item),
            source=stops[source],
            through=stops[through] if through != source else None,
            more=max(0, links - 2),
        )
        for item, (_, source, through, links, _) in shown.items()
    ]
    return sorted(lines, key=lambda line: (_ORDER.index(line.state), line.words))


def _is_news(of: Holder, item: str) -> bool:
    """Whether an item is news: a yes that is stated as well is none."""
    return says(of.kind, of.facts, item) is not True


def _state(of: Holder, item: str) -> str:
    if of.ends(item):
        return ENDED
    return CONTRADICTS if says(of.kind, of.facts, item) is False else INHERITED


def _stops(actor: Actor, numbers: Iterable[int]) -> dict[int, Stop]:
    datasets = [number for number in numbers if number > 0]
    models = [-number for number in numbers if number < 0]
    stops: dict[int, Stop] = {}
    if datasets:
        rows: Any = DatasetVersion.objects.select_related("dataset").filter(pk__in=datasets)
        stops |= {row.pk: _stop(actor, row, row.dataset) for row in rows}
    if models:
        rows = ModelVersion.objects.select_related("model").filter(pk__in=models)
        stops |= {-row.pk: _stop(actor, row, row.model) for row in rows}
    return stops


def _stop(actor: Actor, version: Any, obj: Dataset | TrainedModel) -> Stop:
    if not can_see(actor, obj.access_scope()):
        return Stop(f"a {obj.kind} out of your sight")
    return Stop(f"{obj.name} {version.label}", obj.get_absolute_url())
