"""Findings and actions where people look first: home and the search."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse

from apps.core import clock
from apps.core.access import Actor
from apps.remediation.home import findings_without_owner, own_items
from apps.remediation.models import RemediationItem, Severity
from apps.remediation.search import find_items
from apps.remediation.services import assign_item, close_item
from apps.ui.home_sources import Urgency
from tests.cast import Cast
from tests.factories.remediation import make_action, make_finding

SYSTEM = Actor.system("Check")


def test_what_i_own_is_there_by_date_until_it_is_closed(cast: Cast) -> None:
    sam, day = cast.actor(cast.sam), dt.timedelta(days=1)
    later = make_action(sam, cast.risk_models, "Later", owner=cast.sam, due=clock.today() + 9 * day)
    make_action(sam, cast.risk_models, "Soon", owner=cast.sam, due=clock.today() + day)
    make_action(sam, cast.risk_models, "Lena's", owner=cast.lena)

    needs = own_items(sam, None, 9)

    assert [need.title for need in needs] == ["Soon", "Later"]
    assert needs[1].url == reverse("remediation:item", args=[later.public_id])
    assert [need.title for need in own_items(sam, None, 1)] == ["Soon"]
    assert own_items(sam, cast.elsewhere.public_id, 9) == []
    close_item(actor=sam, item=later, note="Done.", expected_version=1)
    assert [need.title for need in own_items(sam, None, 9)] == ["Soon"]


def test_what_they_no_longer_see_is_not_named(cast: Cast) -> None:
    make_action(cast.actor(cast.lena), cast.risk_models, owner=cast.sam)
    RemediationItem.objects.update(team=cast.elsewhere)

    assert own_items(cast.actor(cast.sam), None, 9) == []


def test_a_finding_without_owner_needs_whoever_decides_about_it(cast: Cast) -> None:
    finding = make_finding(SYSTEM, cast.risk_models, severity=Severity.CRITICAL)

    for person in (cast.lena, cast.cora):
        (need,) = findings_without_owner(cast.actor(person), None, 9)
        assert (need.title, need.urgency) == ("The bucket is public", Urgency.GRAVE)
    for person in (cast.sam, cast.mallory, cast.aya):
        assert findings_without_owner(cast.actor(person), None, 9) == []
    lena = cast.actor(cast.lena)
    assign_item(actor=lena, item=finding, owner=cast.sam, expected_version=1)
    assert findings_without_owner(lena, None, 9) == []


def test_home_shows_both(cast: Cast) -> None:
    make_finding(SYSTEM, cast.risk_models)
    make_action(cast.actor(cast.sam), cast.risk_models, owner=cast.lena)

    page = cast.client(cast.lena).get(reverse("home:home")).content.decode()

    assert "The bucket is public" in page
    assert "Close the bucket" in page


def test_the_search_finds_what_the_reader_may_see(cast: Cast) -> None:
    finding = make_finding(SYSTEM, cast.risk_models)

    (hit,) = find_items(cast.actor(cast.sam), "BUCKET", 9)

    assert (hit.title, hit.status) == (finding.title, "open")
    assert find_items(cast.actor(cast.mallory), "bucket", 9) == []
