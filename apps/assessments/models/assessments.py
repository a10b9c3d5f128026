from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.catalogue.models import CatalogueVersion
from apps.core import clock
from apps.core.access import Actor, visible_rows
from apps.core.models import PublicModel, VersionedModel
from apps.core.scope import Scope
from apps.core.words import date_words
from apps.registry.models import Pipeline
from apps.trail.refs import TrailRef

from ..engine.workbook import Decision

REMARK_LENGTH = 5_000
# People never type these, so a check for blanks passes them over.
SET_BY_SERVICES = ("submitted_by", "decided_by")


class AssessmentState(models.TextChoices):
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "In review"
    CHANGES_REQUESTED = "changes_requested", "Changes requested"
    APPROVED = "approved", "Approved"


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def visible_to(self, actor: Actor) -> AssessmentQuerySet:
        """Who sees a pipeline sees its assessments."""
        shared = {"pipeline": "pipeline_id"}
        return self.filter(visible_rows(actor, team="pipeline__team_id", grant=shared))

    def open(self) -> AssessmentQuerySet:
        return self.exclude(state=AssessmentState.APPROVED)


class Assessment(VersionedModel):
    """One pipeline against chosen regimes, for a period, under one catalogue version."""

    pipeline = models.ForeignKey(Pipeline, models.PROTECT, related_name="assessments")
    catalogue_version = models.ForeignKey(CatalogueVersion, models.PROTECT, related_name="+")
    regimes = models.JSONField(default=list)
    period_start = models.DateField()
    period_end = models.DateField()
    state = models.CharField(max_length=20, choices=AssessmentState, default=AssessmentState.DRAFT)
    started_by = models.CharField(max_length=200)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_note = models.TextField(max_length=REMARK_LENGTH, blank=True)
    # Why it was handed in although nothing is registered of its data, or of its stages.
    gap_reason = models.CharField(max_length=300, blank=True)

    objects: ClassVar[models.Manager[Assessment]] = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")),
                name="assessment_period_in_order",
                violation_error_message="The period must end after it starts.",
            ),
            models.CheckConstraint(
                condition=~Q(state=AssessmentState.APPROVED) | ~Q(submitted_by=F("decided_by")),
                name="approved_by_somebody_else",
                violation_error_message="Somebody else than the submitter must approve.",
            ),
        )
        indexes = (
            # assessments list and home: by state, newest first
            models.Index(fields=("state", "-id"), name="assessment_by_state"),
        )

    def __str__(self) -> str:
        return f"{self.pipeline}, {date_words(self.period_start)} to {date_words(self.period_end)}"

    @property
    def is_editable(self) -> bool:
        return self.state in {AssessmentState.DRAFT, AssessmentState.CHANGES_REQUESTED}

    def access_scope(self) -> Scope:
        return self.pipeline.access_scope()

    def trail_ref(self) -> TrailRef:
        return TrailRef("assessment", str(self.public_id), str(self), self.pipeline.team_id)


class SectionAssignment(models.Model):
    """Who answers one section of the task list."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="assignments")
    section_key = models.CharField(max_length=60)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="assigned_sections"
    )
    due = models.DateField(null=True, blank=True)
    assigned_by = models.CharField(max_length=200)
    assigned_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("assessment", "section_key"), name="section_assigned_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.section_key} to {self.person}"


class QuestionHandover(models.Model):
    """One question given to a person who knows the answer; the newest takes the place of others."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="handovers")
    question_key = models.CharField(max_length=100)
    subject_key = models.CharField(max_length=60)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="questions_passed_on"
    )
    note = models.CharField(max_length=300, blank=True)
    passed_by = models.CharField(max_length=200)
    passed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("assessment", "question_key", "subject_key"), name="question_passed_on_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.question_key} to {self.person}"


class QuestionComment(PublicModel):
    """A remark on one question about one subject, inside an assessment."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="comments")
    question_key = models.CharField(max_length=100)
    subject_key = models.CharField(max_length=60)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(max_length=REMARK_LENGTH)

    class Meta:
        ordering = ("pk",)
        indexes = (
            # question page: remarks on one question
            models.Index(
                fields=("assessment", "question_key", "subject_key"), name="comments_of_question"
            ),
        )

    def __str__(self) -> str:
        return f"remark on {self.question_key}"


class ReviewDecision(models.TextChoices):
    APPROVED = Decision.APPROVED.value, "Approved"
    ASKED_BACK = Decision.ASKED_BACK.value, "Asked back"


class QuestionReview(models.Model):
    """The reviewer's decision on one question about one subject; the newest counts.

    `seen` is the fingerprint of what was read; once the answer shows something else, the decision
    counts no more. `carried_from` is the decision on an earlier assessment that was taken over.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="reviews")
    question_key = models.CharField(max_length=100)
    subject_key = models.CharField(max_length=60)
    revision = models.ForeignKey(
        "AnswerRevision", models.PROTECT, null=True, blank=True, related_name="reviews"
    )
    decision = models.CharField(max_length=20, choices=ReviewDecision)
    text = models.TextField(max_length=REMARK_LENGTH, blank=True)
    seen = models.CharField(max_length=64, blank=True)
    carried_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="carried_to"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.get_decision_display()}: {self.question_key}"


class SnapshotKind(models.TextChoices):
    FINAL = "final", "Approved"
    DRAFT = "draft", "Draft"


class Snapshot(PublicModel):
    """Everything an assessment says at one moment, as canonical JSON with its digest."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="snapshots")
    kind = models.CharField(max_length=10, choices=SnapshotKind)
    document = models.TextField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("assessment",),
                condition=Q(kind=SnapshotKind.FINAL),
                name="one_final_snapshot",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} snapshot {self.digest[:12]}"
