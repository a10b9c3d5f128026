"""Where a journey begins when an earlier one would have led there; made through the services."""

from __future__ import annotations

import datetime as dt

from apps.assessments.answering.entries import AnswerInput
from apps.assessments.answering.services import save_answer
from apps.assessments.engine.questionnaire import Asked, Reply
from apps.assessments.models import Assessment
from apps.assessments.reviewing.services import submit_assessment
from apps.assessments.starting.services import start_assessment
from apps.assessments.workbooks import get_assessment, open_workbook
from apps.core import clock
from apps.core.access import Actor
from apps.registry.models import Pipeline
from apps.registry.stages.services import add_stage, link
from tests.cast import Cast
from tests.factories.assessments import approve
from tests.factories.registry import CLERK, make_dataset, make_model, make_pipeline

LAWS = ("gdpr", "hipaa", "ccpa")


def registered_system(people: Cast, name: str) -> Pipeline:
    """A pipeline with a stage, a model and a dataset, one fact of which answers a question."""
    pipeline = make_pipeline(people.risk_models, name)
    data = make_dataset(
        people.risk_models,
        f"{name} data",
        dataset_personal=True,
        dataset_corrections_kept=True,
    )
    for part in (data, make_model(people.risk_models, f"{name} model")):
        link(actor=CLERK, pipeline=pipeline, part=part)
    add_stage(actor=CLERK, pipeline=pipeline, kind="training")
    return pipeline


def started(actor: Actor, pipeline: Pipeline) -> Assessment:
    today = clock.today()
    return start_assessment(
        actor=actor,
        pipeline=pipeline,
        regimes=LAWS,
        period_start=today - dt.timedelta(days=90),
        period_end=today,
    )


def submitted(people: Cast, name: str, *, answers: int = 12) -> Assessment:
    """Sam answered that many questions, good and bad in turn, and handed it in."""
    sam = people.actor(people.sam)
    assessment = started(sam, registered_system(people, name))
    for number in range(answers):
        workbook = open_workbook(get_assessment(sam, assessment.public_id))
        item = next(i for i in workbook.ordered if _is_open(i))
        usable = [o for o in item.question.options if o.key not in item.struck_out]
        option = usable[-1 if number % 4 == 3 else 0]
        save_answer(
            actor=sam,
            assessment=assessment,
            question_key=item.question.key,
            subject_key=item.subject.key,
            entry=AnswerInput(Reply.ANSWERED, option.key, note="Checked with the platform team."),
            expected_revision=0,
        )
    assessment.refresh_from_db()
    return submit_assessment(
        actor=sam, assessment=assessment, expected_version=assessment.lock_version
    )


def _is_open(item: Asked) -> bool:
    """Nobody answered it, not even facts; not about the organisation, which is not Sam's."""
    return item.given is None and not item.worked_out and item.subject.key != "organization"


def approved(people: Cast, name: str) -> Assessment:
    """Submitted by Sam, approved and frozen by Cora."""
    assessment = submitted(people, name)
    return approve(people.actor(people.cora), assessment).assessment
