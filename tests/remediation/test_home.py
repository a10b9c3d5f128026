"""What somebody owns stands on their home page until it is closed."""

from __future__ import annotations

import datetime as dt

from apps.core import clock
from apps.remediation.home import own_items
from apps.remediation.models import ItemState, RemediationItem
from tests.cast import Cast
from tests.factories.remediation import make_action


def test_the_owner_is_told_until_it_is_closed(cast: Cast) -> None:
    due = clock.today() + dt.timedelta(days=3)
    item = make_action(cast.actor(cast.lena), cast.risk_models, owner=cast.sam, due=due)
    (need,) = own_items(cast.actor(cast.sam), None, 9)
    assert (need.title, need.day) == (item.title, due)
    assert need.detail == "Action of Risk Models · given to you"
    for name in ("lena", "mallory", "cora"):
        assert own_items(cast.actor(cast.people()[name]), None, 9) == []
    assert own_items(cast.actor(cast.sam), cast.elsewhere.public_id, 9) == []

    RemediationItem.objects.update(
        state=ItemState.DISMISSED, closed_at=clock.now(), closed_by="Lena"
    )

    assert own_items(cast.actor(cast.sam), None, 9) == []


def test_what_they_no_longer_see_is_not_named(cast: Cast) -> None:
    make_action(cast.actor(cast.lena), cast.risk_models, owner=cast.sam)
    RemediationItem.objects.update(team=cast.elsewhere)

    assert own_items(cast.actor(cast.sam), None, 9) == []
