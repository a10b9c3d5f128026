"""Reading packs, always as far as the actor may see."""

from __future__ import annotations

import uuid

from django.db.models import Case, IntegerField, QuerySet, When

from apps.assessments.models import Assessment
from apps.core import vault
from apps.core.access import Actor
from apps.core.errors import DomainError, NotVisible
from apps.core.jobs import JobState

from .models import Pack

_RELATED = ("assessment__pipeline__team", "snapshot", "requested_by", "supersedes", "superseded_by")


def list_packs(actor: Actor) -> QuerySet[Pack]:
    """Everything the actor may see: what failed or is being made first, then the newest."""
    moving = Case(
        When(state__in=[JobState.QUEUED, JobState.RUNNING], then=0),
        When(state=JobState.FAILED, superseded_by=None, then=1),
        default=1,
        output_field=IntegerField(),
    )
    visible = Pack.objects.all().visible_to(actor)
    rows: QuerySet[Pack] = visible.select_related(*_RELATED).defer("manifest", "snapshot__document")
    return rows.annotate(rank=moving).order_by("rank", "-number")


def get_pack(actor: Actor, pack_id: uuid.UUID) -> Pack:
    """One pack. Raises `NotVisible`."""
    pack = list_packs(actor).filter(public_id=pack_id).first()
    if pack is None:
        raise NotVisible
    return pack


def packs_of(actor: Actor, assessment: Assessment) -> QuerySet[Pack]:
    """The packs of one assessment, the newest first."""
    return list_packs(actor).filter(assessment=assessment).order_by("-number")


def visible_assessment(actor: Actor, assessment_id: uuid.UUID) -> Assessment:
    """The assessment a pack is asked for. Raises `NotVisible`."""
    visible: QuerySet[Assessment] = Assessment.objects.all().visible_to(actor)
    assessment = visible.select_related("pipeline__team").filter(public_id=assessment_id).first()
    if assessment is None:
        raise NotVisible
    return assessment


def open_pack(actor: Actor, pack_id: uuid.UUID) -> vault.Download:
    """The PDF of a ready pack. Raises `NotVisible`, or `DomainError` when it is not there."""
    pack = get_pack(actor, pack_id)
    if not pack.is_ready:
        raise DomainError("This pack is not made yet. Its page shows how far it is.", "not_ready")
    return vault.open_download(
        pack.stored_as,
        pack.file_name,
        pack.size or 0,
        damaged="The stored pack is damaged or missing, so it is not handed out. Tell an "
        "administrator: it can be restored from a backup, and its digest proves that copy.",
    )
