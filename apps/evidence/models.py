"""Evidence: a file, link or machine check that backs an answer."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from apps.core import clock
from apps.core.models import PublicModel, VersionedModel
from apps.core.scope import Scope
from apps.organizations.models import Team
from apps.trail.refs import TrailRef

EXPIRES_SOON = dt.timedelta(days=30)


class EvidenceKind(models.TextChoices):
    FILE = "file", "File"
    LINK = "link", "Link"
    CHECK = "check", "Machine check"


def _lasts(field: str, day: dt.date) -> Q:
    return Q(**{field: None}) | Q(**{f"{field}__gte": day})


def counts_today(path: str = "") -> Q:
    """What backs answers today, as a condition on evidence, or on rows that name it by `path`."""
    return _lasts(f"{path}counts_until", clock.today()) & Q(**{f"{path}withdrawn_at": None})


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def overdue(self) -> EvidenceQuerySet:
        """Evidence whose date has passed."""
        return self.filter(withdrawn_at__isnull=True, counts_until__lt=clock.today())

    def expiring(self) -> EvidenceQuerySet:
        """Evidence whose date is near."""
        soon = (clock.today(), clock.today() + EXPIRES_SOON)
        return self.filter(withdrawn_at__isnull=True, counts_until__range=soon)

    def lapsing(self) -> EvidenceQuerySet:
        """Evidence whose date has passed or is near."""
        soon = clock.today() + EXPIRES_SOON
        return self.filter(withdrawn_at__isnull=True, counts_until__lte=soon)

    def withdrawn(self) -> EvidenceQuerySet:
        return self.filter(withdrawn_at__isnull=False)

    def current(self) -> EvidenceQuerySet:
        return self.filter(counts_today())

    def counting_at(self, moment: dt.datetime) -> EvidenceQuerySet:
        """What counted at a moment of the past, by the date that was known then."""
        day = timezone.localdate(moment)
        terms = EvidenceTerm.objects.filter(evidence=OuterRef("pk"), at__lte=moment)
        newest = terms.order_by("-pk").values("counts_until")[:1]
        dated = self.annotate(until=Subquery(newest)).filter(Exists(terms), _lasts("until", day))
        return dated.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=moment))


class Evidence(VersionedModel):
    """What backs an answer. `team` None belongs to the organisation."""

    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="evidence")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=EvidenceKind)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_evidence",
    )
    counts_until = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)
    is_demo = models.BooleanField(default=False)

    objects: ClassVar[models.Manager[Evidence]] = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (
            # home and evidence list: what lapses next, per team
            models.Index(fields=("team", "counts_until"), name="evidence_by_date"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_current(self) -> bool:
        return self.counts_on(clock.today())

    def counts_on(self, day: dt.date) -> bool:
        """Whether it backs answers on that day."""
        ended = self.counts_until is not None and self.counts_until < day
        return self.withdrawn_at is None and not ended

    @property
    def status(self) -> str:
        """withdrawn, expired, expiring (within 30 days) or counts."""
        if self.withdrawn_at is not None:
            return "withdrawn"
        if not self.is_current:
            return "expired"
        near = self.counts_until is not None and self.counts_until <= clock.today() + EXPIRES_SOON
        return "expiring" if near else "counts"

    def access_scope(self) -> Scope:
        return Scope(team_id=self.team_id, kind="evidence", pk=self.pk)

    def trail_ref(self) -> TrailRef:
        return TrailRef("evidence", str(self.public_id), self.title, self.team_id)


class EvidenceRevision(PublicModel):
    """One filed content; never overwritten. Files lie encrypted in the vault under `stored_as`."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    url = models.URLField(max_length=1000, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True)
    digest = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=200, blank=True)
    filed_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("evidence", "number"), name="evidence_revision_unique"),
        )

    def __str__(self) -> str:
        return f"{self.evidence} revision {self.number}"


class EvidenceTerm(models.Model):
    """Until when evidence counts, as known from `at` on; one row per change, never overwritten."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="terms")
    counts_until = models.DateField(null=True, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("pk",)
        indexes = (
            # score as of a moment: the date that was known then
            models.Index(fields=("evidence", "at"), name="evidence_term_as_of"),
        )

    def __str__(self) -> str:
        return f"{self.evidence} until {self.counts_until or 'further notice'}"
