"""The objects an assessment asks about, with every fact its questions read; one query.

The registry says what the facts of a pipeline are; this module only fetches what they are made
of in one round trip, because the question page asks for them at every step.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Exists,
    F,
    JSONField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast

from apps.catalogue.content_types import Subject as SubjectKind
from apps.core.facts import About, plain
from apps.organizations.models import Organization
from apps.registry import subjects as registry_subjects
from apps.registry.facts import derive
from apps.registry.models import (
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

from .engine.questionnaire import Subject
from .engine.workbook import AboutObject
from .statements import rows_about

Subjects = tuple[tuple[Subject, ...], dict[str, AboutObject]]

_COLUMNS = (
    "what",
    "key",
    "uid",
    "name",
    "team_key",
    "owner_name",
    "facts",
    "version",
    "content_digest",
    "details",
    "amount",
)
_ANSWERS_FOR_ALL = "Compliance officer"
_OTHER_TEAM = "Another team"


@dataclass(frozen=True, slots=True)
class Row:
    """One dataset, model or stage, or the organisation, as read.

    `details` is the schema of a dataset's latest version or the sign-in rule of the organisation;
    `amount` its rows, or 1 when the training data of a model's latest version is linked.
    """

    what: str
    pk: int
    uid: str
    name: str
    team_id: int | None
    owner: str | None
    facts: Mapping[str, Mapping[str, Any]]
    version: int | None
    digest: str | None
    details: Any
    amount: int | None

    @property
    def public_id(self) -> uuid.UUID:
        return uuid.UUID(self.uid)

    @property
    def kind(self) -> str:
        """What a stage row answers to in the registry's terms."""
        return self.name


def read_subjects(pipeline: Pipeline) -> Subjects:
    """Organisation, pipeline, its datasets and its models, in this order, with their facts."""
    rows = _rows(pipeline)
    of = {what: [row for row in rows if row.what == what] for what in _KINDS}
    facts = registry_subjects.assemble(
        _organization(of["organization"][0]),
        pipeline,
        of["stage"],
        [_dataset(row) for row in of["dataset"]],
        [_model(row) for row in of["model"]],
    )
    return subjects_of(facts, pipeline, [*of["dataset"], *of["model"]])


def subjects_of(
    facts: registry_subjects.PipelineFacts, pipeline: Pipeline, rows: Sequence[Row] = ()
) -> Subjects:
    """The registry's facts as subjects of a questionnaire; `rows` say who owns what."""
    by_uid = {row.public_id: row for row in rows}
    subjects, objects = [], {}
    for subject in facts.subjects():
        row = by_uid.get(subject.public_id)
        team_id = row.team_id if row else pipeline.team_id
        if subject.about is About.ORGANIZATION:
            owner, team_id = _ANSWERS_FOR_ALL, None
        else:
            is_foreign = team_id != pipeline.team_id
            team = _OTHER_TEAM if is_foreign else pipeline.team.name
            owner = (row.owner if row else _owner(pipeline)) or team
        kind = SubjectKind(subject.about.value)
        subjects.append(Subject(kind, subject.key, subject.label, subject.facts, owner))
        objects[subject.key] = AboutObject(
            kind, subject.pk, str(subject.public_id), subject.label, team_id, subject.stored
        )
    return tuple(subjects), objects


_KINDS = ("organization", "stage", "dataset", "model")


def _owner(pipeline: Pipeline) -> str:
    return pipeline.owner.name if pipeline.owner is not None else ""


def _organization(row: Row) -> registry_subjects.Subject:
    return registry_subjects.organization_subject(
        Organization(
            pk=row.pk,
            public_id=row.public_id,
            name=row.name,
            facts=row.facts,
            mfa_roles=row.details or [],
        )
    )


def _dataset(row: Row) -> registry_subjects.Part:
    record = derive.DatasetRecord(
        owner_named=row.owner is not None,
        versioned=row.version is not None,
        digest=bool(row.digest),
        schema=bool(row.details),
        rows=row.amount,
    )
    own = derive.dataset_facts(plain(row.facts), record)
    return registry_subjects.Part(About.DATASET, row.pk, row.public_id, row.name, own, row.facts)


