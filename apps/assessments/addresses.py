"""How an address names a question about a subject."""

from __future__ import annotations

from django.urls import reverse

from .models import Assessment
from .questionnaire import Asked


class SubjectConverter:
    """`dataset:<id>` is written `dataset-<id>` in an address; `organization` stays."""

    regex = "[0-9a-z-]{12,60}"

    def to_python(self, value: str) -> str:
        kind, _, public_id = value.partition("-")
        return f"{kind}:{public_id}" if public_id else kind

    def to_url(self, value: str) -> str:
        return value.replace(":", "-", 1)


def question_url(assessment: Assessment, item: Asked) -> str:
    return reverse("assessments:question", args=[assessment.public_id, *item.id])
