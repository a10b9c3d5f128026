"""The few facts that close most questions, as forms by the object they are about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField

from apps.core.access import Actor, check
from apps.core.facts import About, fact_specs
from apps.organizations.permissions import EDIT_FACTS
from apps.registry.models import RegisteredObject
from apps.registry.permissions import EDIT
from apps.ui.fact_form import FactsForm

from ..engine.workbook import Workbook
from .closing import Closing, closing_facts
from .selectors import Version

MOST = 10


@dataclass(frozen=True, slots=True)
class ObjectFacts:
    """The facts of one object; `lines` pairs each control with how many questions it closes."""

    key: str
    name: str
    kind: str
    form: FactsForm
    lines: tuple[tuple[BoundField, int], ...]


@dataclass(frozen=True, slots=True)
class FirstFacts:
    """`open` questions are left; `waiting` are facts that somebody else states."""

    open: int
    total: int
    objects: tuple[ObjectFacts, ...]
    waiting: tuple[Closing, ...]


def first_facts(
    workbook: Workbook,
    actor: Actor,
    versions: Mapping[str, Version],
    sent: FactsForm | None = None,
    about: str = "",
) -> FirstFacts:
    """`sent` is a form that was sent about the subject `about` and could not be saved."""
    closing = closing_facts(workbook.items, workbook.subjects, fact_specs())
    may = {key for key, version in versions.items() if may_state(actor, version)}
    mine = [one for one in closing if one.subject.key in may][:MOST]
    grouped: dict[str, list[Closing]] = {}
    for one in mine:
        grouped.setdefault(one.subject.key, []).append(one)
    return FirstFacts(
        open=len(workbook.open_items),
        total=len(workbook.items),
        objects=tuple(
            _object(workbook, versions[key], found, sent if key == about else None)
            for key, found in grouped.items()
        ),
        waiting=tuple(one for one in closing if one.subject.key not in may)[: MOST - len(mine)],
    )


def may_state(actor: Actor, version: Version) -> bool:
    """Whether this actor may change facts of this row as it is now."""
    if isinstance(version.obj, RegisteredObject):
        return check(actor, EDIT, version.obj).allowed
    return check(actor, EDIT_FACTS).allowed


def _object(
    workbook: Workbook, version: Version, found: list[Closing], sent: FactsForm | None
) -> ObjectFacts:
    about = workbook.objects[found[0].subject.key]
    form = sent or form_of(version, [one.spec.key for one in found])
    shown = [one for one in found if one.spec.key in form.fields]
    return ObjectFacts(
        key=found[0].subject.key,
        name=about.name,
        kind=about.kind.value,
        form=form,
        lines=tuple((form[one.spec.key], one.closes) for one in shown),
    )


def form_of(version: Version, keys: Sequence[str], data: Any = None) -> FactsForm:
    """The form of some facts of one object."""
    return FactsForm(
        data,
        about=About(version.kind),
        stored=version.obj.facts,
        version=version.obj.lock_version,
        only=keys,
    )
