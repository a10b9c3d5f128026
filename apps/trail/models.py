"""The tamper-evident record.

An event is written in the transaction of the change it records and never touched again. Its
detail is stored beside it; the chain covers only a salted digest of the detail, so that personal
detail can be erased while the chain stays valid. Links join events into one chain; they are
added in batches right after commit, so that writers never wait for each other.
Ids, types and labels are values, not foreign keys: the record outlives what it names.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models

from apps.core import clock
from apps.core.canonical import digest

from .actions import words_of
from .targets import page_of


class TrailEventQuerySet(models.QuerySet["TrailEvent"]):
    def about(self, target_type: str, target_id: str) -> TrailEventQuerySet:
        return self.filter(target_type=target_type, target_id=target_id)


class TrailEvent(models.Model):
    """Who did what to what, when, from where."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField(default=clock.now)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.CharField(max_length=36, blank=True)
    actor_label = models.CharField(max_length=200)
    action = models.CharField(max_length=80)
    target_type = models.CharField(max_length=40)
    target_id = models.CharField(max_length=80)
    target_label = models.CharField(max_length=300)
    team_id = models.BigIntegerField(null=True, blank=True)
    address = models.CharField(max_length=45, blank=True)
    detail_digest = models.CharField(max_length=64)

    objects = TrailEventQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (
            # history panel of an object's page
            models.Index(fields=("target_type", "target_id", "-id"), name="trail_by_target"),
            # trail page of a team lead
            models.Index(fields=("team_id", "-id"), name="trail_by_team"),
            # trail page filtered by person
            models.Index(fields=("actor_id", "-id"), name="trail_by_actor"),
            # trail page filtered by period
            models.Index(fields=("at",), name="trail_by_time"),
            # trail page filtered by action
            models.Index(fields=("action", "-id"), name="trail_by_action"),
        )

    def __str__(self) -> str:
        return f"{self.actor_label} {self.words} {self.target_label}"

    @property
    def words(self) -> str:
        """What was done, as people say it."""
        return words_of(self.action)

    @property
    def kind(self) -> str:
        """What sort of object it is about: "catalogue version"."""
        return self.target_type.replace("_", " ")

    @property
    def page(self) -> str:
        """The address of the object it is about; empty for what has no page."""
        return page_of(self.target_type, self.target_id)

    def body(self) -> dict[str, Any]:
        """Everything that the link covers, as JSON values."""
        return {
            "id": str(self.public_id),
            "at": self.at.isoformat(),
            "actor": [self.actor_kind, self.actor_id, self.actor_label],
            "action": self.action,
            "target": [self.target_type, self.target_id, self.target_label],
            "team": self.team_id,
            "address": self.address,
            "detail": self.detail_digest,
        }

    def body_digest(self) -> str:
        return digest(self.body())


class TrailDetail(models.Model):
    """What exactly changed; may be erased, its salted digest stays in the event."""

    event = models.OneToOneField(TrailEvent, models.PROTECT, related_name="detail")
    salt = models.CharField(max_length=32)
    body = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"detail of {self.event_id}"

    def digest(self) -> str:
        return digest({"salt": self.salt, "body": self.body})


class TrailSeal(models.Model):
    """One link of the chain: `seal = SHA-256(previous link, digest of the event)`."""

    position = models.BigIntegerField(primary_key=True)
    event = models.OneToOneField(TrailEvent, models.PROTECT, related_name="seal")
    seal = models.CharField(max_length=64)

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return f"{self.position} {self.seal[:12]}"


class TrailCheckpoint(models.Model):
    """A signed statement of count and head, so that cutting the tail of the chain shows."""

    position = models.BigIntegerField()
    head = models.CharField(max_length=64)
    at = models.DateTimeField(default=clock.now)
    public_key = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"checkpoint at {self.position}"

    def statement(self) -> dict[str, Any]:
        """What is signed, as JSON values."""
        return {"position": self.position, "head": self.head, "at": self.at.isoformat()}
