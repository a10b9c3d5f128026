"""What the calendar does for a review: reminders, escalation, leavers, the end, the next one."""

from __future__ import annotations

import datetime as dt

import pytest
from time_machine import TimeMachineFixture

from apps.access_reviews.campaigns.calendar import keep_calendar
from apps.access_reviews.campaigns.services import start_campaign
from apps.access_reviews.models import Campaign, CampaignState, ReviewerAssignment, Verdict
from apps.access_reviews.tasks import freeze
from apps.core import clock
from apps.notifications.models import Notification
from apps.organizations.models import OrganizationRole
from tests.cast import Cast
from tests.factories.access_reviews import item_of, open_campaign, plan_for, say
from tests.factories.registry import make_dataset

MONDAY = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


@pytest.fixture
def campaign(cast: Cast) -> Campaign:
    make_dataset(cast.risk_models)
    return open_campaign(cast.actor(cast.cora), scope=plan_for(cast.risk_models).scope)


def days(number: int) -> dt.timedelta:
    return dt.timedelta(days=number)


def ends_in(campaign: Campaign, number: int) -> None:
    """It began two weeks before its last day, which is so many days from today."""
    due = clock.today() + days(number)
    moment = clock.now() - days(14 - number)
    Campaign.objects.filter(pk=campaign.pk).update(due=due, frozen_at=moment)


def told(kind: str) -> list[str]:
    rows = Notification.objects.filter(kind=f"access_reviews.{kind}")
    return sorted(str(row.person) for row in rows)


def test_on_the_last_day_the_officer_is_called_once(cast: Cast, campaign: Campaign) -> None:
    ReviewerAssignment.objects.filter(reviewer=cast.cora).delete()
    ends_in(campaign, 0)
    keep_calendar()
    keep_calendar()

    called = ReviewerAssignment.objects.filter(why="escalated")
    assert [(row.reviewer, row.passed_by) for row in called] == [(cast.cora, cast.lena)]
    assert told("escalated") == ["Cora"]
    settled = say(cast.actor(cast.cora), item_of(campaign, cast.sam), Verdict.KEEP)
    assert settled.outcome == "keep"


def test_who_has_decided_is_not_reminded(cast: Cast, time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(MONDAY, tick=False)
    scope = plan_for(cast.risk_models).scope
    campaign = open_campaign(cast.actor(cast.cora), scope=scope)
    say(cast.actor(cast.lena), item_of(campaign, cast.sam), Verdict.KEEP)
    keep_calendar()
    assert told("reminded") == []

    time_machine.move_to(MONDAY + days(7), tick=False)
    keep_calendar()
    keep_calendar()
    # Lena's own membership is left, and that waits for Cora.
    assert told("reminded") == ["Cora"]


def test_after_its_last_day_it_closes_by_itself(cast: Cast, campaign: Campaign) -> None:
    ends_in(campaign, -1)
    keep_calendar()

    campaign.refresh_from_db()
    assert (campaign.state, campaign.closed_by) == (CampaignState.CLOSED, "Access reviews")


def test_somebody_stands_in_for_a_reviewer_who_left(cast: Cast, campaign: Campaign) -> None:
    ReviewerAssignment.objects.filter(reviewer=cast.cora).delete()
    cast.lena.is_active = False
    cast.lena.save()
    keep_calendar()

    now = ReviewerAssignment.objects.filter(group__label="Risk Models", ended_at=None)
    assert [row.reviewer for row in now] == [cast.cora]
    settled = say(cast.actor(cast.cora), item_of(campaign, cast.sam), Verdict.KEEP)
    assert settled.outcome == "keep"


def repeated(cast: Cast, name: str) -> Campaign:
    actor = cast.actor(cast.cora)
    plan = plan_for(None, name=name, repeats_every_months=1)
    campaign = start_campaign(actor=actor, plan=plan)
    freeze(str(campaign.freezes.get().public_id))
    Campaign.objects.filter(pk=campaign.pk).update(created_at=clock.now() - days(32))
    return campaign


def test_a_review_comes_again_and_one_that_cannot_stops_no_other(cast: Cast) -> None:
    orphaned, other = repeated(cast, "Without rights"), repeated(cast, "In order")
    Campaign.objects.filter(pk=other.pk).update(owner=cast.olga)
    OrganizationRole.objects.filter(user=cast.cora).delete()
    keep_calendar()
    keep_calendar()

    assert Campaign.objects.filter(repeats_from=other).count() == 1
    assert not Campaign.objects.filter(repeats_from=orphaned).exists()
    assert told("held_up") == ["Cora"]
