"""What is wrong, and what is to be done about it: findings and actions of all apps in one table.

Where a row comes from, what it is about and what closed it are values, not foreign keys: this app
knows none of the apps that report to it, and a row outlives what it names.
"""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, When

from apps.accounts.models import User
from apps.core import clock
from apps.core.access import Actor, visible_rows
from apps.core.models import VersionedModel
from apps.core.scope import Scope
from apps.organizations.models import Team
from apps.trail.refs import TrailRef
from apps.trail.targets import page_of


class ItemKind(models.TextChoices):
    FINDING = "finding", "Finding"
    ACTION = "action", "Action"


class Severity(models.TextChoices):
    """From the gravest; the order counts in lists."""

    CRITICAL = "critical", "Critical"
    HIGH = "high", "High"
    MEDIUM = "medium", "Medium"
    LOW = "low", "Low"


class ItemState(models.TextChoices):
    OPEN = "open", "Open"
    IN_PROGRESS = "in_progress", "In progress"
    DONE = "done", "Done"
    DISMISSED = "dismissed", "Dismissed"


class ClosedBy(models.TextChoices):
    """What says that it is over: somebody's word, evidence, or a later look that found it right."""

    NOTE = "note", "A note"
    EVIDENCE = "evidence", "Evidence"
    LOOK = "look", "A later look"


NOT_CLOSED = (ItemState.OPEN, ItemState.IN_PROGRESS)


class RemediationItemQuerySet(models.QuerySet["RemediationItem"]):
    def visible_to(self, actor: Actor) -> RemediationItemQuerySet:
        """Rows of the actor's teams and of the organisation."""
        return self.filter(visible_rows(actor, team="team_id", organization=Q(team=None)))

    def not_closed(self) -> RemediationItemQuerySet:
        return self.filter(state__in=NOT_CLOSED)

    def overdue(self) -> RemediationItemQuerySet:
        return self.not_closed().filter(due__lt=clock.today())

    def most_urgent_first(self) -> RemediationItemQuerySet:
        """Closed ones last; what is due first, first; the gravest of one day first."""
        closed = Case(When(state__in=NOT_CLOSED, then=0), default=1)
        grave = [When(severity=value, then=rank) for rank, value in enumerate(Severity.values)]
        return self.order_by(closed, models.F("due").asc(nulls_last=True), Case(*grave), "-pk")


class RemediationItem(VersionedModel):
    """A finding or an action. `team` None belongs to the organisation.

    `source_key` tells apart what one source reports: while a row is open, the same source reports
    the same thing once. What people plan by hand has none.
    """

    kind = models.CharField(max_length=10, choices=ItemKind)
    title = models.CharField(max_length=200)
    why = models.TextField(max_length=4000, blank=True)
    severity = models.CharField(max_length=10, choices=Severity, default=Severity.MEDIUM)
    source_kind = models.CharField(max_length=40)
    source_id = models.CharField(max_length=80)
    source_label = models.CharField(max_length=300)
    source_key = models.CharField(max_length=200, blank=True)
    target_kind = models.CharField(max_length=40, blank=True)
    target_id = models.CharField(max_length=80, blank=True)
    target_label = models.CharField(max_length=300, blank=True)
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # The owner's name stays when the account goes.
    owner_label = models.CharField(max_length=200, blank=True)
    due = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=ItemState, default=ItemState.OPEN)
    seen_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=200, blank=True)
    closed_how = models.CharField(max_length=10, choices=ClosedBy, blank=True)
    closing_note = models.TextField(max_length=2000, blank=True)
    closing_kind = models.CharField(max_length=40, blank=True)
    closing_id = models.CharField(max_length=80, blank=True)
    closing_label = models.CharField(max_length=300, blank=True)

    objects: ClassVar[RemediationItemQuerySet] = RemediationItemQuerySet.as_manager()  # type: ignore[assignment]  # the manager speaks the queryset's words

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "source_kind", "source_id", "source_key"),
                condition=Q(state__in=["open", "in_progress"]) & ~Q(source_key=""),
                name="remediation_open_once",
                violation_error_message="This is on the list already and still open.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "in_progress"], closed_at=None, closed_how="")
                | Q(state__in=["done", "dismissed"], closed_at__isnull=False),
                name="remediation_closed_says_when",
                violation_error_message="What is closed says when, and what is open does not.",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | ~Q(closed_how=""),
                name="remediation_done_says_how",
                violation_error_message="Say what shows that it is done: a note or evidence.",
            ),
        )
        indexes = (
            # list of findings and actions: a team's open ones by date
            models.Index(fields=("team", "state", "due"), name="remediation_by_team"),
            # home: what I own, by date
            models.Index(fields=("owner", "state", "due"), name="remediation_by_owner"),
            # result of an assessment: what is planned for its questions; a look that clears them
            models.Index(fields=("source_kind", "source_key"), name="remediation_by_source"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_closed(self) -> bool:
        return self.state not in NOT_CLOSED

    @property
    def is_overdue(self) -> bool:
        return not self.is_closed and self.due is not None and self.due < clock.today()

    @property
    def status(self) -> str:
        """The state as people see it: overdue is one of its own."""
        return "overdue" if self.is_overdue else str(self.state)

    @property
    def source_url(self) -> str:
        return page_of(self.source_kind, self.source_id)

    @property
    def target_url(self) -> str:
        return page_of(self.target_kind, self.target_id)

    @property
    def closing_url(self) -> str:
        return page_of(self.closing_kind, self.closing_id)

    def put_owner(self, owner: User | None) -> None:
        self.owner, self.owner_label = owner, str(owner or "")[:200]

    def close(
        self,
        state: ItemState,
        at: dt.datetime,
        by: str,
        how: str,
        note: str,
        proof: TrailRef | None,
    ) -> None:
        """Put what closed it on the row."""
        self.state, self.closed_at, self.closed_by = state, at, by[:200]
        self.closed_how, self.closing_note = how, note
        if proof is not None:
            self.closing_kind, self.closing_id = proof.type, proof.id
            self.closing_label = proof.label[:300]

    def open_again(self) -> None:
        """Take off the row what closed it; the trail keeps that it was."""
        self.state, self.closed_at, self.closed_by = ItemState.OPEN, None, ""
        self.closed_how = self.closing_note = ""
        self.closing_kind = self.closing_id = self.closing_label = ""

    def access_scope(self) -> Scope:
        return Scope(team_id=self.team_id, kind="remediation", pk=self.pk)

    def trail_ref(self) -> TrailRef:
        return TrailRef("remediation", str(self.public_id), self.title, self.team_id)
