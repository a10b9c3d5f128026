"""Finding registered objects, always as far as the actor may see."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import QuerySet

from apps.accounts.models import User
from apps.core import access
from apps.core.access import Actor
from apps.core.errors import NotVisible
from apps.organizations.models import Team
from apps.organizations.selectors import teams_where

from ..kinds import KINDS
from ..models import Dataset, Pipeline, RegisteredObject, TrainedModel
from ..permissions import CREATE, EDIT

R = TypeVar("R", bound=RegisteredObject)


def visible(actor: Actor, model: type[R]) -> QuerySet[R]:
    """Every row of a kind that the actor may see, with team and owner."""
    rows: QuerySet[R] = model.objects.visible_to(actor).select_related("team", "owner")
    return rows


def get_one(actor: Actor, model: type[R], public_id: uuid.UUID) -> R:
    """One row of a kind; raises `NotVisible`."""
    obj = visible(actor, model).filter(public_id=public_id).first()
    if obj is None:
        raise NotVisible(f"We could not find that {model.kind}.")
    return obj


def get_object(actor: Actor, kind: str, public_id: uuid.UUID) -> RegisteredObject:
    """One pipeline, dataset or model by the word for its kind; raises `NotVisible`."""
    return get_one(actor, KINDS[kind].model, public_id)


def get_pipeline(actor: Actor, public_id: uuid.UUID) -> Pipeline:
    return get_one(actor, Pipeline, public_id)


def teams_to_register_in(actor: Actor) -> QuerySet[Team]:
    """Teams for which the actor may register objects."""
    return teams_where(actor, CREATE).order_by("name")


def possible_owners(*team_ids: int) -> QuerySet[User]:
    """Active members of these teams: only somebody of the team can own its objects."""
    return (
        User.objects.filter(is_active=True, memberships__team_id__in=team_ids)
        .order_by("name", "email")
        .distinct()
    )


def may_contribute(actor: Actor, rows: QuerySet[R]) -> QuerySet[R]:
    """Of these rows, the active ones that the actor may change; `permissions.EDIT` as a query."""
    may_edit = access.rows(actor, EDIT, team="team_id", grant={rows.model.kind: "pk"})
    active: QuerySet[R] = rows.filter(may_edit, status="active")
    return active


@dataclass(frozen=True, slots=True)
class Linked:
    """What a pipeline is linked to, as one reader sees it; `hidden` counts the rest."""

    datasets: list[Dataset]
    models: list[TrainedModel]
    hidden: int


def linked(actor: Actor, pipeline: Pipeline) -> Linked:
    """Datasets and models of a pipeline; four queries."""
    datasets = list(visible(actor, Dataset).filter(pipelines=pipeline).order_by("name"))
    models = list(visible(actor, TrainedModel).filter(pipelines=pipeline).order_by("name"))
    every = pipeline.datasets.count() + pipeline.trained_models.count()
    return Linked(datasets, models, every - len(datasets) - len(models))


def pipelines_of(actor: Actor, obj: RegisteredObject) -> list[Pipeline]:
    """The visible pipelines that use a dataset or model."""
    using = {KINDS[obj.kind].in_pipeline: obj.pk}
    return list(visible(actor, Pipeline).filter(**using).order_by("name"))
