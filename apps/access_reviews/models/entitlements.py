"""Entitlements outside MLSecure, as the last load of their source told them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from apps.core.access import Actor, named_rows
from apps.organizations.entitlements import Privilege

from .sources import Load, Source


class PrincipalKind(models.TextChoices):
    PERSON = "person", "Person"
    SERVICE = "service", "Service account"
    GROUP_MEMBER = "member", "Member of a group"
    EXTERNAL = "external", "External"


class EntitlementQuerySet(models.QuerySet["Entitlement"]):
    def visible_to(self, actor: Actor) -> EntitlementQuerySet:
        """Organisation-wide roles see them; others meet them where they review."""
        return self.filter(named_rows(actor))

    def present(self) -> EntitlementQuerySet:
        """In the last load of their source."""
        return self.filter(gone_at=None)


class Told(models.Model):
    """Principal x object x privilege, as a source tells it.

    `key` is the digest of what makes it the same one in the next load. `object_pk` is the key of
    the registered object, 0 while `object_label` matches none; `user` is empty for an orphan.
    """

    key = models.CharField(max_length=64)
    principal = models.CharField(max_length=254)
    principal_kind = models.CharField(max_length=10, choices=PrincipalKind)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    via_group = models.CharField(max_length=254, blank=True)
    object_kind = models.CharField(max_length=12, blank=True)
    object_pk = models.PositiveBigIntegerField(default=0)
    object_label = models.CharField(max_length=254)
    version = models.CharField(max_length=60, blank=True)
    privilege = models.CharField(max_length=10, choices=Privilege.choices)
    purpose = models.CharField(max_length=200, blank=True)
    project = models.CharField(max_length=120, blank=True)
    window_from = models.DateField(null=True, blank=True)
    window_to = models.DateField(null=True, blank=True)
    granted_by = models.CharField(max_length=200, blank=True)
    granted_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=300, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.principal}: {self.privilege} {self.object_label}"


class LoadRow(Told):
    """A row of a load that is under way and differs from what is there.

    It counts for nothing until its load ends: then all of them become entitlements in one
    transaction, and go.
    """

    load = models.ForeignKey(Load, models.CASCADE, related_name="rows")


class Entitlement(Told):
    """What the last load of a source told. A row that a load no longer brings keeps `gone_at` and
    stays as history."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="entitlements")
    # Not indexed: nobody looks rows up by them, and every load writes the second on all rows.
    first_seen = models.ForeignKey(Load, models.PROTECT, related_name="+", db_index=False)
    last_seen = models.ForeignKey(Load, models.PROTECT, related_name="+", db_index=False)
    gone_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[EntitlementQuerySet] = EntitlementQuerySet.as_manager()  # type: ignore[assignment]  # the manager speaks the queryset's words

    class Meta:
        constraints = (models.UniqueConstraint(fields=("source", "key"), name="entitlement_once"),)
        indexes = (
            # who can reach this: what sources say of one object
            models.Index(fields=("object_kind", "object_pk"), name="entitlement_by_object"),
            # what can she reach: what sources say of one person
            models.Index(fields=("user", "gone_at"), name="entitlement_by_user"),
            # page of a source, freezing: what is present
            models.Index(fields=("source", "gone_at", "id"), name="entitlement_by_source"),
        )
