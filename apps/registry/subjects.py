"""What the facts say about a pipeline and everything in it, as expressions read them.

A subject's facts include the scopes around it: a dataset sees the organisation's, the pipeline's
(with data_* and models_*) and its own. Retired datasets and models are left out. The number of
queries does not depend on the number of pipelines.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When

from apps.core.facts import About, plain
from apps.organizations.models import Organization
from apps.organizations.selectors import organization as the_organization
from apps.organizations.selectors import organization_facts

from .facts import derive
from .kinds import KINDS
from .models import (
    Dataset,
    DatasetVersion,
    LineageEdge,
    LineageKind,
    ModelVersion,
    Pipeline,
    Stage,
    TrainedModel,
)


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that questions are asked about.

    `facts` is key -> value with the outer scopes; `own` only what is said about this thing, derived
    facts included; `stored` the stated facts with their source, as `core.facts` stores them.
    """

    about: About
    pk: int
    public_id: uuid.UUID
    label: str
    facts: Mapping[str, Any]
    own: Mapping[str, Any]
    stored: Mapping[str, Mapping[str, Any]]

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
    """Facts of one pipeline and its parts: three queries, and one for the organisation."""
    return subject_facts_of([pipeline], organization)[pipeline.pk]


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
            [_dataset_subject(each) for each in datasets[pk]],
            [_model_subject(each) for each in models[pk]],
        )
        for pk, pipeline in chosen.items()
    }


def organization_subject(one: Organization) -> Subject:
    facts = organization_facts(one)
    return Subject(About.ORGANIZATION, one.pk, one.public_id, one.name, facts, facts, one.facts)


def _stages(chosen: Collection[int]) -> QuerySet[Stage]:
    return Stage.objects.filter(pipeline_id__in=chosen).annotate(of_pipeline=F("pipeline_id"))


def _parts(rows: Any, chosen: Collection[int]) -> Iterable[Any]:
    linked: QuerySet[Any] = rows.annotate(of_pipeline=F("pipelines__id")).filter(
        of_pipeline__in=chosen, status="active"
    )
    return linked.order_by("name", "pk")


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
    return derive.dataset_facts(dataset.known(), record)


def model_own_facts(model: Any) -> dict[str, Any]:
    """Every fact of a model that came through `with_latest_model_version`."""
    record = derive.ModelRecord(
        owner_named=model.owner_id is not None,
        versioned=model.latest_label is not None,
        digest=bool(model.latest_digest),
        trained_on=bool(model.latest_trained_on),
    )
    return derive.model_facts(model.known(), record)


@dataclass(frozen=True, slots=True)
class Part:
    """A pipeline, dataset or model before the scopes around it are added."""

    about: About
    pk: int
    public_id: uuid.UUID
    label: str
    own: Mapping[str, Any]
    stored: Mapping[str, Mapping[str, Any]]

    def inside(self, outer: Mapping[str, Any]) -> Subject:
        facts = {**outer, **self.own}
        return Subject(
            self.about, self.pk, self.public_id, self.label, facts, self.own, self.stored
        )


def _dataset_subject(one: Dataset) -> Part:
    own = dataset_own_facts(one)
    return Part(About.DATASET, one.pk, one.public_id, one.name, own, one.facts)


def _model_subject(one: TrainedModel) -> Part:
    own = model_own_facts(one)
    return Part(About.MODEL, one.pk, one.public_id, one.name, own, one.facts)


def assemble(
    outer: Subject,
    pipeline: Any,
    stages: Iterable[Any],
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
    return PipelineFacts(
        organization=outer,
        pipeline=Part(
            About.PIPELINE, pipeline.pk, pipeline.public_id, pipeline.name, own, pipeline.facts
        ).inside(outer.facts),
        datasets=tuple(part.inside(facts) for part in datasets),
        models=tuple(part.inside(facts) for part in models),
    )


def pipelines_reading(kind: str, pks: Collection[int]) -> QuerySet[Pipeline]:
    """Active pipelines whose assessments read the facts of these objects."""
    path = KINDS[kind].in_pipeline or "pk"
    found: QuerySet[Pipeline] = Pipeline.objects.filter(**{f"{path}__in": pks}, status="active")
    return found.distinct()
