"""What people were told, how they want to hear of it, and the mails that carry it."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from apps.core.errors import DomainError
from apps.core.jobs import Job, JobState, register_job
from apps.core.models import PublicModel

from .kinds import KINDS


class NotificationQuerySet(models.QuerySet["Notification"]):
    def unread(self) -> NotificationQuerySet:
        return self.filter(read_at__isnull=True)

    def for_digest(self) -> NotificationQuerySet:
        """Unread, wanted in the daily digest, and in none yet."""
        return self.unread().filter(in_digest=True, mailed_at__isnull=True)


class Notification(PublicModel):
    """One thing a person was told; `url` is the address in this installation it leads to."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications"
    )
    kind = models.CharField(max_length=60)
    words = models.CharField(max_length=300)
    url = models.CharField(max_length=300)
    read_at = models.DateTimeField(null=True, blank=True)
    in_digest = models.BooleanField(default=False)
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[Notification]] = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (
            # bell on every page
            models.Index(
                fields=("person",), condition=Q(read_at__isnull=True), name="notification_bell"
            ),
            # page of notifications
            models.Index(fields=("person", "-id"), name="notification_page"),
            # task of the daily digest
            models.Index(
                fields=("person", "created_at"),
                condition=Q(in_digest=True, mailed_at__isnull=True, read_at__isnull=True),
                name="notification_digest",
            ),
        )

    def __str__(self) -> str:
        return self.words

    @property
    def kind_label(self) -> str:
        """What the reader calls this kind; one this version does not know has none."""
        return KINDS[self.kind].label if self.kind in KINDS else ""


class MailPreferences(models.Model):
    """How one person wants to hear by mail; who never chose has no row.

    `choices` holds "now", "digest" or "off" by kind, for the kinds the person decided about.
    """

    DIGEST_HOUR: ClassVar[int] = 8

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_preferences"
    )
    choices = models.JSONField(default=dict, blank=True)
    digest_hour = models.PositiveSmallIntegerField(
        default=DIGEST_HOUR, validators=[MaxValueValidator(23)]
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(digest_hour__lte=23),
                name="digest_hour_of_a_day",
                violation_error_message="Choose an hour of the day.",
            ),
        )

    def __str__(self) -> str:
        return f"Mail preferences of {self.person}"


@register_job
class MailJob(Job):
    """One mail to one address. Its text is encrypted and erased once the mail server has it.

    A mail server that is away is asked again, less and less often, for about four days.
    """

    task_name = "notifications.send_mail"
    max_attempts = 100

    to = models.EmailField(max_length=254)
    subject = models.CharField(max_length=200)
    encrypted = models.BinaryField(null=True, editable=False)

    class Meta:
        verbose_name = "mail"
        ordering = ("-pk",)
        indexes = (
            # job sweep: what is open; health: what waits and what failed
            models.Index(fields=("state", "queued_at"), name="mail_open_jobs"),
        )

    def __str__(self) -> str:
        return f"“{self.subject}” to {self.to}"

    def pause_before_retry(self) -> dt.timedelta:
        return dt.timedelta(minutes=min(60, 2 ** min(self.attempts - self.attempts_forgiven, 6)))

    def queue_again(self) -> None:
        if self.state == JobState.FAILED and self.encrypted is None:
            raise DomainError(
                "The text of this mail was erased a week after it failed. Those who need it ask "
                "for it again.",
                code="erased",
            )
        super().queue_again()
