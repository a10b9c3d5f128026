"""What reviewers decided: every decision is kept, the last of each reviewer counts."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core import clock

from .items import ReviewItem


class Verdict(models.TextChoices):
    KEEP = "keep", "Keep"
    REDUCE = "reduce", "Reduce"
    REVOKE = "revoke", "Revoke"
    CHANGE_EXPIRY = "change_expiry", "Change the end"
    CANNOT_TELL = "cannot_tell", "I cannot tell"


class Decision(models.Model):
    """One reviewer's word on one item in one stage.

    `sent` is the id the form carried: a form that arrives twice decides once. `bulk` is shared by
    the decisions of one bulk act. `seconds` is how long the page had been open, `seat_id` whose say
    it is: the reviewer's, or of whoever the reviewer stands in for.
    """

    item = models.ForeignKey(ReviewItem, models.CASCADE, related_name="decisions")
    stage = models.PositiveSmallIntegerField()
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    seat_id = models.BigIntegerField()
    reviewer_label = models.CharField(max_length=200)
    verdict = models.CharField(max_length=14, choices=Verdict)
    note = models.TextField(max_length=2000, blank=True)
    new_expiry = models.DateField(null=True, blank=True)
    new_privilege = models.CharField(max_length=10, blank=True)
    at = models.DateTimeField(default=clock.now)
    sent = models.UUIDField(default=uuid.uuid4)
    bulk = models.UUIDField(null=True, blank=True)
    seconds = models.PositiveIntegerField(null=True, blank=True)
    context_opened = models.BooleanField(default=False)
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("item", "stage", "reviewer"),
                condition=Q(superseded_at=None),
                name="decision_that_counts_once",
            ),
            models.UniqueConstraint(fields=("item", "sent"), name="decision_sent_once"),
            models.CheckConstraint(
                condition=Q(verdict="keep") | ~Q(note=""),
                name="decision_says_why",
                violation_error_message="Say why: only keeping what nothing speaks against needs "
                "no note.",
            ),
        )
        indexes = (
            # quality of a reviewer: the decisions of one person
            models.Index(fields=("reviewer", "at"), name="decision_by_reviewer"),
        )

    def __str__(self) -> str:
        return f"{self.reviewer_label}: {self.verdict}"
