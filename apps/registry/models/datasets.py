from __future__ import annotations

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower

from apps.core.models import PublicModel
from apps.organizations.models import ObjectGrant
from apps.trail.refs import TrailRef

from .base import ONE_LINE, Marked, Revision

SHA256 = RegexValidator(r"^[0-9a-f]{64}$", "Write the SHA-256 digest as 64 hexadecimal digits.")


class Dataset(Marked):
    """A body of data that pipelines read or write."""

    kind = "dataset"

    class Meta:
        ordering = ("name",)
        permissions: ClassVar = [("contribute_dataset", "Can contribute to dataset")]
        constraints = (
            models.UniqueConstraint(
                "team",
                Lower("name"),
                name="dataset_name_in_team",
                violation_error_message="This team has a dataset of this name already.",
            ),
        )
        indexes = (
            # list page of datasets: one team, by name
            models.Index(fields=("team", "status", "name"), name="dataset_list"),
            # list page of datasets: every team, by name
            models.Index(fields=("name",), name="dataset_by_name"),
            # list pages of datasets and pipelines: the filter by what the data is
            models.Index(fields=("marks", "status"), name="dataset_marks"),
        )


class DatasetVersion(PublicModel):
    """One state of a dataset, known by its digest; `schema` lists name and type of each column."""

    dataset = models.ForeignKey(Dataset, models.PROTECT, related_name="versions")
    label = models.CharField(max_length=80, validators=[ONE_LINE])
    rows = models.PositiveBigIntegerField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True, validators=[SHA256])
    schema = models.JSONField(default=list, blank=True)
    note = models.CharField(max_length=300, blank=True, validators=[ONE_LINE])
    filed_by = models.CharField(max_length=200)
    # What arrives along lineage: item -> [version that says so, through, links, source of fact].
    inherited = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("dataset", "label"),
                name="dataset_version_label",
                violation_error_message="This dataset has a version of this label already.",
            ),
        )
        indexes = (
            # import: find the version that a file's digest belongs to
            models.Index(fields=("digest",), name="dataset_version_digest"),
        )

    def __str__(self) -> str:
        return f"{self.dataset} {self.label}"

    def trail_ref(self) -> TrailRef:
        return TrailRef("dataset", str(self.dataset.public_id), str(self), self.dataset.team_id)


class DatasetRevision(Revision):
    dataset = models.ForeignKey(Dataset, models.PROTECT, related_name="revisions")

    class Meta(Revision.Meta):
        constraints = (
            models.UniqueConstraint(fields=("dataset", "number"), name="dataset_revision_unique"),
        )


class DatasetGrant(ObjectGrant):
    kind = "dataset"

    content_object = models.ForeignKey(Dataset, models.CASCADE, related_name="grants")
