"""Published versions of the catalogue: written once, never changed.

The database refuses updates and deletes by trigger (see the first migration); the code here only
ever inserts.
"""

from __future__ import annotations

from django.db import models

from apps.core import clock
from apps.core.models import PublicModel
from apps.trail.refs import TrailRef


class CatalogueVersionQuerySet(models.QuerySet["CatalogueVersion"]):
    def latest_number(self) -> int:
        return self.aggregate(number=models.Max("number"))["number"] or 0


class CatalogueVersion(PublicModel):
    """One published version. Assessments pin it; its content is in `CatalogueDocument`."""

    number = models.PositiveIntegerField(unique=True)
    label = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    published_at = models.DateTimeField(default=clock.now)
    published_by = models.CharField(max_length=200)

    objects = CatalogueVersionQuerySet.as_manager()

    class Meta:
        ordering = ("-number",)

    def __str__(self) -> str:
        return self.label

    def trail_ref(self) -> TrailRef:
        return TrailRef("catalogue_version", str(self.public_id), self.label)


class CatalogueDocument(models.Model):
    """The content of a version as one canonical JSON document.

    Apart from the version, so that reading an assessment with its version stays light.
    """

    version = models.OneToOneField(
        CatalogueVersion, models.PROTECT, primary_key=True, related_name="document"
    )
    body = models.TextField()

    def __str__(self) -> str:
        return f"content of {self.version}"
