"""Passing reviews on: to whom, until when, for what; and what a deputy may not."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse
from time_machine import TimeMachineFixture

from apps.access_reviews.campaigns.plans import StagePlan
from apps.access_reviews.models import Campaign, ReviewerAssignment, ReviewerRule, Verdict
from apps.access_reviews.models import VoteStrategy as Vote
from apps.access_reviews.reviewing.passing_on import pass_on, take_back
from apps.access_reviews.reviewing.selectors import groups_waiting
from apps.core import clock
from apps.core.errors import DomainError, NotVisible, Refused
from apps.notifications.models import Notification
from apps.trail.models import TrailEvent
from tests.cast import Cast
from tests.factories.access_reviews import item_of, open_campaign, say
from tests.factories.registry import make_dataset


@pytest.fixture
def campaign(cast: Cast) -> Campaign:
    """Cora alone reviews Risk Models."""
    make_dataset(cast.risk_models, "Loans")
    stages = (StagePlan(ReviewerRule.NAMED, named=(cast.cora,)),)
    return open_campaign(cast.actor(cast.cora), cast.risk_models, stages=stages)


def passed(cast: Cast, campaign: Campaign, **more: Any) -> list[ReviewerAssignment]:
    values: dict[str, Any] = {
        "actor": cast.actor(cast.cora),
        "campaign": campaign,
        "person": cast.olga,
        "groups": list(campaign.groups.all()),
        "until": campaign.due,
    }
    return pass_on(**(values | more))


def test_a_deputy_is_told_and_decides(cast: Cast, campaign: Campaign) -> None:
    passed(cast, campaign, note="I am away.")
    told = Notification.objects.get(person=cast.olga)
    assert told.words.startswith("Cora passed the review of Risk Models on to you until")
    assert TrailEvent.objects.filter(action="access_reviews.campaign.passed_on").exists()

    assert groups_waiting(cast.actor(cast.olga)).exists()
    assert not groups_waiting(cast.actor(cast.cora)).exists()
    assert say(cast.actor(cast.olga), item_of(campaign, cast.sam), Verdict.KEEP).outcome == "keep"


def test_it_ends_with_its_day(
    cast: Cast, campaign: Campaign, time_machine: TimeMachineFixture
) -> None:
    passed(cast, campaign, until=clock.today())
    time_machine.move_to(clock.now() + dt.timedelta(days=1))

    with pytest.raises(Refused):
        say(cast.actor(cast.olga), item_of(campaign, cast.sam), Verdict.KEEP)
    assert groups_waiting(cast.actor(cast.cora)).exists()


def test_a_deputy_of_the_principal_is_the_principal(cast: Cast) -> None:
    """Lena reviews her team; whoever stands in for her judges her access as little as she does."""
    campaign = open_campaign(cast.actor(cast.cora), cast.risk_models)
    passed(cast, campaign, actor=cast.actor(cast.lena))

    with pytest.raises(Refused, match="own access"):
        say(cast.actor(cast.olga), item_of(campaign, cast.lena), Verdict.KEEP)
    say(cast.actor(cast.olga), item_of(campaign, cast.sam), Verdict.KEEP)


def test_a_deputy_judges_not_their_own(cast: Cast, campaign: Campaign) -> None:
    passed(cast, campaign, person=cast.sam)

    with pytest.raises(Refused, match="own access"):
        say(cast.actor(cast.sam), item_of(campaign, cast.sam), Verdict.KEEP)


def test_a_deputy_passes_nothing_on(cast: Cast, campaign: Campaign) -> None:
    passed(cast, campaign)
    with pytest.raises(DomainError, match="yours to review"):
        passed(cast, campaign, actor=cast.actor(cast.olga), person=cast.aya)


def test_a_deputy_and_the_other_are_one_voice(cast: Cast) -> None:
    both = (cast.cora, cast.aya)
    stages = (StagePlan(ReviewerRule.NAMED, Vote.ALL_AGREE, both),)
    campaign = open_campaign(cast.actor(cast.cora), cast.risk_models, stages=stages)
    passed(cast, campaign)
    item = item_of(campaign, cast.sam)
    say(cast.actor(cast.olga), item, Verdict.KEEP)
    assert say(cast.actor(cast.cora), item, Verdict.KEEP).outcome == ""

    assert say(cast.actor(cast.aya), item, Verdict.KEEP).outcome == "keep"


WRONG: list[tuple[str, Any, str]] = [
    ("person", "cora", "somebody else"),
    ("until", -1, "still to come"),
    ("until", 99, "at the latest"),
]


@pytest.mark.parametrize(("field", "value", "words"), WRONG)
def test_what_cannot_be_is_said_at_its_field(
    cast: Cast, campaign: Campaign, field: str, value: Any, words: str
) -> None:
    day = dt.timedelta(days=value) if field == "until" else dt.timedelta()
    value = clock.today() + day if field == "until" else getattr(cast, value)
    with pytest.raises(DomainError, match=words) as caught:
        passed(cast, campaign, **{field: value})
    assert caught.value.field == field


def test_somebody_without_a_role_stands_in_for_nobody(cast: Cast, campaign: Campaign) -> None:
    cast.mallory.memberships.all().delete()
    with pytest.raises(DomainError, match="no role"):
        passed(cast, campaign, person=cast.mallory)


def test_it_is_taken_back(cast: Cast, campaign: Campaign) -> None:
    passed(cast, campaign)
    assert take_back(actor=cast.actor(cast.cora), campaign=campaign) == 1

    with pytest.raises(Refused):
        say(cast.actor(cast.olga), item_of(campaign, cast.sam), Verdict.KEEP)
    assert groups_waiting(cast.actor(cast.cora)).exists()


def test_the_page_passes_on_and_takes_back(cast: Cast, campaign: Campaign) -> None:
    client, group = cast.client(cast.cora), campaign.groups.get()
    page = reverse("access_reviews:pass_on", args=[campaign.public_id])
    home = client.get(campaign.get_absolute_url()).content.decode()
    assert f'href="{page}"' in home
    sent = {"person": cast.olga.public_id, "until": campaign.due, "groups": [group.public_id]}
    assert client.post(page, sent | {"person": ""}).status_code == 422

    client.post(page, sent)
    assert "Passed on to Olga" in client.get(campaign.get_absolute_url()).content.decode()
    client.post(reverse("access_reviews:take_back", args=[campaign.public_id]))
    assert "You have 2 access rights" in client.get(campaign.get_absolute_url()).content.decode()


def test_mallory_passes_nothing_on(cast: Cast, campaign: Campaign) -> None:
    page = reverse("access_reviews:pass_on", args=[campaign.public_id])
    assert cast.client(cast.mallory).get(page).status_code == 404
    with pytest.raises(NotVisible):
        passed(cast, campaign, actor=cast.actor(cast.mallory))
