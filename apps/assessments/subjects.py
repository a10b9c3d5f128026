"""The objects an assessment asks about, with every fact its questions read."""

from __future__ import annotations

from apps.catalogue.content_types import Subject as SubjectKind
from apps.core.facts import About
from apps.registry import subjects as registry_subjects
from apps.registry.models import Pipeline

from .engine.questionnaire import Subject
from .engine.workbook import AboutObject

Subjects = tuple[tuple[Subject, ...], dict[str, AboutObject]]

_ANSWERS_FOR_ALL = "Compliance officer"
_OTHER_TEAM = "Another team"


def read_subjects(pipeline: Pipeline) -> Subjects:
    """Organisation, pipeline, its datasets and its models, in this order, with their facts.

    A fixed number of queries, whatever the pipeline holds.
    """
    return subjects_of(registry_subjects.subject_facts(pipeline), pipeline)


def subjects_of(facts: registry_subjects.PipelineFacts, pipeline: Pipeline) -> Subjects:
    """The registry's facts as subjects of a questionnaire, each with who answers for it."""
    subjects, objects = [], {}
    for subject in facts.subjects():
        kind = SubjectKind(subject.about.value)
        owner, team_id = _answerer(subject, pipeline)
        named = (kind, subject.key, subject.label)
        subjects.append(Subject(*named, subject.facts, owner, subject.levels))
        objects[subject.key] = AboutObject(
            kind, subject.pk, str(subject.public_id), subject.label, team_id, subject.stored
        )
    return tuple(subjects), objects


def _answerer(subject: registry_subjects.Subject, pipeline: Pipeline) -> tuple[str, int | None]:
    """The owner, or the team of those who answer; and the key of the team it belongs to."""
    if subject.about is About.ORGANIZATION:
        return _ANSWERS_FOR_ALL, None
    team_id = subject.team_id or pipeline.team_id
    team = pipeline.team.name if team_id == pipeline.team_id else _OTHER_TEAM
    owner = subject.owner
    if subject.about is About.PIPELINE and pipeline.owner is not None:
        owner = pipeline.owner.name
    return owner or team, team_id
