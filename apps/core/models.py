"""Abstract models that every app builds on; this app has no tables."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models

from . import clock
from .jobs import Job

__all__ = ["FactsField", "Job", "PublicModel", "VersionedModel"]


class PublicModel(models.Model):
    """A row with a public id: the id that addresses, files and the trail may show."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        abstract = True


class VersionedModel(PublicModel):
    """A row that people edit: `lock_version` tells a second writer that they were second."""

    lock_version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(default=clock.now, editable=False)
    updated_by = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        abstract = True


class FactsField(models.JSONField):
    """Known facts of one object, as `core.facts` stores them; unknown is an absent key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)
