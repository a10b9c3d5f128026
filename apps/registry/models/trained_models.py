from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower

from apps.core.models import PublicModel
from apps.organizations.models import ObjectGrant
from apps.trail.refs import TrailRef

from .base import ONE_LINE, Marked, Revision
from .datasets import SHA256


class TrainedModel(Marked):
    """A model made by training; what is deployed is one of its versions."""

    kind = "model"

    class Meta:
        ordering = ("name",)
        permissions: ClassVar = [("contribute_trainedmodel", "Can contribute to model")]
        constraints = (
            models.UniqueConstraint(
                "team",
                Lower("name"),
                name="model_name_in_team",
                violation_error_message="This team has a model of this name already.",
            ),
        )
        indexes = (
            # list page of models: one team, by name
            models.Index(fields=("team", "status", "name"), name="model_list"),
            # list page of models: every team, by name
            models.Index(fields=("name",), name="model_by_name"),
            # list page of models: the filter by training data
            models.Index(fields=("marks",), name="model_marks"),
        )


class ModelVersion(PublicModel):
    """One trained artefact, known by its digest."""

    model = models.ForeignKey(TrainedModel, models.PROTECT, related_name="versions")
    label = models.CharField(max_length=80, validators=[ONE_LINE])
    digest = models.CharField(max_length=64, blank=True, validators=[SHA256])
    framework = models.CharField(max_length=80, blank=True, validators=[ONE_LINE])
    released_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True, validators=[ONE_LINE])
    filed_by = models.CharField(max_length=200)
    # What arrives along lineage: item -> [version that says so, through, links, source of fact].
    inherited = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("model", "label"),
                name="model_version_label",
                violation_error_message="This model has a version of this label already.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.model} {self.label}"

    def trail_ref(self) -> TrailRef:
        return TrailRef("model", str(self.model.public_id), str(self), self.model.team_id)


class TrainedModelRevision(Revision):
    model = models.ForeignKey(TrainedModel, models.PROTECT, related_name="revisions")

    class Meta(Revision.Meta):
        constraints = (
            models.UniqueConstraint(fields=("model", "number"), name="model_revision_unique"),
        )


class TrainedModelGrant(ObjectGrant):
    kind = "model"

    content_object = models.ForeignKey(TrainedModel, models.CASCADE, related_name="grants")
