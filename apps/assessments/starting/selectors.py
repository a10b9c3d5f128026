"""What a new assessment of a pipeline would be made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from apps.catalogue.content_types import Catalogue
from apps.catalogue.selectors import current_catalogue
from apps.core import clock
from apps.registry.models import Pipeline

from ..engine.questionnaire import Given, Subject, questionnaire
from ..engine.scoring import ItemId, State
from ..subjects import read_subjects
from ..workbooks import current_answers


@dataclass(frozen=True, slots=True)
class Outlook:
    """How much a set of laws asks: all questions, those the registry or earlier answers cover."""

    questions: int
    machine: int
    answered: int

    @property
    def left(self) -> int:
        return self.questions - self.machine - self.answered


@dataclass(frozen=True, slots=True)
class Material:
    """What the questions would be worked out from."""

    catalogue: Catalogue
    subjects: Sequence[Subject]
    answers: Mapping[ItemId, Given]
    today: dt.date

    def outlook(self, regimes: Collection[str]) -> Outlook:
        items = questionnaire(
            catalogue=self.catalogue,
            regimes=regimes,
            subjects=self.subjects,
            answers=self.answers,
            today=self.today,
        ).items
        machine = sum(item.worked_out for item in items)
        open_states = {State.UNANSWERED, State.STALE, State.EXPIRED}
        answered = sum(item.state not in open_states for item in items) - machine
        return Outlook(len(items), machine, answered)


def material_for(pipeline: Pipeline) -> Material:
    """Subjects, facts and earlier answers of a pipeline the reader sees, under today's catalogue.

    The number of queries does not depend on what the pipeline holds.
    """
    subjects, _ = read_subjects(pipeline)
    catalogue = current_catalogue()
    answers = current_answers([subject.key for subject in subjects], catalogue)
    return Material(
        catalogue=catalogue,
        subjects=subjects,
        answers={item: answer.given() for item, answer in answers.items()},
        today=clock.today(),
    )
