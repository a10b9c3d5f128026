"""What home says of reviews, to whom, and when it ends; and what the search finds."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from apps.access_reviews.campaigns.closing import close_campaign, sign_off
from apps.access_reviews.campaigns.services import start_campaign
from apps.access_reviews.home import my_reviews, reviews_i_run, reviews_to_sign
from apps.access_reviews.models import Campaign, CampaignFreeze, Verdict
from apps.accounts.models import User
from apps.core import clock
from apps.ui.home_sources import NeedSource
from tests.cast import Cast
from tests.factories.access_reviews import item_of, open_campaign, plan_for, say


@pytest.fixture
def campaign(cast: Cast) -> Campaign:
    return open_campaign(cast.actor(cast.cora), cast.risk_models)


def titles(cast: Cast, source: NeedSource, person: User) -> list[str]:
    return [need.title for need in source(cast.actor(person), None, 20)]


def test_who_reviews_is_told_until_they_have(cast: Cast, campaign: Campaign) -> None:
    assert titles(cast, my_reviews, cast.lena) == ["Review 1 access right"]
    assert titles(cast, my_reviews, cast.sam) == titles(cast, my_reviews, cast.mallory) == []
    (need,) = my_reviews(cast.actor(cast.lena), cast.risk_models.public_id, 20)
    assert (need.url, need.day) == (campaign.get_absolute_url(), campaign.due)
    assert my_reviews(cast.actor(cast.lena), cast.elsewhere.public_id, 20) == []

    say(cast.actor(cast.lena), item_of(campaign, cast.sam), Verdict.KEEP)
    assert titles(cast, my_reviews, cast.lena) == []


def test_who_runs_it_is_told_when_it_can_be_closed(cast: Cast, campaign: Campaign) -> None:
    assert titles(cast, reviews_i_run, cast.cora) == []
    Campaign.objects.update(due=clock.today() - dt.timedelta(days=1))

    assert titles(cast, reviews_i_run, cast.cora) == ["Close Access in March"]
    assert titles(cast, reviews_i_run, cast.olga) == []


def test_who_runs_it_is_told_that_it_could_not_begin(cast: Cast) -> None:
    start_campaign(actor=cast.actor(cast.cora), plan=plan_for(cast.risk_models))
    freeze = CampaignFreeze.objects.get()
    freeze.claim(freeze.public_id)
    freeze.refresh_from_db()
    freeze.fail("The disk is full.")

    assert titles(cast, reviews_i_run, cast.cora) == ["Access in March could not begin"]


def test_a_signature_is_asked_of_those_who_decided_nothing(cast: Cast, campaign: Campaign) -> None:
    cora = cast.actor(cast.cora)
    say(cora, item_of(campaign, cast.lena), Verdict.KEEP)
    closed = close_campaign(actor=cora, campaign=campaign)
    assert titles(cast, reviews_to_sign, cast.aya) == ["Sign off Access in March"]
    assert titles(cast, reviews_to_sign, cast.cora) == []
    assert titles(cast, reviews_to_sign, cast.lena) == []

    sign_off(actor=cast.actor(cast.aya), campaign=closed)
    assert titles(cast, reviews_to_sign, cast.aya) == []


def test_the_search_finds_reviews_for_whoever_sees_them(cast: Cast, campaign: Campaign) -> None:
    def found(person: User) -> str:
        return cast.client(person).get(reverse("home:search"), {"q": "march"}).content.decode()

    assert "Access in March" in found(cast.lena)
    assert "Access in March" not in found(cast.mallory)
