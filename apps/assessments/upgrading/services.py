"""Moving an open assessment to the newest catalogue."""

from __future__ import annotations

from django.db import transaction

from apps.core.access import Actor, require
from apps.core.errors import DomainError
from apps.core.writing import locked, next_version, validated
from apps.trail.services import record

from ..actions import MOVED
from ..models import SET_BY_SERVICES, Assessment
from ..permissions import MOVE
from ..scores.services import keep_scores
from ..workbooks import open_workbook
from .selectors import newer_version

_RELATED = ("pipeline__team", "pipeline__owner", "catalogue_version")


@transaction.atomic
def move_to_newest(*, actor: Actor, assessment: Assessment, expected_version: int) -> Assessment:
    """Ask what the newest catalogue asks from here on.

    Answers stay where the words are the same; the others are shown beside the new words and asked
    again. The move is in the trail with both versions. Raises `DomainError` when the assessment
    stands on the newest already.
    """
    fresh = locked(assessment, expected_version, label="This assessment", related=_RELATED)
    require(actor, MOVE, fresh)
    newest = newer_version(fresh)
    if newest is None:
        raise DomainError("This assessment uses the newest catalogue already.", code="newest")
    before = fresh.catalogue_version
    next_version(actor, fresh)
    fresh.catalogue_version = newest
    validated(fresh, exclude=SET_BY_SERVICES).save()
    detail = {"from": [before.number, before.digest], "to": [newest.number, newest.digest]}
    record(actor, MOVED, fresh, detail)
    keep_scores(open_workbook(fresh), f"{actor.label} moved to {newest.label}")
    return fresh
