"""A big organisation in the database: made set by set, believable in shape, not in wording.

500 users, 1,000 pipelines, 5,000 datasets, 2,000 models, 200,000 answers in the full size. The
answers are given on the facts of their subjects, as the application gives them, so that what is
measured is what people get.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction

from apps.accounts.models import User
from apps.assessments.engine.binding import facts_used
from apps.assessments.engine.questionnaire import (
    Asked,
)
from apps.assessments.models import Answer, AnswerRevision, Assessment, PipelineScore
from apps.assessments.scores.services import refresh_pipeline
from apps.assessments.workbooks import open_workbook
from apps.catalogue.content_types import Subject as SubjectKind
from apps.catalogue.selectors import current_version
from apps.core.facts import About, FactKind, FactSpec, specs_about
from apps.organizations.models import Membership, Organization, OrganizationRole, Team
from apps.registry.models import (
    Dataset,
    DatasetVersion,
    ModelVersion,
    Pipeline,
    Stage,
    StageKind,
    TrainedModel,
)
from apps.registry.sensitivity import marks_from

SIZES = {
    "full": {"users": 500, "teams": 50, "pipelines": 1000, "answers": 200_000},
    "small": {"users": 50, "teams": 5, "pipelines": 100, "answers": 20_000},
}
DATASETS_EACH, MODELS_EACH = 5, 2
REGIMES = ("gdpr", "hipaa", "ccpa")
FIELDS = {
    SubjectKind.PIPELINE: "pipeline_id",
    SubjectKind.DATASET: "dataset_id",
    SubjectKind.MODEL: "model_id",
}


def ensure(size: str) -> dict[str, int]:
    """Seed unless it is there; returns the number of rows by kind."""
    if not PipelineScore.objects.exists():
        _seed(SIZES[size])
    return {
        "users": User.objects.count(),
        "pipelines": Pipeline.objects.count(),
        "datasets": Dataset.objects.count(),
        "models": TrainedModel.objects.count(),
        "assessments": Assessment.objects.count(),
        "answers": Answer.objects.count(),
    }


def _seed(size: dict[str, int]) -> None:
    rng = random.Random(1)
    with transaction.atomic():
        teams = _people(size)
        _registry(size["pipelines"], teams, rng)
        _assessments()
    per_pipeline = size["answers"] // size["pipelines"]
    assessments = Assessment.objects.select_related("pipeline__team", "catalogue_version")
    for assessment in assessments.order_by("pk"):
        with transaction.atomic():
            _answer(assessment, per_pipeline, rng)
            refresh_pipeline(assessment.pipeline, "Seeded")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _people(size: dict[str, int]) -> list[Team]:
    Organization.objects.create(
        name="Bench",
        facts=_stamped({"org_eu_people": True, "org_hipaa_role": "covered_entity"})
        | _stamped({"org_ccpa_business": True, "org_ccpa_role": "business"}),
    )
    teams = Team.objects.bulk_create(Team(name=f"Team {n:03}") for n in range(size["teams"]))
    users = User.objects.bulk_create(
        User(email=f"user{n}@example.org", name=f"User {n}", password="!")  # noqa: S106 - unusable on purpose
        for n in range(size["users"])
    )
    OrganizationRole.objects.create(user=users[0], role="compliance_officer")
    Membership.objects.bulk_create(
        Membership(user=user, team=teams[n % len(teams)], role="contributor")
        for n, user in enumerate(users[1:])
    )
    return teams


def _stamped(values: dict[str, Any]) -> dict[str, Any]:
    stamp = {"s": "person", "by": "bench", "at": "2026-01-01T00:00:00+00:00"}
    return {key: {"v": value, **stamp} for key, value in values.items()}


def _facts(about: About, rng: random.Random) -> dict[str, Any]:
    """Four of five facts are known."""
    specs = [spec for spec in specs_about(about, derived=False) if rng.random() < 0.8]
    return _stamped({spec.key: _value(spec, rng) for spec in specs})


def _value(spec: FactSpec, rng: random.Random) -> Any:
    if spec.kind is FactKind.YES_NO:
        return rng.random() < 0.75
    if spec.kind is FactKind.CHOICE:
        return rng.choice(spec.choices)[0]
    if spec.kind is FactKind.MANY:
        return [key for key, _ in spec.choices[:3]]
    return rng.randint(1, 10_000) if spec.kind is FactKind.NUMBER else "Somewhere"


def _object(model: Any, name: str, team: Team, rng: random.Random) -> Any:
    facts = _facts(About(model.kind), rng)
    marks = {} if model is Pipeline else {"marks": marks_from(model.kind, facts)}
    return model(team=team, name=name, purpose="Measured, not used.", facts=facts, **marks)


def _registry(count: int, teams: list[Team], rng: random.Random) -> None:
    def rows(model: Any, name: str, each: int) -> list[Any]:
        every = (
            _object(model, f"{name} {n:05}", teams[n // each % len(teams)], rng)
            for n in range(count * each)
        )
        return list(model.objects.bulk_create(every, batch_size=500))

    pipelines = rows(Pipeline, "Pipeline", 1)
    datasets = rows(Dataset, "Dataset", DATASETS_EACH)
    trained = rows(TrainedModel, "Model", MODELS_EACH)
    kinds = list(StageKind.values)[:6]
    Stage.objects.bulk_create(
        (
            Stage(pipeline=one, kind=kind, facts=_facts(About.STAGE, rng))
            for one in pipelines
            for kind in kinds
        ),
        batch_size=500,
    )
    _link(Pipeline.datasets.through, "dataset_id", pipelines, datasets, DATASETS_EACH)
    _link(Pipeline.trained_models.through, "trainedmodel_id", pipelines, trained, MODELS_EACH)
    digest = "0" * 64
    DatasetVersion.objects.bulk_create(
        (DatasetVersion(dataset=one, label="v1", rows=1000, digest=digest) for one in datasets),
        batch_size=500,
    )
    ModelVersion.objects.bulk_create(
        (ModelVersion(model=one, label="v1", digest=digest) for one in trained), batch_size=500
    )


def _link(through: Any, column: str, left: list[Any], right: list[Any], each: int) -> None:
    through.objects.bulk_create(
        (
            through(pipeline_id=left[n // each].pk, **{column: row.pk})
            for n, row in enumerate(right)
        ),
        batch_size=500,
    )


def _assessments() -> None:
    version = current_version()
    Assessment.objects.bulk_create(
        (
            Assessment(
                pipeline=pipeline,
                catalogue_version=version,
                regimes=list(REGIMES),
                period_start=dt.date(2026, 1, 1),
                period_end=dt.date(2026, 12, 31),
                started_by="Bench",
            )
            for pipeline in Pipeline.objects.order_by("pk")
        ),
        batch_size=500,
    )


def _answer(assessment: Assessment, wanted: int, rng: random.Random) -> None:
    items = [
        item
        for item in open_workbook(assessment).items
        if item.subject.kind is not SubjectKind.ORGANIZATION
    ]
    chosen = rng.sample(items, min(wanted, len(items)))
    answers = Answer.objects.bulk_create(_answers(assessment, chosen), batch_size=500)
    revisions = AnswerRevision.objects.bulk_create(
        (
            _revision(assessment, answer, item, rng)
            for answer, item in zip(answers, chosen, strict=True)
        ),
        batch_size=500,
    )
    for answer, revision in zip(answers, revisions, strict=True):
        answer.current = revision
    Answer.objects.bulk_update(answers, ["current"], batch_size=200)


def _answers(assessment: Assessment, items: Iterable[Asked]) -> list[Answer]:
    objects = open_workbook(assessment).objects
    return [
        Answer(
            question_key=item.question.key,
            subject_key=item.subject.key,
            **{FIELDS[item.subject.kind]: objects[item.subject.key].pk},
        )
        for item in items
    ]


def _revision(
    assessment: Assessment, answer: Answer, item: Asked, rng: random.Random
) -> AnswerRevision:
    option = rng.choice(item.question.options)
    return AnswerRevision(
        answer=answer,
        number=1,
        state="answered",
        option=option.key,
        points=option.points,
        note="Checked with the owner of the system; the document is linked.",
        facts_used=facts_used(item.question, item.subject.facts),
        catalogue_version_id=assessment.catalogue_version_id,
        by="Bench",
    )
