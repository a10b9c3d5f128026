"""What was submitted, how its answers were chosen for reading, and what was accepted as it is."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from apps.core import clock

from .assessments import REMARK_LENGTH, Assessment

WHOLE = 100


class ReviewRound(models.Model):
    """One review of an assessment, from its submission to the decision; the newest counts.

    `items` has what was submitted, {"question|subject": [fingerprint, answer in words]}. `share` is
    the percentage of answers drawn beside those always read, with the `seed` of the draw; 100 reads
    everything. `seen` is the digest of what the reviewer was shown when approving, `reviewed` of
    `total` how many answers were decided then. `accepted` says what stood as it was ({"blockers":
    [...], "undecided": n}), by whom and why.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="rounds")
    opened_at = models.DateTimeField(default=clock.now)
    items = models.JSONField(default=dict)
    share = models.PositiveSmallIntegerField(
        default=WHOLE, validators=[MinValueValidator(5), MaxValueValidator(WHOLE)]
    )
    seed = models.CharField(max_length=32, blank=True)
    chosen_by = models.CharField(max_length=200, blank=True)
    seen = models.CharField(max_length=64, blank=True)
    reviewed = models.PositiveIntegerField(null=True, blank=True)
    total = models.PositiveIntegerField(null=True, blank=True)
    accepted = models.JSONField(default=dict, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    acceptance = models.TextField(max_length=REMARK_LENGTH, blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(share=WHOLE) | ~Q(seed=""),
                name="sample_has_a_seed",
                violation_error_message="A sample is drawn with a seed.",
            ),
        )

    def __str__(self) -> str:
        return f"review of {self.assessment}"
