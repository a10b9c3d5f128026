"""The history of an object in words: who changed what, from what, to what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from apps.core.access import Actor
from apps.core.facts import fact_specs

from ..actions import act_words
from ..fact_specs.replaced import present_key, present_value
from ..fact_specs.words import STAGE_KINDS
from ..facts.item_words import items_words
from ..kinds import PARTS
from ..models import RegisteredObject
from ..objects.selectors import visible

ENTRIES_A_PAGE = 25
_WORDS = {
    "retired_reason": "Reason for retiring",
    "version": "Latest version",
    "inherited": "Inherited along lineage",
}
_STAGES = dict(STAGE_KINDS)


@dataclass(frozen=True, slots=True)
class Difference:
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    number: int
    at: dt.datetime
    by: str
    did: str
    differences: list[Difference]


def history(
    actor: Actor, obj: RegisteredObject, page: str | None
) -> tuple[Page[Any], list[HistoryLine]]:
    """One page of revisions, newest first, with the names the actor may see."""
    cut = Paginator(obj.revisions.order_by("-number"), ENTRIES_A_PAGE).get_page(page)
    names = _names(actor, cut.object_list)
    lines = [
        HistoryLine(
            revision.number,
            revision.at,
            revision.by,
            act_words(obj.kind, revision.action),
            _differences(revision.changes, names),
        )
        for revision in cut.object_list
    ]
    return cut, lines


def _names(actor: Actor, revisions: Any) -> Mapping[str, Mapping[int, str]]:
    """Names of linked datasets and models; those out of sight have none."""
    names = {}
    for kind in PARTS.values():
        key = f"{kind.word}s"
        pks = {pk for row in revisions for side in row.changes.get(key, ()) for pk in side or ()}
        rows = visible(actor, kind.model).filter(pk__in=pks)
        names[key] = dict(rows.values_list("pk", "name")) if pks else {}
    return names


def _differences(
    changes: Mapping[str, list[Any]], names: Mapping[str, Mapping[int, str]]
) -> list[Difference]:
    return [
        Difference(_label(key), _words(key, before, names), _words(key, after, names))
        for key, (before, after) in changes.items()
    ]


def _label(key: str) -> str:
    stage, _, fact = key.rpartition(":")
    spec = fact_specs().get(present_key(fact))
    if spec is not None:
        return f"{_STAGES.get(stage, stage)}: {spec.label}" if stage else spec.label
    if key in _STAGES:
        return f"Stage {_STAGES[key]}"
    return _WORDS.get(key) or key.capitalize()


def _words(key: str, value: Any, names: Mapping[str, Mapping[int, str]]) -> str:
    fact = key.rpartition(":")[2]
    spec = fact_specs().get(present_key(fact))
    if spec is not None:
        return spec.words(present_value(fact, value))
    if key in names:
        return _listed(value or [], names[key])
    if key == "inherited":
        return items_words(value or ())
    if key == "version":
        return str(value["label"]) if value else "None"
    if key in _STAGES:
        return "There" if value else "Not there"
    return str(value) if value else "Empty"


def _listed(pks: list[int], names: Mapping[int, str]) -> str:
    shown = [names[pk] for pk in pks if pk in names]
    hidden = len(pks) - len(shown)
    if hidden:
        shown.append(f"{hidden} you cannot see")
    return ", ".join(shown) or "None"
