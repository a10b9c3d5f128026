"""What is reviewed in a campaign, frozen at its start, and who reviews it."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core import clock
from apps.core.access import Actor, named_rows
from apps.core.models import PublicModel
from apps.organizations.entitlements import Privilege
from apps.organizations.models import Team

from ..rules.flags import weighty
from .campaigns import Campaign
from .entitlements import PrincipalKind


class ReviewGroupQuerySet(models.QuerySet["ReviewGroup"]):
    def visible_to(self, actor: Actor) -> ReviewGroupQuerySet:
        """Organisation-wide roles, whoever runs the campaign, and its reviewers of this group."""
        seen = named_rows(actor, "campaign__owner", "assignments__reviewer")
        return self.filter(pk__in=self.model._base_manager.filter(seen).values("pk"))


class ReviewGroup(PublicModel):
    """Everything about one object or one person: what a reviewer looks at at one time."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="groups")
    object_kind = models.CharField(max_length=12)
    object_pk = models.PositiveBigIntegerField(default=0)
    label = models.CharField(max_length=254)
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    marks = models.CharField(max_length=60, blank=True)
    risk = models.PositiveSmallIntegerField(default=0)
    item_count = models.PositiveIntegerField(default=0)
    settled_count = models.PositiveIntegerField(default=0)

    objects: ClassVar[ReviewGroupQuerySet] = ReviewGroupQuerySet.as_manager()  # type: ignore[assignment]  # the manager speaks the queryset's words

    class Meta:
        ordering = ("-risk", "label", "pk")
        indexes = (
            # campaign and reviewer's pages: the riskiest first
            models.Index(fields=("campaign", "-risk", "label"), name="group_by_risk"),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def kind_words(self) -> str:
        """What it is, in the words of pages."""
        own = {"": "object that is not registered", "organization": "organisation"}
        return own.get(self.object_kind, self.object_kind)


class Remedy(models.TextChoices):
    """What became of a decision that takes something away."""

    NONE = "", "Nothing to do"
    DUE = "due", "To be done"
    DONE = "done", "Done here"
    ASKED = "asked", "Asked of the system's owner"
    GONE = "gone", "Seen to be gone"
    REFUSED = "refused", "Not possible"


class ReviewItem(PublicModel):
    """One entitlement as it was when the campaign began.

    `source` and `ref` name what is to be changed: an own grant by its reference, an entitlement of
    a source by its key. `facts` is what reviewers are shown, frozen, and `content` its digest.
    `outcome` is what people arrived at, empty while it is open; it is never made up. `becomes` is
    what is carried out, which for what nobody decided is the campaign's rule. `new_expiry`,
    `new_privilege` and `why` are those of the decision that stands.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="items")
    group = models.ForeignKey(ReviewGroup, models.CASCADE, related_name="items")
    key = models.CharField(max_length=64)
    source = models.CharField(max_length=60)
    ref = models.CharField(max_length=64)
    is_own = models.BooleanField()
    principal = models.CharField(max_length=254)
    principal_kind = models.CharField(max_length=10, choices=PrincipalKind)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    object_kind = models.CharField(max_length=12, blank=True)
    object_pk = models.PositiveBigIntegerField(default=0)
    object_label = models.CharField(max_length=254)
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    privilege = models.CharField(max_length=10, choices=Privilege.choices)
    meaning = models.CharField(max_length=400)
    facts = models.JSONField(default=dict)
    content = models.CharField(max_length=64)
    risk = models.PositiveSmallIntegerField()
    flags = models.CharField(max_length=200, blank=True)
    stage = models.PositiveSmallIntegerField(default=1)
    outcome = models.CharField(max_length=14, blank=True)
    becomes = models.CharField(max_length=14, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    new_expiry = models.DateField(null=True, blank=True)
    new_privilege = models.CharField(max_length=10, blank=True)
    why = models.CharField(max_length=400, blank=True)
    remedy = models.CharField(max_length=8, choices=Remedy, blank=True)
    remedy_words = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-risk", "principal", "pk")
        constraints = (
            models.UniqueConstraint(fields=("campaign", "key"), name="review_item_once"),
            models.CheckConstraint(
                condition=Q(outcome="", settled_at=None)
                | (~Q(outcome="") & Q(settled_at__isnull=False)),
                name="review_item_settled_says_when",
            ),
        )
        indexes = (
            # reviewer's page: one group, the riskiest first
            models.Index(fields=("group", "-risk", "principal"), name="item_by_group"),
            # closing and reports: what is open, what is revoked
            models.Index(fields=("campaign", "becomes", "remedy"), name="item_by_outcome"),
            # a later load: whether what was revoked is gone
            models.Index(fields=("source", "key"), name="item_by_key"),
        )

    def __str__(self) -> str:
        return f"{self.principal}: {self.meaning}"

    @property
    def flag_list(self) -> list[str]:
        return self.flags.split()

    @property
    def weighty_flags(self) -> tuple[str, ...]:
        """What speaks against it and has to be answered for."""
        return weighty(self.flags.split())


class WhyAssigned(models.TextChoices):
    RULE = "rule", "By the campaign's rule"
    FALLBACK = "fallback", "Nobody else could"
    DELEGATED = "delegated", "Passed on"
    ESCALATED = "escalated", "Escalated"


class ReviewerAssignment(models.Model):
    """Somebody reviews one group in one stage, from when, why, and until when."""

    group = models.ForeignKey(ReviewGroup, models.CASCADE, related_name="assignments")
    stage = models.PositiveSmallIntegerField()
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="review_assignments"
    )
    reviewer_label = models.CharField(max_length=200)
    why = models.CharField(max_length=10, choices=WhyAssigned)
    passed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField(max_length=300, blank=True)
    since = models.DateTimeField(default=clock.now)
    until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("stage", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("group", "stage", "reviewer"),
                condition=Q(ended_at=None),
                name="reviewer_once_a_stage",
            ),
        )
        indexes = (
            # home, my reviews: what waits for me
            models.Index(fields=("reviewer", "ended_at"), name="assignment_by_reviewer"),
        )

    def __str__(self) -> str:
        return f"{self.reviewer_label} reviews {self.group}"

    @property
    def seat_id(self) -> int:
        """Whose say this is: of whoever passed the review on, if somebody did."""
        return self.passed_by_id or self.reviewer_id

    def is_open(self, now: dt.datetime) -> bool:
        return self.ended_at is None and (self.until is None or self.until > now)
