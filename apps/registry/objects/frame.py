"""What every page of one object shows around its content: header, tabs, side panel."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from apps.core.access import Actor, check
from apps.core.facts import About, FactSpec, fact_specs, source_of
from apps.ui.navigation import Tab
from apps.ui.statuses import icon_of

from .. import hooks
from ..actions import act_words
from ..facts.completeness import Completeness, completeness
from ..kinds import KINDS
from ..lineage.arrivals import InheritedLine, inherited_lines
from ..models import Dataset, Pipeline, RegisteredObject, TrainedModel
from ..permissions import EDIT
from ..sensitivity import marks, marks_of
from ..subjects import (
    PipelineFacts,
    dataset_own_facts,
    model_own_facts,
    subject_facts,
    with_latest_model_version,
    with_latest_version,
)
from .selectors import get_one

_RECENT = 3
_WITH_INHERITED = ("overview", "facts", "lineage", "reach")


@dataclass(frozen=True, slots=True)
class Button:
    """The main button of an object's page."""

    label: str
    icon: str
    url: str


@dataclass(frozen=True, slots=True)
class RecentChange:
    """One of the last changes."""

    by: str
    at: dt.datetime
    did: str


@dataclass(frozen=True, slots=True)
class ObjectPage:
    """One object as its pages frame it. `facts` are all its facts, `done` how many are known,
    `inherited` what comes along lineage."""

    obj: Any
    kind: str
    plural: str
    list_url: str
    marks: tuple[str, ...]
    tabs: list[Tab]
    facts: dict[str, Any]
    done: Completeness
    score: hooks.ScoreCell | None
    main_button: Button | None
    glance: list[tuple[FactSpec, dict[str, Any] | None]]
    recent: list[RecentChange]
    inherited: list[InheritedLine]

    @property
    def icon(self) -> str:
        return icon_of(self.kind)

    def _url(self, page: str) -> str:
        return reverse(f"registry:{self.kind}_{page}", args=[self.obj.public_id])

    @property
    def edit_url(self) -> str:
        return self._url("edit")

    @property
    def facts_url(self) -> str:
        return self._url("facts")

    @property
    def lineage_url(self) -> str:
        return self._url("lineage")

    @property
    def history_url(self) -> str:
        return self._url("history")

    @property
    def retire_url(self) -> str:
        return self._url("retire")

    @property
    def reinstate_url(self) -> str:
        return self._url("reinstate")


def object_page(
    actor: Actor, kind: str, ids: dict[str, uuid.UUID], here: str = "overview"
) -> ObjectPage:
    """Load the object an address names, as far as the actor may see, with its frame."""
    obj = _load(actor, kind, ids[f"{kind}_id"])
    pipeline_facts = subject_facts(obj) if isinstance(obj, Pipeline) else None
    facts = _facts(obj, pipeline_facts)
    return ObjectPage(
        obj=obj,
        kind=kind,
        plural=KINDS[kind].plural,
        list_url=KINDS[kind].list_url,
        marks=marks(pipeline_facts.pipeline.own, "data_") if pipeline_facts else marks_of(obj),
        tabs=_tabs(actor, obj, here),
        facts=facts,
        done=completeness(About(kind), obj.known() | facts),
        score=hooks.scores_of([obj.pk]).get(obj.pk) if pipeline_facts else None,
        main_button=_main_button(actor, obj, here),
        glance=_glance(obj, facts),
        recent=_recent(obj),
        inherited=_inherited(actor, obj, here),
    )


def _load(actor: Actor, kind: str, public_id: uuid.UUID) -> RegisteredObject:
    obj = get_one(actor, KINDS[kind].model, public_id)
    if isinstance(obj, Dataset):
        return with_latest_version(Dataset.objects.select_related("team", "owner")).get(pk=obj.pk)
    if isinstance(obj, TrainedModel):
        rows = with_latest_model_version(TrainedModel.objects.select_related("team", "owner"))
        return rows.get(pk=obj.pk)
    return obj


def _facts(obj: RegisteredObject, pipeline_facts: PipelineFacts | None) -> dict[str, Any]:
    if pipeline_facts is not None:
        return dict(pipeline_facts.pipeline.own)
    return dataset_own_facts(obj) if isinstance(obj, Dataset) else model_own_facts(obj)


def _tabs(actor: Actor, obj: RegisteredObject, here: str) -> list[Tab]:
    middle = ("stages", "Stages") if isinstance(obj, Pipeline) else ("versions", "Versions")
    pages = (
        ("facts", "Facts"),
        middle,
        ("lineage", "Lineage"),
        ("sharing", "Sharing"),
        ("history", "History"),
    )
    tabs = [Tab("Overview", obj.get_absolute_url(), here == "overview")]
    for name, label in pages:
        url = reverse(f"registry:{obj.kind}_{name}", args=[obj.public_id])
        tabs.append(Tab(label, url, here == name))
    further = [
        one for one in hooks.OBJECT_TABS.values() if check(actor, one.permission, obj).allowed
    ]
    return [*tabs, *(one.tab(obj.kind, obj.public_id, here) for one in further)]


def _recent(obj: RegisteredObject) -> list[RecentChange]:
    rows = obj.revisions.order_by("-number")[:_RECENT]
    return [RecentChange(row.by, row.at, act_words(obj.kind, row.action)) for row in rows]


def _inherited(actor: Actor, obj: RegisteredObject, here: str) -> list[InheritedLine]:
    """What the pages show of it that are about what the object holds."""
    if not isinstance(obj, Dataset | TrainedModel) or here not in _WITH_INHERITED:
        return []
    return inherited_lines(actor, obj)


def _glance(
    obj: RegisteredObject, facts: dict[str, Any]
) -> list[tuple[FactSpec, dict[str, Any] | None]]:
    """The facts that readers look for first, each with its stored entry or None for unknown."""
    specs = fact_specs()
    lines = []
    for key in KINDS[obj.kind].glance:
        derived = {"v": facts[key], "s": source_of(key, {})} if key in facts else None
        lines.append((specs[key], obj.facts.get(key) or derived))
    return lines


def _main_button(actor: Actor, obj: RegisteredObject, here: str) -> Button | None:
    """What a higher app offers; else the next thing here is to say what is still unknown."""
    offered = hooks.MAIN_BUTTONS.get(obj.kind)
    if offered and check(actor, offered.permission, obj).allowed:
        url = reverse(offered.url_name, args=[obj.public_id])
        return Button(offered.label, offered.icon, url)
    if here != "facts" and check(actor, EDIT, obj).allowed:
        url = reverse(f"registry:{obj.kind}_facts", args=[obj.public_id])
        return Button("Answer facts", "list-check", url)
    return None
