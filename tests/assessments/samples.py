"""What the architecture tests need of this app."""

from __future__ import annotations

from apps.assessments.models import Assessment
from apps.registry.models import Pipeline
from tests.architecture.samples import Samples, Values
from tests.cast import Cast
from tests.factories.assessments import start, subject_of


def make(cast: Cast, made: Values) -> Values:
    pipeline = Pipeline.objects.get(public_id=made["pipeline_id"])
    assessment = start(cast.actor(cast.sam), pipeline)
    return {
        "assessment_id": assessment.public_id,
        "question_key": "watch",
        "subject_key": subject_of(assessment, "pipeline"),
        "section_key": "first",
    }


def arguments(cast: Cast, made: Values) -> Values:
    return {"assessment": Assessment.objects.get(public_id=made["assessment_id"])}


def lengthen(cast: Cast, number: int) -> None:
    start(cast.actor(cast.sam), Pipeline.objects.get(name=f"Pipeline {number}"))


SAMPLES = Samples(
    make=make,
    arguments=arguments,
    of_a_team=frozenset({"assessment_id"}),
    resolved=frozenset({"build_document", "simulate", "versions_of"}),
    lists=frozenset({"assessments:list"}),
    lengthen=lengthen,
)
