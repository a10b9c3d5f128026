"""The daily digest: one mail with what is unread, at the reader's hour, on the reader's clock."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from apps.accounts.models import User
from apps.core import clock
from apps.organizations.actors import actor_for

from ..digest_time import last_due
from ..mail import queue_mail
from ..models import Notification, NotificationQuerySet
from ..selectors import preferences_of

SHOWN = 50


def send_digests() -> int:
    """Write the digests that are due; returns how many. Run twice, the second finds nothing."""
    waiting = _pending().values("person_id")
    people = list(User.objects.filter(pk__in=waiting, is_active=True))
    return sum(_send_digest(person) for person in people)


def _pending() -> NotificationQuerySet:
    rows: NotificationQuerySet = Notification.objects.all().for_digest()
    return rows


@transaction.atomic
def _send_digest(person: User) -> bool:
    """What the person was told before their hour struck last; what came since waits a day.

    Who has no role at present sees no page, so the digest waits with its names of objects.
    """
    due = last_due(clock.now(), person.time_zone, preferences_of(person).digest_hour)
    pending = _pending().filter(person=person, created_at__lt=due).order_by("-pk")
    news = list(pending.select_for_update())
    if not news or not actor_for(person).has_role:
        return False
    Notification.objects.filter(pk__in=[one.pk for one in news]).update(mailed_at=clock.now())
    subject = "1 thing is new" if len(news) == 1 else f"{len(news)} things are new"
    queue_mail(to=person.email, subject=subject, body=_body(person, news))
    return True


def _body(person: User, news: list[Notification]) -> str:
    zone = ZoneInfo(person.time_zone)
    context = {
        "person": person,
        "lines": [(_clock(one.created_at, zone), one.words, _link(one)) for one in news[:SHOWN]],
        "more": max(0, len(news) - SHOWN),
        "zone": person.time_zone,
        "page": settings.BASE_URL + reverse("notifications:list"),
        "preferences": settings.BASE_URL + reverse("notifications:preferences"),
    }
    return render_to_string("emails/digest.txt", context)


def _link(one: Notification) -> str:
    return settings.BASE_URL + reverse("notifications:open", args=[one.public_id])


def _clock(at: dt.datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    return f"{local.day} {local:%b %Y, %H:%M}"
