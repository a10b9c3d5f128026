"""Putting a system of the demo into the registry, through the registry's own services."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field

from apps.core import clock
from apps.registry.facts.services import set_facts
from apps.registry.kinds import Particulars
from apps.registry.lineage.services import link_versions
from apps.registry.models import (
    Dataset,
    DatasetVersion,
    ModelVersion,
    Pipeline,
    RegisteredObject,
    TrainedModel,
)
from apps.registry.objects.services import create_object
from apps.registry.stages.services import add_stage, link
from apps.registry.versions.services import add_dataset_version, add_model_version

from .players import Players
from .specs import Facts, Part, System, Version

_STEP = dt.timedelta(minutes=7)


@dataclass(slots=True)
class Registered:
    """A system as the registry has it; versions by (object, label)."""

    system: System
    pipeline: Pipeline
    parts: dict[str, Dataset | TrainedModel] = field(default_factory=dict)
    versions: dict[tuple[str, str], DatasetVersion | ModelVersion] = field(default_factory=dict)


def register(players: Players, system: System, moment: dt.datetime) -> Registered:
    """Register pipeline, stages, datasets and models with their first versions."""
    made = Registered(system, _pipeline(players, system, moment))
    for number, (kind, facts) in enumerate(system.stages.items(), start=1):
        with clock.travel(moment + number * _STEP / 3):
            add_stage(
                actor=players.actor(system.lead), pipeline=made.pipeline, kind=kind, facts=facts
            )
    for number, part in enumerate((*system.datasets, *system.models), start=1):
        with clock.travel(moment + dt.timedelta(hours=2) + number * _STEP):
            _add_part(players, made, part)
    return made


def _pipeline(players: Players, system: System, moment: dt.datetime) -> Pipeline:
    with clock.travel(moment):
        return create_object(
            actor=players.actor(system.lead),
            model=Pipeline,
            particulars=Particulars(
                name=system.name,
                team=players.teams[system.team],
                purpose=system.purpose,
                description=system.description,
                owner=players.people[system.owner],
                repository=system.repository,
                commit=system.commit,
            ),
            facts=system.facts,
        )


def _add_part(players: Players, made: Registered, part: Part) -> None:
    actor = players.actor(part.owner)
    particulars = Particulars(
        name=part.name,
        team=players.teams[made.system.team],
        purpose=part.purpose,
        description=part.description,
        owner=players.people[part.owner],
    )
    obj: Dataset | TrainedModel
    if part in made.system.datasets:
        obj = create_object(actor=actor, model=Dataset, particulars=particulars, facts=part.facts)
    else:
        obj = create_object(
            actor=actor, model=TrainedModel, particulars=particulars, facts=part.facts
        )
    made.parts[part.name] = obj
    link(actor=players.actor(made.system.lead), pipeline=made.pipeline, part=obj)
    release(players, made, part, part.versions[0])


def release(players: Players, made: Registered, part: Part, version: Version) -> None:
    """Record one version and what it was made with, now."""
    actor, obj = players.actor(part.owner), made.parts[part.name]
    row: DatasetVersion | ModelVersion
    if isinstance(obj, Dataset):
        row = add_dataset_version(
            actor=actor,
            dataset=obj,
            label=version.label,
            rows=version.rows,
            digest=digest_of(part.name, version.label),
            schema=_columns(version.columns),
            note=version.note,
        )
    else:
        row = add_model_version(
            actor=actor,
            model=obj,
            label=version.label,
            digest=digest_of(part.name, version.label),
            framework=version.framework,
            released_on=clock.today(),
            note=version.note,
        )
    made.versions[part.name, version.label] = row
    for kind, parent, label in version.made_with:
        link_versions(actor=actor, child=row, parent=made.versions[parent, label], kind=kind)


def learn(players: Players, key: str, obj: RegisteredObject, facts: Facts) -> None:
    """Set facts of an object, now, as this person."""
    set_facts(actor=players.actor(key), obj=obj, values=facts)


def digest_of(*words: str) -> str:
    """A digest for a file that does not exist, the same at every run."""
    return hashlib.sha256(" / ".join(words).encode()).hexdigest()


def _columns(text: str) -> list[dict[str, str]]:
    pairs = (column.strip().rpartition(" ") for column in text.split(",") if column.strip())
    return [{"name": name, "type": kind} for name, _, kind in pairs]
