"""Packs: a frozen snapshot as a signed PDF with its data inside."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from apps.assessments.models import Assessment, Snapshot
from apps.core.access import Actor, visible_rows
from apps.core.errors import DomainError
from apps.core.jobs import Job, JobState, register_job
from apps.core.scope import Scope
from apps.trail.refs import TrailRef


class PackQuerySet(models.QuerySet["Pack"]):
    def visible_to(self, actor: Actor) -> PackQuerySet:
        """Who sees a pipeline sees the packs about it."""
        team, shared = "assessment__pipeline__team_id", {"pipeline": "assessment__pipeline_id"}
        return self.filter(visible_rows(actor, team=team, grant=shared))

    def open(self) -> PackQuerySet:
        """Waiting for a worker, or being made."""
        return self.filter(state__in=[JobState.QUEUED, JobState.RUNNING])

    def ready(self) -> PackQuerySet:
        return self.filter(state=JobState.SUCCEEDED)

    def delete(self) -> Any:
        raise DomainError("A pack is superseded, never deleted.", code="kept")


@register_job
class Pack(Job):
    """The job row and, once it succeeded, the pack; immutable then, superseded, never deleted.

    A trigger of the database refuses every update of a row that succeeded. `manifest` is what was
    frozen beside the snapshot when somebody asked: see `packs.building.manifest`.
    """

    task_name = "packs.make_pack"

    number = models.PositiveIntegerField(unique=True)
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="packs")
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="packs")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    manifest = models.JSONField(default=dict)
    stored_as = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)

    objects: ClassVar[models.Manager[Pack]] = PackQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("assessment",),
                condition=Q(state__in=["queued", "running"]),
                name="one_open_pack_an_assessment",
                violation_error_message="A pack of this assessment is being made already.",
            ),
        )
        indexes = (
            # job sweep: what is open
            models.Index(fields=("state", "queued_at"), name="pack_open_jobs"),
        )

    def __str__(self) -> str:
        return f"Pack {self.number}"

    @property
    def is_draft(self) -> bool:
        return self.snapshot.kind == "draft"

    @property
    def is_ready(self) -> bool:
        return self.state == JobState.SUCCEEDED

    @property
    def successor(self) -> Pack | None:
        """The pack that superseded this one."""
        successor: Pack | None = getattr(self, "superseded_by", None)
        return successor

    @property
    def status(self) -> str:
        """One word for lists and badges: queued, making, failed, ready or superseded."""
        if self.state == JobState.SUCCEEDED:
            return "superseded" if self.successor else "ready"
        return "making" if self.state == JobState.RUNNING else str(self.state)

    @property
    def file_name(self) -> str:
        draft = "-draft" if self.is_draft else ""
        return f"mlsecure-pack-{self.number}{draft}.pdf"

    def get_absolute_url(self) -> str:
        return reverse("packs:pack", args=[self.public_id])

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise DomainError("A pack is superseded, never deleted.", code="kept")

    def access_scope(self) -> Scope:
        return self.assessment.access_scope()

    def trail_ref(self) -> TrailRef:
        team = self.assessment.pipeline.team_id
        return TrailRef("pack", str(self.public_id), f"{self} of {self.assessment}", team)
