"""The owner of evidence hears once that its date is near, and once that it has passed."""

from __future__ import annotations

import datetime as dt

import pytest
from time_machine import TimeMachineFixture

from apps.core import clock
from apps.evidence.lapsing import tell_owners
from apps.evidence.models import Evidence
from apps.notifications.models import Notification
from tests.cast import Cast
from tests.factories.evidence import make_evidence

pytestmark = pytest.mark.django_db


def filed(cast: Cast, days: int) -> Evidence:
    made = make_evidence(cast.actor(cast.sam), cast.risk_models, "Disk policy")
    until = clock.today() + dt.timedelta(days=days)
    Evidence.objects.filter(pk=made.pk).update(owner=cast.lena, counts_until=until)
    return made


def kinds() -> list[str]:
    return list(Notification.objects.order_by("pk").values_list("kind", flat=True))


def test_near_and_past_are_told_once_each(cast: Cast, time_machine: TimeMachineFixture) -> None:
    made = filed(cast, 31)
    assert tell_owners() == 0

    time_machine.move_to(clock.now() + dt.timedelta(days=1), tick=False)
    assert (tell_owners(), tell_owners()) == (1, 0)
    time_machine.move_to(clock.now() + dt.timedelta(days=31), tick=False)
    assert (tell_owners(), tell_owners()) == (1, 0)

    assert kinds() == ["evidence.lapsing", "evidence.lapsed"]
    near, past = Notification.objects.order_by("pk")
    assert (near.person, past.person) == (cast.lena, cast.lena)
    assert near.words.startswith("“Disk policy” counts until ")
    assert past.url == f"/evidence/{made.public_id}/"


def test_a_new_date_is_told_anew(cast: Cast) -> None:
    made = filed(cast, 3)
    tell_owners()
    Evidence.objects.filter(pk=made.pk).update(counts_until=clock.today() + dt.timedelta(days=9))

    assert tell_owners() == 1


def test_withdrawn_evidence_and_closed_owners_are_left_out(cast: Cast) -> None:
    withdrawn, orphan = filed(cast, 3), filed(cast, 3)
    Evidence.objects.filter(pk=withdrawn.pk).update(withdrawn_at=clock.now())
    Evidence.objects.filter(pk=orphan.pk).update(owner=cast.mallory)
    cast.mallory.is_active = False
    cast.mallory.save()

    assert tell_owners() == 0
    assert kinds() == []
