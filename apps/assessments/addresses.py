"""How an address names a question about a subject."""

from __future__ import annotations

import functools
import uuid
from typing import TYPE_CHECKING

from django.urls import get_script_prefix, reverse

from .engine.questionnaire import Asked

if TYPE_CHECKING:
    from .models import Assessment


class SubjectConverter:
    """`dataset:<id>` is written `dataset-<id>` in an address; `organization` stays."""

    regex = "[0-9a-z-]{12,60}"

    def to_python(self, value: str) -> str:
        kind, _, public_id = value.partition("-")
        return f"{kind}:{public_id}" if public_id else kind

    def to_url(self, value: str) -> str:
        return value.replace(":", "-", 1)


_WRITTEN = SubjectConverter()


def question_url(assessment: Assessment, item: Asked) -> str:
    question, subject = item.id
    home = _home(assessment.public_id, get_script_prefix())
    return f"{home}{question}/{_WRITTEN.to_url(subject)}/"


@functools.lru_cache(maxsize=256)
def _home(assessment_id: uuid.UUID, script_prefix: str) -> str:
    """Where an assessment lives. Lists name hundreds of its questions, and `reverse` is slow."""
    return reverse("assessments:assessment", args=[assessment_id])
