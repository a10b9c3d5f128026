"""What a reader was told, and how they want to hear; everybody reads their own only."""

from __future__ import annotations

import uuid

from django.db.models import BooleanField, Case, When

from apps.accounts.models import User
from apps.core.access import Actor
from apps.core.errors import NotVisible

from .kinds import KINDS, Kind, Mail
from .models import MailPreferences, Notification, NotificationQuerySet

BELL_COUNTS_TO = 99


def own_notifications(actor: Actor) -> NotificationQuerySet:
    rows: NotificationQuerySet = Notification.objects.filter(person_id=actor.user_id)
    return rows


def list_notifications(actor: Actor) -> NotificationQuerySet:
    """Unread first, then the newest."""
    read = Case(When(read_at=None, then=False), default=True, output_field=BooleanField())
    return own_notifications(actor).annotate(is_read=read).order_by("is_read", "-pk")


def get_notification(actor: Actor, notification_id: uuid.UUID) -> Notification:
    notification = own_notifications(actor).filter(public_id=notification_id).first()
    if notification is None:
        raise NotVisible
    return notification


def count_unread(actor: Actor) -> int:
    """How many wait for the reader; counts no further than the bell shows."""
    return own_notifications(actor).unread().order_by()[: BELL_COUNTS_TO + 1].count()


def preferences_of(person: User) -> MailPreferences:
    """What the person chose, or what holds until they do."""
    return MailPreferences.objects.filter(person=person).first() or MailPreferences(person=person)


def mail_choices(preferences: MailPreferences) -> dict[str, Mail]:
    """How the person hears of every kind by mail."""
    return {key: mail_choice(preferences, kind) for key, kind in KINDS.items()}


def mail_choice(preferences: MailPreferences, kind: Kind) -> Mail:
    chosen: Mail = preferences.choices.get(kind.key, kind.mail)
    return chosen
