"""Campaigns: who reviews which access until when, and what follows."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from apps.core import clock
from apps.core.access import Actor, named_rows
from apps.core.jobs import Job, register_job
from apps.core.models import VersionedModel
from apps.core.scope import Scope
from apps.organizations.models import Team
from apps.trail.refs import TrailRef


class CampaignTemplate(models.TextChoices):
    QUICK = "quick", "Quick review"
    QUARTERLY = "quarterly", "Quarterly, everything"
    PRIVILEGED = "privileged", "Privileged access to sensitive data"
    PERSON = "person", "One person"
    DIFFERENTIAL = "differential", "Only what is new, changed or risky"


class CampaignState(models.TextChoices):
    """Words that other apps have for their own states, such as "open", are left to them."""

    FREEZING = "collecting", "Collecting access"
    OPEN = "reviewing", "Under review"
    CLOSED = "ended", "Closed"
    SIGNED_OFF = "signed_off", "Signed off"
    CANCELLED = "cancelled", "Cancelled"


class GroupBy(models.TextChoices):
    OBJECT = "object", "One dataset, model or team at a time"
    PERSON = "person", "One person at a time"


class UndecidedRule(models.TextChoices):
    REVOKE = "revoke", "Revoke it"
    KEEP = "keep_with_finding", "Keep it and raise a finding"
    EXTEND = "extend_once", "Extend the review once, then keep it with a finding"


class RevokeWhen(models.TextChoices):
    AT_CLOSE = "at_close", "When the review is closed"
    AT_ONCE = "at_once", "At once"


class ReviewerRule(models.TextChoices):
    OWNER = "owner", "Owner of the object"
    LEAD = "lead", "Lead of the object's team"
    MANAGER = "manager", "Lead of the person's own team"
    NAMED = "named", "People I name"


class VoteStrategy(models.TextChoices):
    ONE_DECIDES = "one_decides", "One of them decides"
    ALL_AGREE = "all_agree", "All have to agree"
    ONE_REFUSAL = "one_refusal", "One refusal is enough"


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def visible_to(self, actor: Actor) -> CampaignQuerySet:
        """Organisation-wide roles, whoever runs it, and whoever reviews or reviewed in it."""
        seen = named_rows(actor, "owner", "groups__assignments__reviewer")
        return self.filter(pk__in=self.model._base_manager.filter(seen).values("pk"))

    def running(self) -> CampaignQuerySet:
        return self.filter(state__in=[CampaignState.FREEZING, CampaignState.OPEN])


class Campaign(VersionedModel):
    """One review of access from its start to the signature.

    `scope` says what is reviewed (`rules.scope.PopulationScope` as JSON). `certificate` is what
    the freeze found, `certificate_digest` the digest of its canonical form. `exceptions` are the
    sources that failed and were let pass, each with reason and who let it pass.
    """

    name = models.CharField(max_length=160)
    template = models.CharField(max_length=14, choices=CampaignTemplate)
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    owner_label = models.CharField(max_length=200)
    scope = models.JSONField(default=dict, blank=True)
    group_by = models.CharField(max_length=8, choices=GroupBy, default=GroupBy.OBJECT)
    due = models.DateField()
    undecided_rule = models.CharField(
        max_length=18, choices=UndecidedRule, default=UndecidedRule.KEEP
    )
    revoke_when = models.CharField(max_length=8, choices=RevokeWhen, default=RevokeWhen.AT_CLOSE)
    measures_reviewers = models.BooleanField(default=True)
    state = models.CharField(max_length=12, choices=CampaignState, default=CampaignState.FREEZING)
    extended_at = models.DateTimeField(null=True, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    certificate = models.JSONField(default=dict, blank=True)
    certificate_digest = models.CharField(max_length=64, blank=True)
    exceptions = models.JSONField(default=list, blank=True)
    item_count = models.PositiveIntegerField(default=0)
    settled_count = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=200, blank=True)
    signed_off_at = models.DateTimeField(null=True, blank=True)
    signed_off_by = models.CharField(max_length=200, blank=True)
    signed_off_note = models.TextField(max_length=2000, blank=True)
    repeats_every_months = models.PositiveSmallIntegerField(default=0)
    repeats_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="repetitions"
    )

    objects: ClassVar[CampaignQuerySet] = CampaignQuerySet.as_manager()  # type: ignore[assignment]  # the manager speaks the queryset's words

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(state__in=["reviewing", "ended", "signed_off"])
                | ~Q(certificate_digest=""),
                name="campaign_has_its_certificate",
                violation_error_message="A review begins with the certificate of its population.",
            ),
            models.CheckConstraint(
                condition=~Q(state="signed_off") | Q(signed_off_at__isnull=False),
                name="campaign_signed_says_when",
                violation_error_message="What is signed off says when.",
            ),
        )
        indexes = (
            # list of campaigns, schedule: by state and date
            models.Index(fields=("state", "due"), name="campaign_by_state"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_overdue(self) -> bool:
        return self.state == CampaignState.OPEN and self.due < clock.today()

    @property
    def days_left(self) -> int:
        return (self.due - clock.today()).days

    @property
    def left_count(self) -> int:
        return self.item_count - self.settled_count

    def ends_at(self) -> dt.datetime:
        """The last moment of the day it is due."""
        return clock.end_of(self.due)

    def access_scope(self) -> Scope:
        reviewers = self.groups.values_list("assignments__reviewer_id", flat=True).distinct()
        readers = frozenset({self.owner_id, *(pk for pk in reviewers.order_by() if pk)})
        return Scope(team_id=self.team_id, kind="campaign", pk=self.pk, readers=readers)

    def trail_ref(self) -> TrailRef:
        return TrailRef("campaign", str(self.public_id), self.name, self.team_id)

    def get_absolute_url(self) -> str:
        return reverse("access_reviews:campaign", args=[self.public_id])


class CampaignStage(models.Model):
    """Who reviews in one of up to three stages, and how several reviewers come to one outcome.

    `days` is how long the stage has from the moment the one before it is over; the last one ends
    with the campaign.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="stages")
    number = models.PositiveSmallIntegerField()
    reviewer_rule = models.CharField(max_length=8, choices=ReviewerRule)
    named = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")
    vote = models.CharField(max_length=12, choices=VoteStrategy, default=VoteStrategy.ONE_DECIDES)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("campaign", "number"), name="campaign_stage_once"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=3), name="campaign_has_three_stages_at_most"
            ),
        )

    def __str__(self) -> str:
        return f"stage {self.number} of {self.campaign}"


@register_job
class CampaignFreeze(Job):
    """The work that collects the population: the whole list is kept, or none of it."""

    task_name: ClassVar[str] = "access_reviews.freeze"

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="freezes")

    class Meta:
        verbose_name = "collection of access"
        indexes = (
            # job sweep: what is open
            models.Index(fields=("state", "queued_at"), name="freeze_open_jobs"),
        )

    def __str__(self) -> str:
        return f"Access for {self.campaign}"

    def get_absolute_url(self) -> str:
        return self.campaign.get_absolute_url()
