"""The facts a question read: what is known, from where, and where to change it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from apps.catalogue.content_types import Subject as SubjectKind
from apps.core.access import Actor, can_see, check
from apps.core.facts import RECORDS, FactKind, FactSpec, fact_specs, source_of
from apps.organizations.permissions import EDIT_FACTS
from apps.ui.components.objects import FactLine

from ..engine.questionnaire import Asked
from ..engine.workbook import AboutObject, Workbook
from ..permissions import ANSWER_ABOUT
from .facts_stated import Values, facts_stated

_OUTER = {"org_": SubjectKind.ORGANIZATION, "pipeline_": SubjectKind.PIPELINE}
_WORKED_OUT = ("data_", "models_")
_RECORDS = {
    SubjectKind.PIPELINE: "registry:pipeline_stages",
    SubjectKind.DATASET: "registry:dataset_versions",
    SubjectKind.MODEL: "registry:model_versions",
}


@dataclass(frozen=True, slots=True)
class FactGroup:
    """Facts of one object, and the page on which they are changed ("" when they cannot be).

    `stated` are those that the reader can state without leaving the question; `key` names the
    object.
    """

    key: str
    name: str
    edit_url: str
    facts: tuple[FactLine, ...]
    stated: tuple[str, ...]


def fact_groups(workbook: Workbook, item: Asked, actor: Actor) -> list[FactGroup]:
    """The facts a question reads, by the object they are about; unknown ones too."""
    grouped: dict[str, list[str]] = {}
    for key in item.question.reads:
        grouped.setdefault(_home(workbook, item, key), []).append(key)
    return [
        FactGroup(
            key=home,
            name=workbook.objects[home].name,
            edit_url=edit_url(workbook.objects[home], actor),
            facts=lines(workbook, item, keys, actor),
            stated=stated_about(workbook, item, home) if may_state(actor, workbook, home) else (),
        )
        for home, keys in grouped.items()
    ]


def stated_about(workbook: Workbook, item: Asked, home: str) -> tuple[str, ...]:
    """The facts that a question reads and people state about this object."""
    specs = fact_specs()
    keys = (key for key in item.question.reads if key in specs and not specs[key].derived)
    return tuple(key for key in keys if _home(workbook, item, key) == home)


def may_state(actor: Actor, workbook: Workbook, home: str) -> bool:
    """Whether the reader's roles let them state facts about this object."""
    about = workbook.objects[home]
    if about.kind is SubjectKind.ORGANIZATION:
        return check(actor, EDIT_FACTS).allowed
    return check(actor, ANSWER_ABOUT, about).allowed


def lines(
    workbook: Workbook, item: Asked, keys: Iterable[str], actor: Actor
) -> tuple[FactLine, ...]:
    """These facts as the item's subject sees them, with their sources and where to change them."""
    specs = fact_specs()
    return tuple(
        replace(
            _line(workbook, item, specs[key]),
            href=_change_url(specs[key], workbook.objects[_home(workbook, item, key)], actor),
        )
        for key in keys
        if key in specs
    )


def read(workbook: Workbook, item: Asked) -> tuple[FactLine, ...]:
    """The facts that an answer is worked out from, with their sources; none for other answers."""
    if item.machine is None or not item.worked_out:
        return ()
    specs = fact_specs()
    return tuple(_line(workbook, item, specs[key]) for key in item.machine.facts if key in specs)


def labels(keys: Iterable[str]) -> list[str]:
    """The names of facts for a sentence."""
    specs = fact_specs()
    return [specs[key].label if key in specs else key for key in keys]


def _home(workbook: Workbook, item: Asked, key: str) -> str:
    """The subject a fact belongs to; aggregates over data and models are the pipeline's."""
    for prefix, kind in _OUTER.items():
        if key.startswith(prefix):
            return _first(workbook, kind, item)
    if key.startswith(_WORKED_OUT):
        return _first(workbook, SubjectKind.PIPELINE, item)
    return item.subject.key


def _first(workbook: Workbook, kind: SubjectKind, item: Asked) -> str:
    keys = (key for key, about in workbook.objects.items() if about.kind is kind)
    return next(keys, item.subject.key)


def _line(workbook: Workbook, item: Asked, spec: FactSpec) -> FactLine:
    about = workbook.objects[_home(workbook, item, spec.key)]
    entry: Mapping[str, Any] = about.stored.get(spec.key, {})
    value = item.subject.facts.get(spec.key)
    plain = value is None or spec.kind is FactKind.YES_NO
    if value is None:
        return FactLine(label=spec.label, value=None)
    source = source_of(spec.key, entry)
    # The installation's own records are looked at whenever the figures are worked out.
    seen = workbook.today if source == RECORDS else None
    return FactLine(
        label=spec.label,
        value=value if plain else spec.words(value),
        source=source,
        by=entry.get("by") or "",
        at=entry.get("at") or seen,
    )


def _change_url(spec: FactSpec, about: AboutObject, actor: Actor) -> str:
    """Where one fact becomes known: typed in, or worked out from records kept elsewhere."""
    if not spec.derived:
        return edit_url(about, actor)
    if spec.key.startswith(_WORKED_OUT) or not can_see(actor, about.access_scope()):
        return ""
    if spec.key.endswith("_owner_named"):
        return reverse(f"registry:{about.kind.value}_edit", args=[about.public_id])
    records = _RECORDS.get(about.kind)
    return reverse(records, args=[about.public_id]) if records else ""


def edit_url(about: AboutObject, actor: Actor) -> str:
    """Where the facts of an object are changed, for somebody who may at least see it."""
    if about.kind is SubjectKind.ORGANIZATION:
        return reverse("organizations:facts")
    if not can_see(actor, about.access_scope()):
        return ""
    return reverse(f"registry:{about.kind.value}_facts", args=[about.public_id])


def object_url(about: AboutObject) -> str:
    """The page of the object itself."""
    if about.kind is SubjectKind.ORGANIZATION:
        return reverse("organizations:facts")
    return reverse(f"registry:{about.kind.value}", args=[about.public_id])


def recorded(workbook: Workbook, item: Asked, actor: Actor) -> Mapping[str, str]:
    """What each answer would put on the object, in words, by option; for whoever may change it."""
    about = workbook.objects[item.subject.key]
    if not may_state(actor, workbook, item.subject.key):
        return {}
    stated = {
        option.key: facts_stated(item, option.key, about.stored) for option in item.question.options
    }
    return {key: _words(values, about.name) for key, values in stated.items() if values}


def _words(values: Values, name: str) -> str:
    specs = fact_specs()
    said = "; ".join(f"{specs[key].label}: {specs[key].words(v)}" for key, v in values.items())
    return f"Will be recorded on {name}: {said}"
