from __future__ import annotations

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower

from apps.core.models import FactsField
from apps.organizations.models import ObjectGrant

from .base import ONE_LINE, RegisteredObject, Revision
from .datasets import Dataset
from .trained_models import TrainedModel

COMMIT = RegexValidator(r"^[0-9a-f]{7,64}$", "Write the commit as 7 to 64 hexadecimal digits.")


class Pipeline(RegisteredObject):
    """An ML system with a purpose: what is assessed."""

    kind = "pipeline"

    repository = models.CharField(max_length=300, blank=True, validators=[ONE_LINE])
    commit = models.CharField(max_length=64, blank=True, validators=[COMMIT])
    datasets = models.ManyToManyField(Dataset, related_name="pipelines", blank=True)
    trained_models = models.ManyToManyField(TrainedModel, related_name="pipelines", blank=True)

    class Meta:
        ordering = ("name",)
        permissions: ClassVar = [("contribute_pipeline", "Can contribute to pipeline")]
        constraints = (
            models.UniqueConstraint(
                "team",
                Lower("name"),
                name="pipeline_name_in_team",
                violation_error_message="This team has a pipeline of this name already.",
            ),
        )
        indexes = (
            # list page of pipelines: one team, by name
            models.Index(fields=("team", "status", "name"), name="pipeline_list"),
            # list page of pipelines: every team, by name
            models.Index(fields=("name",), name="pipeline_by_name"),
        )


class StageKind(models.TextChoices):
    COLLECTION = "collection", "Collection"
    LABELLING = "labelling", "Labelling"
    STORAGE = "storage", "Storage"
    PREPROCESSING = "preprocessing", "Preprocessing"
    TRAINING = "training", "Training"
    EVALUATION = "evaluation", "Evaluation"
    DEPLOYMENT = "deployment", "Deployment"
    INFERENCE = "inference", "Inference"
    MONITORING = "monitoring", "Monitoring"
    RETIREMENT = "retirement", "Retirement"


class Stage(models.Model):
    """One stage of a pipeline with its facts about protection."""

    pipeline = models.ForeignKey(Pipeline, models.CASCADE, related_name="stages")
    kind = models.CharField(max_length=20, choices=StageKind)
    facts = FactsField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("pipeline", "kind"),
                name="stage_once_in_pipeline",
                violation_error_message="The pipeline has this stage already.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.pipeline}: {self.get_kind_display()}"


class PipelineRevision(Revision):
    pipeline = models.ForeignKey(Pipeline, models.PROTECT, related_name="revisions")

    class Meta(Revision.Meta):
        constraints = (
            models.UniqueConstraint(fields=("pipeline", "number"), name="pipeline_revision_unique"),
        )


class PipelineGrant(ObjectGrant):
    kind = "pipeline"

    content_object = models.ForeignKey(Pipeline, models.CASCADE, related_name="grants")
