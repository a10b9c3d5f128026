"""The arithmetic alone, and one assessment from the database to the scorecard."""

from __future__ import annotations

from typing import Any

from apps.assessments.engine import scoring
from apps.assessments.models import Assessment
from apps.assessments.workbooks import open_workbook

from .timing import timed

QUESTIONS = 300


def measure() -> dict[str, Any]:
    """Arithmetic over exactly 300 items, and the whole way for the largest assessment."""
    assessments = Assessment.objects.select_related("pipeline__team", "catalogue_version")
    assessment = assessments.order_by("pk")[0]
    book = open_workbook(assessment)
    items = [item.scored() for item in book.items][:QUESTIONS]
    controls = book.questionnaire.controls
    return {
        "items in the arithmetic": len(items),
        "arithmetic": timed(lambda: scoring.score(items, controls), runs=200),
        "items of the assessment": len(book.items),
        "read, decide, score": timed(lambda: open_workbook(assessment).card),
    }
