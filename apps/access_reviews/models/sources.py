"""Where entitlements outside MLSecure are read: files that people bring, and connectors."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse

from apps.core.jobs import Job, register_job
from apps.core.models import VersionedModel
from apps.core.scope import Scope
from apps.trail.refs import TrailRef


class SourceKind(models.TextChoices):
    FILE = "file", "File (CSV or XLSX)"
    AWS = "aws", "AWS IAM and S3"
    POSTGRESQL = "postgresql", "PostgreSQL"


class Source(VersionedModel):
    """One place that entitlements are read from, again and again.

    `mapping` is field -> column of the file; `settings` what a connector needs besides secrets,
    and the source's own words: `{"privileges": {word: privilege}, "objects": {name: object}}`;
    `secret` what it signs in with, encrypted; `matching` says how its principals become people:
    `{"rule": "email" | "pattern", "pattern": "...", "external": [domains], "shared": [patterns]}`.
    `stored_as` is the file that was brought last and waits for its mapping.
    """

    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=12, choices=SourceKind)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    mapping = models.JSONField(default=dict, blank=True)
    settings = models.JSONField(default=dict, blank=True)
    matching = models.JSONField(default=dict, blank=True)
    secret = models.BinaryField(default=b"", blank=True)
    stored_as = models.CharField(max_length=200, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def access_scope(self) -> Scope:
        # Names of people and what they reach in every team: organisation-wide roles only.
        return Scope(team_id=None, kind="access_source", pk=self.pk, readers=frozenset())

    def trail_ref(self) -> TrailRef:
        return TrailRef("access_source", str(self.public_id), self.name)

    def get_absolute_url(self) -> str:
        return reverse("access_reviews:source", args=[self.public_id])


@register_job
class Load(Job):
    """One run of a source, and what it found. A dry run counts and keeps nothing.

    `question` is what somebody must answer before a list far shorter than the last one counts;
    `shrink_accepted` says that somebody did, and `shrink_reason` why. `notes` are what was assumed
    and what was not looked at.
    """

    task_name: ClassVar[str] = "access_reviews.load"

    source = models.ForeignKey(Source, models.PROTECT, related_name="loads")
    stored_as = models.CharField(max_length=200, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_digest = models.CharField(max_length=64, blank=True)
    dry_run = models.BooleanField(default=False)
    shrink_accepted = models.BooleanField(default=False)
    row_count = models.PositiveIntegerField(default=0)
    new_count = models.PositiveIntegerField(default=0)
    changed_count = models.PositiveIntegerField(default=0)
    gone_count = models.PositiveIntegerField(default=0)
    bad_count = models.PositiveIntegerField(default=0)
    orphan_count = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    question = models.CharField(max_length=300, blank=True)
    shrink_reason = models.CharField(max_length=300, blank=True)
    notes = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("-pk",)
        verbose_name = "load of entitlements"
        constraints = (
            # Two at once would each take the other's rows for gone.
            models.UniqueConstraint(
                fields=("source",),
                condition=models.Q(dry_run=False, state__in=("queued", "running")),
                name="load_one_at_a_time",
            ),
        )
        indexes = (
            # job sweep: what is open
            models.Index(fields=("state", "queued_at"), name="load_open_jobs"),
            # page of a source: its loads, newest first
            models.Index(fields=("source", "-id"), name="load_by_source"),
        )

    def __str__(self) -> str:
        return f"Load of {self.source}"

    def get_absolute_url(self) -> str:
        return reverse("access_reviews:load", args=[self.public_id])


class LoadProblem(models.Model):
    """One thing that was wrong with one row; the row was left out. `row` 0 is the file itself."""

    load = models.ForeignKey(Load, models.CASCADE, related_name="problems")
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=60, blank=True)
    value = models.CharField(max_length=200, blank=True)
    message = models.CharField(max_length=300)

    class Meta:
        ordering = ("row", "pk")

    def __str__(self) -> str:
        return f"row {self.row}: {self.message}"
