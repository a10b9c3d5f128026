from __future__ import annotations

from typing import cast

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from apps.core.models import PublicModel

from .datasets import DatasetVersion
from .trained_models import ModelVersion


class LineageKind(models.TextChoices):
    DERIVED_FROM = "derived_from", "Derived from"
    TRAINED_ON = "trained_on", "Trained on"
    VALIDATED_ON = "validated_on", "Validated on"
    FINE_TUNED_FROM = "fine_tuned_from", "Fine-tuned from"


def _exactly_one(side: str) -> Q:
    dataset, model = f"{side}_dataset__isnull", f"{side}_model__isnull"
    return Q(**{dataset: True, model: False}) | Q(**{dataset: False, model: True})


def _unique(child: str, parent: str) -> models.UniqueConstraint:
    """Each pair of columns apart: empty columns never count as equal."""
    return models.UniqueConstraint(
        fields=("kind", f"child_{child}", f"parent_{parent}"),
        name=f"lineage_unique_{child}_{parent}",
        violation_error_message="This link is recorded already.",
    )


def _version(side: str) -> Coalesce:
    """A version as one number, as lineage/derived.py writes it: models are below zero."""
    return Coalesce(f"{side}_dataset", F(f"{side}_model") * -1)


class LineageEdge(PublicModel):
    """`child` was made with `parent`: dataset from dataset, model from dataset or model."""

    kind = models.CharField(max_length=20, choices=LineageKind)
    child_dataset = models.ForeignKey(
        DatasetVersion, models.PROTECT, null=True, blank=True, related_name="parents"
    )
    child_model = models.ForeignKey(
        ModelVersion, models.PROTECT, null=True, blank=True, related_name="parents"
    )
    parent_dataset = models.ForeignKey(
        DatasetVersion, models.PROTECT, null=True, blank=True, related_name="children"
    )
    parent_model = models.ForeignKey(
        ModelVersion, models.PROTECT, null=True, blank=True, related_name="children"
    )
    filed_by = models.CharField(max_length=200)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=_exactly_one("child"), name="lineage_one_child"),
            models.CheckConstraint(condition=_exactly_one("parent"), name="lineage_one_parent"),
            _unique("dataset", "dataset"),
            _unique("dataset", "model"),
            _unique("model", "dataset"),
            _unique("model", "model"),
        )
        indexes = (
            # Everything derived from a version: retention, access reviews, rights.
            models.Index(_version("parent"), _version("child"), name="lineage_derived_from"),
            # Everything a version was made with: the check that no link closes a circle.
            models.Index(_version("child"), _version("parent"), name="lineage_sources_of"),
        )

    def __str__(self) -> str:
        return f"{self.child} {self.get_kind_display().lower()} {self.parent}"

    @property
    def child(self) -> DatasetVersion | ModelVersion:
        return cast("DatasetVersion | ModelVersion", self.child_dataset or self.child_model)

    @property
    def parent(self) -> DatasetVersion | ModelVersion:
        return cast("DatasetVersion | ModelVersion", self.parent_dataset or self.parent_model)