def _model(row: Row) -> registry_subjects.Part:
    record = derive.ModelRecord(
        owner_named=row.owner is not None,
        versioned=row.version is not None,
        digest=bool(row.digest),
        trained_on=bool(row.amount),
    )
    own = derive.model_facts(plain(row.facts), record)
    return registry_subjects.Part(About.MODEL, row.pk, row.public_id, row.name, own, row.facts)


def _rows(pipeline: Pipeline) -> list[Row]:
    return [_row(columns) for columns in rows_about(_everything, pipeline.pk)]


def _row(columns: Sequence[Any]) -> Row:
    *named, facts, version, content_digest, details, amount = columns
    read = json.loads(details) if details else None
    values = [*named, json.loads(facts), version, content_digest, read, amount]
    return Row(*values)


def _everything(pipeline: int) -> QuerySet[Any, Any]:
    """The four parts as one query."""
    rows = _organization_rows().union(
        _stage_rows(pipeline), _dataset_rows(pipeline), _model_rows(pipeline), all=True
    )
    return rows.order_by("what", "name", "key")


def _text(expression: Any) -> Cast:
    return Cast(expression, CharField(max_length=200))


def _number(expression: Any) -> Cast:
    return Cast(expression, BigIntegerField())


_NO_NUMBER = _number(Value(None))
_NO_TEXT = _text(Value(None))
_NO_JSON = Cast(Value(None), JSONField())


def _organization_rows() -> QuerySet[Any, Any]:
    return (
        Organization.objects.order_by()
        .annotate(
            what=_text(Value("organization")),
            key=_number("pk"),
            uid=_text("public_id"),
            team_key=_NO_NUMBER,
            owner_name=_NO_TEXT,
            version=_NO_NUMBER,
            content_digest=_NO_TEXT,
            details=F("mfa_roles"),
            amount=_NO_NUMBER,
        )
        .values_list(*_COLUMNS)
    )


def _stage_rows(pipeline: int) -> QuerySet[Any, Any]:
    return (
        Stage.objects.filter(pipeline_id=pipeline)
        .order_by()
        .annotate(
            what=_text(Value("stage")),
            key=_number("pk"),
            uid=_text(Value("")),
            name=_text("kind"),
            team_key=_NO_NUMBER,
            owner_name=_NO_TEXT,
            version=_NO_NUMBER,
            content_digest=_NO_TEXT,
            details=_NO_JSON,
            amount=_NO_NUMBER,
        )
        .values_list(*_COLUMNS)
    )


def _dataset_rows(pipeline: int) -> QuerySet[Any, Any]:
    latest = DatasetVersion.objects.filter(dataset=OuterRef("pk")).order_by("-pk")
    rows: QuerySet[Any, Any] = (
        Dataset.objects.filter(pipelines=pipeline, status=Status.ACTIVE)
        .order_by()
        .annotate(
            what=_text(Value("dataset")),
            key=_number("pk"),
            uid=_text("public_id"),
            team_key=_number("team_id"),
            owner_name=_text("owner__name"),
            version=_number(Subquery(latest.values("pk")[:1])),
            content_digest=_text(Subquery(latest.values("digest")[:1])),
            details=Subquery(latest.values("schema")[:1]),
            amount=_number(Subquery(latest.values("rows")[:1])),
        )
        .values_list(*_COLUMNS)
    )
    return rows


def _model_rows(pipeline: int) -> QuerySet[Any, Any]:
    latest = ModelVersion.objects.filter(model=OuterRef("pk")).order_by("-pk")
    trained = LineageEdge.objects.filter(
        kind=LineageKind.TRAINED_ON, child_model=OuterRef("version")
    )
    rows: QuerySet[Any, Any] = (
        TrainedModel.objects.filter(pipelines=pipeline, status=Status.ACTIVE)
        .order_by()
        .annotate(
            what=_text(Value("model")),
            key=_number("pk"),
            uid=_text("public_id"),
            team_key=_number("team_id"),
            owner_name=_text("owner__name"),
            version=_number(Subquery(latest.values("pk")[:1])),
            content_digest=_text(Subquery(latest.values("digest")[:1])),
            details=_NO_JSON,
            amount=_number(Case(When(Exists(trained), then=Value(1)), default=Value(0))),
        )
        .values_list(*_COLUMNS)
    )
    return rows
