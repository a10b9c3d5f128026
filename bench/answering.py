"""Saving one answer: check, revision, trail, figures of the pipeline, in one transaction."""

from __future__ import annotations

import itertools
from typing import Any

from apps.accounts.models import User
from apps.assessments.models import Assessment
from apps.assessments.questionnaire import Asked, Reply
from apps.assessments.selectors.workbooks import open_workbook
from apps.assessments.services.answering import Entry, save_answer
from apps.organizations.actors import actor_for

from .timing import timed


def measure() -> dict[str, Any]:
    """One save after another, the options in turn, so that each moves the figures."""
    actor = actor_for(User.objects.get(email="user0@example.org"))
    assessments = Assessment.objects.select_related("pipeline__team", "catalogue_version")
    assessment = assessments.order_by("pk")[0]
    workbook = open_workbook(assessment)
    item = next(item for item in workbook.items if _is_plain(item))
    current = workbook.answers.get(item.id)
    numbers = itertools.count(current.number if current else 0)
    options = itertools.cycle(option.key for option in item.question.options)

    def save() -> None:
        save_answer(
            actor=actor,
            assessment=assessment,
            question_key=item.question.key,
            subject_key=item.subject.key,
            entry=Entry(Reply.ANSWERED, next(options), "", "Measured."),
            expected_revision=next(numbers),
        )

    return {"items": len(workbook.items), "save and score": timed(save)}


def _is_plain(item: Asked) -> bool:
    return item.subject.kind.value == "pipeline" and item.machine is None
