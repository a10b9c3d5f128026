"""What the facts say about a pipeline and everything in it, as expressions read them.

A subject's facts include the scopes around it: a dataset sees the organisation's, the pipeline's
(with data_* and models_*) and its own. Retired datasets and models are left out. The number of
queries does not depend on the number of pipelines.
"""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When

from apps.core.facts import About, plain
from apps.core.statements import compiled
from apps.organizations.models import Organization
from apps.organizations.selectors import organization as the_organization
from apps.organizations.selectors import organization_facts

from .facts import derive
from .facts.strength import Levels, levels
from .kinds import KINDS
from .models import (
    Dataset,
    DatasetVersion,
    LineageEdge,
    LineageKind,
    ModelVersion,
    Pipeline,
    Stage,
    Status,
    TrainedModel,
)


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that questions are asked about.

    `facts` is key -> value with the outer scopes; `own` only what is said about this thing, derived
    facts included; `stored` the stated facts with their source, as `core.facts` stores them.
    `levels` is how strong each of `facts` is (`facts.strength`). `team_id` and `owner` say whose it
    is; the organisation and a past state name neither.
    """

    about: About
    pk: int
    public_id: uuid.UUID
    label: str
    facts: Mapping[str, Any]
    own: Mapping[str, Any]
    stored: Mapping[str, Mapping[str, Any]]
    levels: Mapping[str, int]
    team_id: int | None = None
    owner: str = ""

    @property
    def key(self) -> str:
        """The name under which answers are kept: `dataset:<public id>`, or `organization`."""
        if self.about is About.ORGANIZATION:
            return "organization"
        return f"{self.about.value}:{self.public_id}"


@dataclass(frozen=True, slots=True)
class PipelineFacts:
    """A pipeline with everything that is asked about in its assessment."""

    organization: Subject
    pipeline: Subject
    datasets: tuple[Subject, ...]
    models: tuple[Subject, ...]

    def subjects(self) -> tuple[Subject, ...]:
        return (self.organization, self.pipeline, *self.datasets, *self.models)


def subject_facts(pipeline: Pipeline, organization: Organization | None = None) -> PipelineFacts:
    """Facts of one pipeline and its parts: three queries, and one for the organisation.

    The same as `subject_facts_of` gives, by statements that are compiled once: every step of a
    questionnaire asks for it.
    """
    return assemble(
        organization_subject(organization or the_organization()),
        pipeline,
        [Stage(kind=kind, facts=json.loads(facts)) for kind, facts in _stage_rows(pipeline.pk)],
        [_dataset_part(*row) for row in _dataset_rows(pipeline.pk)],
        [_model_part(*row) for row in _model_rows(pipeline.pk)],
    )


_OWN = ("pk", "public_id", "name", "team_id", "owner_id", "owner__name", "facts", "inherited")


@compiled
def _stage_rows(pipeline: int) -> QuerySet[Any, Any]:
    return Stage.objects.filter(pipeline_id=pipeline).order_by("pk").values_list("kind", "facts")


@compiled
def _dataset_rows(pipeline: int) -> QuerySet[Any, Any]:
    linked = Dataset.objects.filter(pipelines=pipeline, status=Status.ACTIVE)
    latest = ("latest_label", "latest_rows", "latest_digest", "latest_has_schema")
    return with_latest_version(linked).order_by("name", "pk").values_list(*_OWN, *latest)


@compiled
def _model_rows(pipeline: int) -> QuerySet[Any, Any]:
    linked = TrainedModel.objects.filter(pipelines=pipeline, status=Status.ACTIVE)
    latest = ("latest_label", "latest_digest", "latest_trained_on")
    return with_latest_model_version(linked).order_by("name", "pk").values_list(*_OWN, *latest)


def _dataset_part(*row: Any) -> Part:
    *own, label, rows, digest, has_schema = row
    record = derive.DatasetRecord(
        owner_named=own[4] is not None,
        versioned=label is not None,
        digest=bool(digest),
        schema=bool(has_schema),
        rows=rows,
    )
    return _read_part(
        About.DATASET, own, lambda known, inherited: derive.dataset_facts(known, record, inherited)
    )


def _model_part(*row: Any) -> Part:
    *own, label, digest, trained_on = row
    record = derive.ModelRecord(
        owner_named=own[4] is not None,
        versioned=label is not None,
        digest=bool(digest),
        trained_on=bool(trained_on),
    )
    return _read_part(
        About.MODEL, own, lambda known, inherited: derive.model_facts(known, record, inherited)
    )


def _read_part(
    about: About, own: list[Any], derived: Callable[[dict[str, Any], Iterable[str]], dict[str, Any]]
) -> Part:
    pk, public_id, name, team_id, _, owner, facts, inherited = own
    stored = json.loads(facts)
    ident = uuid.UUID(str(public_id))
    known = derived(plain(stored), json.loads(inherited))
    return Part(about, pk, ident, name, known, stored, team_id, owner or "")


def subject_facts_of(
    pipelines: Iterable[Pipeline], organization: Organization | None = None
) -> dict[int, PipelineFacts]:
    """Facts of many pipelines by key; as many queries as for one."""
    chosen = {pipeline.pk: pipeline for pipeline in pipelines}
    outer = organization_subject(organization or the_organization())
    stages = _by_pipeline(_stages(chosen))
    datasets = _by_pipeline(_parts(with_latest_version(Dataset.objects), chosen))
    models = _by_pipeline(_parts(with_latest_model_version(TrainedModel.objects), chosen))
    return {
        pk: assemble(
            outer,
            pipeline,
            stages[pk],
            [_part(About.DATASET, row, dataset_own_facts(row)) for row in datasets[pk]],
            [_part(About.MODEL, row, model_own_facts(row)) for row in models[pk]],
        )
        for pk, pipeline in chosen.items()
    }


def organization_subject(organization: Organization) -> Subject:
    facts = organization_facts(organization)
    return Subject(
        About.ORGANIZATION,
        organization.pk,
        organization.public_id,
        organization.name,
        facts,
        facts,
        organization.facts,
        levels(facts, organization.facts),
    )


def _stages(chosen: Collection[int]) -> QuerySet[Stage]:
    return Stage.objects.filter(pipeline_id__in=chosen).annotate(of_pipeline=F("pipeline_id"))


def _parts(rows: Any, chosen: Collection[int]) -> Iterable[Any]:
    linked: QuerySet[Any] = rows.annotate(of_pipeline=F("pipelines__id")).filter(
        of_pipeline__in=chosen, status="active"
    )
    return linked.select_related("owner").order_by("name", "pk")


def _by_pipeline(rows: Iterable[Any]) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[row.of_pipeline].append(row)
    return grouped


def with_latest_version(rows: Any) -> QuerySet[Dataset]:
    """Datasets with label, rows, digest and "has a schema" of their latest version."""
    latest = DatasetVersion.objects.filter(dataset=OuterRef("pk")).order_by("-pk")
    has_schema = Case(When(Q(schema=[]), then=Value(False)), default=Value(True))
    annotated: QuerySet[Dataset] = rows.annotate(
        latest_label=Subquery(latest.values("label")[:1]),
        latest_rows=Subquery(latest.values("rows")[:1]),
        latest_digest=Subquery(latest.values("digest")[:1]),
        latest_has_schema=Subquery(latest.annotate(has=has_schema).values("has")[:1]),
    )
    return annotated


def with_latest_model_version(rows: Any) -> QuerySet[TrainedModel]:
    """Models with label, digest and "training data linked" of their latest version."""
    latest = ModelVersion.objects.filter(model=OuterRef("pk")).order_by("-pk")
    edges = LineageEdge.objects.filter(kind=LineageKind.TRAINED_ON, child_model=OuterRef("pk"))
    annotated: QuerySet[TrainedModel] = rows.annotate(
        latest_label=Subquery(latest.values("label")[:1]),
        latest_digest=Subquery(latest.values("digest")[:1]),
        latest_trained_on=Subquery(latest.annotate(linked=Exists(edges)).values("linked")[:1]),
    )
    return annotated


def dataset_own_facts(dataset: Any) -> dict[str, Any]:
    """Every fact of a dataset that came through `with_latest_version`."""
    record = derive.DatasetRecord(
        owner_named=dataset.owner_id is not None,
        versioned=dataset.latest_label is not None,
        digest=bool(dataset.latest_digest),
        schema=bool(dataset.latest_has_schema),
        rows=dataset.latest_rows,
    )
    return derive.dataset_facts(dataset.known(), record, dataset.inherited)


def model_own_facts(model: Any) -> dict[str, Any]:
    """Every fact of a model that came through `with_latest_model_version`."""
    record = derive.ModelRecord(
        owner_named=model.owner_id is not None,
        versioned=model.latest_label is not None,
        digest=bool(model.latest_digest),
        trained_on=bool(model.latest_trained_on),
    )
    return derive.model_facts(model.known(), record, model.inherited)


@dataclass(frozen=True, slots=True)
class Part:
    """A pipeline, dataset or model before the scopes around it are added."""

    about: About
    pk: int
    public_id: uuid.UUID
    label: str
    own: Mapping[str, Any]
    stored: Mapping[str, Mapping[str, Any]]
    team_id: int | None = None
    owner: str = ""

    def inside(
        self, outer: Mapping[str, Any], outer_levels: Levels, parts: Sequence[Levels] = ()
    ) -> Subject:
        """With the facts of the scopes around it; `parts` are the levels of what it is made of."""
        return Subject(
            about=self.about,
            pk=self.pk,
            public_id=self.public_id,
            label=self.label,
            facts={**outer, **self.own},
            own=self.own,
            stored=self.stored,
            levels={**outer_levels, **levels(self.own, self.stored, parts)},
            team_id=self.team_id,
            owner=self.owner,
        )


def _part(about: About, row: Any, own: Mapping[str, Any]) -> Part:
    owner = row.owner.name if row.owner is not None else ""
    return Part(about, row.pk, row.public_id, row.name, own, row.facts, row.team_id, owner)


def assemble(
    outer: Subject,
    pipeline: Any,
    stages: Sequence[Any],
    datasets: list[Part],
    models: list[Part],
) -> PipelineFacts:
    """Put the scopes together. `pipeline` and `stages` answer like the rows do."""
    own = derive.pipeline_facts(
        pipeline.known(),
        pipeline.owner_id is not None,
        [derive.StageFacts(stage.kind, plain(stage.facts)) for stage in stages],
        [part.own for part in datasets],
        [part.own for part in models],
    )
    facts = {**outer.facts, **own}
    made_of = [
        *(levels(stage.facts, stage.facts) for stage in stages),
        *(levels(part.own, part.stored) for part in (*datasets, *models)),
    ]
    whole = Part(
        About.PIPELINE, pipeline.pk, pipeline.public_id, pipeline.name, own, pipeline.facts
    ).inside(outer.facts, outer.levels, made_of)
    return PipelineFacts(
        organization=outer,
        pipeline=whole,
        datasets=tuple(part.inside(facts, whole.levels) for part in datasets),
        models=tuple(part.inside(facts, whole.levels) for part in models),
    )


def pipelines_reading(kind: str, pks: Collection[int]) -> Q:
    """The condition that an assessment of a pipeline reads the facts of these objects."""
    path = KINDS[kind].in_pipeline or "pk"
    return Q(**{f"{path}__in": list(pks)})
