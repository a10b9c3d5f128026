"""Whoever is made the owner of a finding or action is told."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse

from apps.core import clock
from apps.core.words import date_words
from apps.notifications.models import Notification
from apps.remediation.services import assign_item
from tests.cast import Cast
from tests.factories.remediation import make_action


def test_a_new_owner_is_told_where_it_is_and_by_when(cast: Cast) -> None:
    due = clock.today() + dt.timedelta(days=3)

    action = make_action(cast.actor(cast.lena), cast.risk_models, owner=cast.sam, due=due)

    told = Notification.objects.get()
    assert (told.person, told.kind) == (cast.sam, "remediation.assigned")
    assert told.words == (f"Lena made you the owner of “Close the bucket”, due {date_words(due)}")
    assert told.url == reverse("remediation:item", args=[action.public_id])


def test_nobody_is_told_what_they_took_themselves(cast: Cast) -> None:
    sam = cast.actor(cast.sam)
    action = make_action(sam, cast.risk_models, owner=cast.sam)

    assign_item(actor=sam, item=action, owner=cast.sam, expected_version=1)

    assert not Notification.objects.exists()
