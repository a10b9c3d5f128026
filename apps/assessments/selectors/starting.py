"""What a new assessment of a pipeline would be made of."""

from __future__ import annotations

from apps.catalogue.selectors import current_catalogue
from apps.core import clock
from apps.registry.models import Pipeline

from ..pages.starting import Material
from .subjects import read_subjects
from .workbooks import current_answers


def material_for(pipeline: Pipeline) -> Material:
    """Subjects, facts and earlier answers of a pipeline the reader sees, under today's catalogue.

    The number of queries does not depend on what the pipeline holds.
    """
    subjects, _ = read_subjects(pipeline)
    answers = current_answers([subject.key for subject in subjects])
    return Material(
        catalogue=current_catalogue(),
        subjects=subjects,
        answers={item: answer.given() for item, answer in answers.items()},
        today=clock.today(),
    )
