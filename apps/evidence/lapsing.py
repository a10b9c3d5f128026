"""The owners of evidence hear once that its date is near, and once that it has passed."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse

from apps.core.access import Actor
from apps.core.words import date_words
from apps.notifications.kinds import Kind
from apps.notifications.services.telling import notify_once

from .models import Evidence
from .notifications import LAPSED, LAPSING

CALENDAR = Actor.system("Calendar")


def tell_owners() -> int:
    """Run daily; returns how many were told. The same date is never told twice."""
    rows = Evidence.objects.filter(owner__is_active=True).select_related("owner")
    near = rows.filter(pk__in=Evidence.objects.all().expiring().values("pk"))
    past = rows.filter(pk__in=Evidence.objects.all().overdue().values("pk"))
    count = sum(_tell(evidence, LAPSING, "counts until") for evidence in near)
    return count + sum(
        _tell(evidence, LAPSED, "no longer counts: its date was") for evidence in past
    )


@transaction.atomic
def _tell(evidence: Evidence, kind: Kind, phrase: str) -> bool:
    if evidence.counts_until is None or evidence.owner is None:
        return False
    words = f"“{evidence.title}” {phrase} {date_words(evidence.counts_until)}"
    url = reverse("evidence:evidence", args=[evidence.public_id])
    return notify_once(actor=CALENDAR, person=evidence.owner, kind=kind, words=words, url=url)
