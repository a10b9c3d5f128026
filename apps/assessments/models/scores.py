from __future__ import annotations

from django.db import models

from apps.catalogue.models import CatalogueVersion
from apps.core import clock
from apps.registry.models import Pipeline


class PipelineScore(models.Model):
    """The figures of a pipeline under one regime as they are now; lists read them from here."""

    pipeline = models.ForeignKey(Pipeline, models.CASCADE, related_name="scores")
    regime = models.CharField(max_length=30)
    low = models.FloatField()
    high = models.FloatField()
    coverage = models.FloatField()
    blockers = models.PositiveIntegerField()
    ready = models.BooleanField()
    assurance = models.JSONField(default=list)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("pipeline", "regime"), name="pipeline_score_unique"),
        )

    def __str__(self) -> str:
        return f"{self.pipeline} {self.regime} {self.low:.0%}"


class ScorePoint(models.Model):
    """A figure of the past and why it moved; one row per change, never overwritten."""

    pipeline = models.ForeignKey(Pipeline, models.PROTECT, related_name="score_points")
    regime = models.CharField(max_length=30)
    low = models.FloatField()
    high = models.FloatField()
    coverage = models.FloatField()
    blockers = models.PositiveIntegerField()
    catalogue_version = models.ForeignKey(CatalogueVersion, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("pk",)
        indexes = (
            # score history chart, movement since last quarter
            models.Index(fields=("pipeline", "regime", "at"), name="score_history"),
        )

    def __str__(self) -> str:
        return f"{self.pipeline} {self.regime} {self.at:%Y-%m-%d}"


class ScoreRefresh(models.Model):
    """A pipeline whose figures must be worked out again, and the reason; the worker's list."""

    pipeline = models.OneToOneField(Pipeline, models.CASCADE, related_name="score_refresh")
    reason = models.CharField(max_length=300)
    asked_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"refresh {self.pipeline}"
