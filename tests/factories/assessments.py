"""A small catalogue, a pipeline with data and a model, and assessments of it for tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from apps.accounts.models import User
from apps.assessments.answering.entries import AnswerInput
from apps.assessments.answering.services import Saved, save_answer
from apps.assessments.engine.questionnaire import Reply
from apps.assessments.engine.scoring import ItemId
from apps.assessments.models import Assessment, Snapshot
from apps.assessments.reviewing.reading import Reading, newest_round, seen_of
from apps.assessments.reviewing.services import approve_assessment, approve_questions
from apps.assessments.starting.services import start_assessment
from apps.assessments.workbooks import open_workbook
from apps.catalogue.models import CatalogueDocument, CatalogueVersion
from apps.core import canonical, clock
from apps.core.access import Actor
from apps.organizations.models import Team
from apps.registry.actions import CREATED, EDITED
from apps.registry.models import Dataset, Pipeline, Stage, TrainedModel
from apps.registry.revisions import record_change
from tests.factories.catalogue import control, document, question

CLERK = Actor.command("a test")
RULE = [{"when": "pipeline_monitored == true", "choose": "all"}]
CONTROLS = (
    control(
        "encryption",
        question("disk", about="dataset", gate=True, binds=["dataset_location"]),
        question("watch", rules=RULE),
        criticality=5,
        provisions=["gdpr-1", "hipaa-1"],
        disagreements=["firmness"],
    ),
    control("health", question("phi", about="dataset", when="dataset_phi"), section="second"),
    control("plan", question("incident", about="organization"), provisions=["ccpa-1"]),
    control("model", question("attack", about="model", effort=3), provisions=["gdpr-2"]),
)


FIRMNESS = {
    "id": "firmness",
    "title": "How firmly encryption is asked",
    "says": [
        {"regime": "gdpr", "says": "As the risk demands.", "citations": ["GDPR Art. 32(1)"]},
        {"regime": "ccpa", "says": "As is reasonable.", "citations": []},
    ],
}


def publish(*controls: dict[str, Any]) -> CatalogueVersion:
    """Publish a catalogue of these controls, or of the usual four."""
    made = document(*(controls or CONTROLS), disagreements=[FIRMNESS])
    number = CatalogueVersion.objects.all().latest_number() + 1
    version = CatalogueVersion.objects.create(
        number=number, label=f"Test {number}", digest=canonical.digest(made), published_by="a test"
    )
    CatalogueDocument.objects.create(version=version, body=canonical.canonical_json(made).decode())
    return version


def stored(**facts: Any) -> dict[str, Any]:
    """Facts as objects keep them."""
    at = clock.now().isoformat()
    return {key: {"v": value, "s": "person", "by": "Sam", "at": at} for key, value in facts.items()}


def make_pipeline(team: Team, name: str = "Credit risk", **facts: Any) -> Pipeline:
    """A pipeline with one stage, one dataset and one model of the same team."""
    pipeline = Pipeline.objects.create(
        team=team, name=name, purpose="Decides on loans", facts=stored(**facts)
    )
    Stage.objects.create(pipeline=pipeline, kind="monitoring")
    model = TrainedModel.objects.create(team=team, name=f"{name} model", purpose="Scores")
    record_change(CLERK, model, CREATED)
    pipeline.datasets.add(make_dataset(team, f"{name} data"))
    pipeline.trained_models.add(model)
    record_change(CLERK, pipeline, CREATED)
    return pipeline


def make_dataset(team: Team, name: str, **facts: Any) -> Dataset:
    dataset = Dataset.objects.create(team=team, name=name, purpose="Loans", facts=stored(**facts))
    record_change(CLERK, dataset, CREATED)
    return dataset


def set_facts(obj: Pipeline | Dataset | TrainedModel, **facts: Any) -> None:
    """Change facts of an object (None: unknown) with revision, trail and listeners."""
    known = {key: value for key, value in facts.items() if value is not None}
    kept = {key: entry for key, entry in obj.facts.items() if key not in facts}
    obj.facts = kept | stored(**known)
    obj.save()
    record_change(CLERK, obj, EDITED)


def start(
    actor: Actor, pipeline: Pipeline, regimes: Sequence[str] = ("gdpr", "hipaa", "ccpa")
) -> Assessment:
    """A draft assessment of this quarter; publishes a catalogue when there is none."""
    if not CatalogueVersion.objects.exists():
        publish()
    today = clock.today()
    return start_assessment(
        actor=actor,
        pipeline=pipeline,
        regimes=regimes,
        period_start=today - dt.timedelta(days=90),
        period_end=today,
    )


def subject_of(assessment: Assessment, kind: str) -> str:
    """The subject key of the pipeline, its first dataset or its first model."""
    if kind == "organization":
        return kind
    pipeline = assessment.pipeline
    rows = {
        "pipeline": Pipeline.objects.filter(pk=pipeline.pk),
        "dataset": pipeline.datasets.all(),
        "model": pipeline.trained_models.all(),
    }
    return f"{kind}:{rows[kind][0].public_id}"


def answer(
    actor: Actor,
    assessment: Assessment,
    question_key: str,
    option: str = "all",
    *,
    about: str = "dataset",
    expected: int = 0,
    **more: str,
) -> Saved:
    """Answer one question about a subject given by kind or key; see `subject_of`."""
    subject = about if ":" in about else subject_of(assessment, about)
    replies = {"not_applicable": Reply.NOT_APPLICABLE, "dont_know": Reply.DONT_KNOW}
    reply = replies.get(option, Reply.ANSWERED)
    chosen = option if reply is Reply.ANSWERED else ""
    return save_answer(
        actor=actor,
        assessment=assessment,
        question_key=question_key,
        subject_key=subject,
        entry=AnswerInput(reply, chosen, **more),
        expected_revision=expected,
    )


def seen_now(assessment: Assessment, *items: ItemId, section: str = "") -> str:
    """The digest of what a page opened now shows of these answers, or of a section."""
    workbook = open_workbook(Assessment.objects.get(pk=assessment.pk))
    shown = [i for i in workbook.items if i.id in items or i.question.section == section]
    return seen_of(workbook, shown)


def check_answers(actor: Actor, assessment: Assessment, *items: ItemId) -> int:
    """Agree to answers as they stand now."""
    seen = seen_now(assessment, *items)
    return approve_questions(actor=actor, assessment=assessment, items=items, seen=seen)


def as_it_stands(actor: Actor, assessment: Assessment) -> dict[str, Any]:
    """What approving takes besides: the digest of what is shown now, and that this actor accepts
    what blocks or was not read."""
    reading = Reading(open_workbook(assessment), newest_round(assessment))
    person = User.objects.filter(pk=actor.user_id or 0).first()
    return {"seen": reading.seen, "accepted_by": person, "acceptance": "Known, and accepted"}


def approve(actor: Actor, assessment: Assessment, note: str = "") -> Snapshot:
    """Approve a submitted assessment as it stands now."""
    fresh = Assessment.objects.get(pk=assessment.pk)
    return approve_assessment(
        actor=actor,
        assessment=fresh,
        note=note,
        expected_version=fresh.lock_version,
        **as_it_stands(actor, fresh),
    )
