"""The newest catalogue, and what an assessment would be under it."""

from __future__ import annotations

from apps.catalogue.models import CatalogueVersion
from apps.catalogue.selectors import current_version

from ..engine.workbook import Workbook
from ..models import Assessment
from ..workbooks import open_workbook


def newer_version(assessment: Assessment) -> CatalogueVersion | None:
    """The newest catalogue while an open assessment stands on an earlier one; one query."""
    if not assessment.is_editable:
        return None
    newest = current_version()
    return newest if newest.number > assessment.catalogue_version.number else None


def under_newest(assessment: Assessment, newest: CatalogueVersion) -> Workbook:
    """The workbook the assessment would have; nothing is stored."""
    moved = Assessment.objects.select_related("pipeline__team", "pipeline__owner").get(
        pk=assessment.pk
    )
    moved.catalogue_version = newest
    return open_workbook(moved)
