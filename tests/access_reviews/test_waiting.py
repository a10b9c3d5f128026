"""For whom something waits: not for who has spoken, and not only where the own access is absent."""

from __future__ import annotations

import pytest

from apps.access_reviews.campaigns.calendar import waiting_assignments
from apps.access_reviews.campaigns.plans import StagePlan
from apps.access_reviews.models import Campaign, ReviewerRule, Verdict, VoteStrategy
from apps.access_reviews.reviewing.selectors import groups_waiting, next_group, waiting_items
from tests.cast import Cast
from tests.factories.access_reviews import item_of, open_campaign, say
from tests.factories.registry import make_dataset


@pytest.fixture
def campaign(cast: Cast) -> Campaign:
    """Lena leads the team that is reviewed, so that her own access stands beside Sam's."""
    make_dataset(cast.risk_models, "Loans")
    return open_campaign(cast.actor(cast.cora), cast.risk_models)


def waited_for(campaign: Campaign) -> set[str]:
    return {one.reviewer_label for one in waiting_assignments(campaign)}


def test_the_own_access_hides_nothing_else_of_its_group(cast: Cast, campaign: Campaign) -> None:
    assert list(waiting_items(cast.actor(cast.lena))) == [item_of(campaign, cast.sam)]
    assert [group.waiting for group in groups_waiting(cast.actor(cast.lena))] == [1]
    assert waited_for(campaign) == {"Lena", "Cora"}

    say(cast.actor(cast.lena), item_of(campaign, cast.sam), Verdict.KEEP)
    assert waited_for(campaign) == {"Cora"}


def test_who_has_spoken_is_not_reminded_for_the_others(cast: Cast) -> None:
    both = (cast.cora, cast.olga)
    stages = (StagePlan(ReviewerRule.NAMED, VoteStrategy.ALL_AGREE, both),)
    campaign = open_campaign(cast.actor(cast.cora), cast.risk_models, stages=stages)
    for person in (cast.sam, cast.lena):
        say(cast.actor(cast.cora), item_of(campaign, person), Verdict.KEEP)

    assert waited_for(campaign) == {"Olga"}
    assert not waiting_items(cast.actor(cast.cora)).exists()


def test_a_stage_that_is_not_there_yet_waits_for_nobody(cast: Cast) -> None:
    stages = tuple(
        StagePlan(ReviewerRule.NAMED, named=(person,)) for person in (cast.cora, cast.olga)
    )
    campaign = open_campaign(cast.actor(cast.cora), cast.risk_models, stages=stages)
    olga, item = cast.actor(cast.olga), item_of(campaign, cast.sam)
    assert not waiting_items(olga).exists()

    say(cast.actor(cast.cora), item, Verdict.KEEP)
    assert list(waiting_items(olga)) == [item]


def test_the_next_group_is_another_one_with_something_in_it(cast: Cast) -> None:
    campaign = open_campaign(cast.actor(cast.cora))
    cora = cast.actor(cast.cora)
    first, second, *_ = groups_waiting(cora, campaign)

    assert next_group(cora, first) == second
    assert next_group(cora, second) == first
    assert next_group(cast.actor(cast.mallory), first) is None
