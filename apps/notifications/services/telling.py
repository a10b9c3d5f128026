"""Telling people: a row under the bell, and a mail where they want one."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from apps.accounts.models import User
from apps.core import clock
from apps.core.access import Actor

from ..kinds import Kind
from ..mail import queue_mail
from ..models import Notification
from ..selectors import get_notification, mail_choice, own_notifications, preferences_of


@transaction.atomic
def notify(
    *, actor: Actor, person: User | None, kind: Kind, words: str, url: str
) -> Notification | None:
    """Tell one person, in the caller's transaction; `url` is a path of this installation.

    Nobody is told what they did themselves, a closed account is told nothing, and the demo's
    people, who have no mailbox, get no mail. The caller has made sure that the person may see what
    the address shows.
    """
    if person is None or not person.is_active or person.pk == actor.user_id:
        return None
    mail = "off" if person.is_demo else mail_choice(preferences_of(person), kind)
    notification = Notification.objects.create(
        person=person,
        kind=kind.key,
        words=_one_line(words),
        url=url[:300],
        in_digest=mail == "digest",
        mailed_at=clock.now() if mail == "now" else None,
    )
    if mail == "now":
        context = {
            "person": person,
            "notification": notification,
            "link": settings.BASE_URL
            + reverse("notifications:open", args=[notification.public_id]),
            "preferences": settings.BASE_URL + reverse("notifications:preferences"),
        }
        body = render_to_string("emails/notification.txt", context)
        queue_mail(to=person.email, subject=notification.words, body=body, asked_by=actor.label)
    return notification


def notify_once(*, actor: Actor, person: User, kind: Kind, words: str, url: str) -> bool:
    """Tell what a calendar finds again every day; False when it was told in these words before."""
    words = _one_line(words)
    known = Notification.objects.filter(person=person, kind=kind.key, url=url, words=words)
    if known.exists():
        return False
    return notify(actor=actor, person=person, kind=kind, words=words, url=url) is not None


def _one_line(words: str) -> str:
    return " ".join(words.split())[:300]


@transaction.atomic
def mark_read(*, actor: Actor, notification: Notification) -> Notification:
    """The reader has seen it. Raises `NotVisible` for somebody else's."""
    own = get_notification(actor, notification.public_id)
    if own.read_at is None:
        own.read_at = clock.now()
        own.save(update_fields=["read_at"])
    return own


@transaction.atomic
def mark_all_read(*, actor: Actor) -> int:
    """Everything the reader was told counts as seen; returns how many were new."""
    return own_notifications(actor).unread().update(read_at=clock.now())
