"""The reviewer's page: what it shows of each access right, and deciding."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from apps.access_reviews.campaigns.plans import StagePlan
from apps.access_reviews.models import (
    Campaign,
    Decision,
    ReviewerRule,
    ReviewGroup,
    ReviewItem,
    Verdict,
    VoteStrategy,
)
from apps.core import clock
from apps.core.access import GrantLevel, TeamRole
from apps.organizations.models import Membership, Team
from apps.organizations.services.people import give_role
from apps.organizations.services.teams import set_member
from apps.registry.sharing.services import share_object
from tests.cast import Cast
from tests.factories.access_reviews import item_of, open_campaign, plan_for, say
from tests.factories.registry import make_dataset

HTMX = {"HX-Request": "true"}


@pytest.fixture
def campaign(cast: Cast) -> Campaign:
    make_dataset(cast.risk_models, "Loans")
    return opened(cast)


def opened(cast: Cast, team: Team | None = None, **rest: Any) -> Campaign:
    """A review in which nothing speaks against anything, though nobody has signed in yet."""
    campaign = open_campaign(cast.actor(cast.cora), team or cast.risk_models, **rest)
    campaign.items.update(flags="")
    return campaign


def page_of(group: ReviewGroup) -> str:
    return reverse("access_reviews:review", args=[group.campaign.public_id, group.public_id])


def decide_url(item: ReviewItem) -> str:
    ids = item.campaign.public_id, item.group.public_id, item.public_id
    return reverse("access_reviews:decide", args=ids)


def words(client: Client, path: str) -> str:
    return " ".join(client.get(path).content.decode().split())


def sent(verdict: str = "keep", **more: Any) -> dict[str, Any]:
    return {"sent": str(uuid.uuid4()), "verdict": verdict, "note": "", **more}


def test_the_page_shows_what_is_decided_and_what_speaks_against_it(
    cast: Cast, campaign: Campaign
) -> None:
    item = item_of(campaign, cast.sam)
    ReviewItem.objects.filter(pk=item.pk).update(flags="dormant no_reason")
    seen = words(cast.client(cast.lena), page_of(item.group))

    assert item.meaning in seen
    assert "Dormant" in seen and "No reason" in seen
    assert "3 × 2 × 3 = 18 of 48" in seen
    assert "about 1 minute left" in seen and "0 of 1 decided" in seen


def test_nobody_decides_on_their_own_there(cast: Cast, campaign: Campaign) -> None:
    own = item_of(campaign, cast.lena)
    seen = words(cast.client(cast.lena), page_of(own.group))

    assert "Nobody reviews their own access" in seen
    assert decide_url(own) not in seen
    assert cast.client(cast.lena).post(decide_url(own), sent()).status_code == 403


def test_a_decision_is_saved_in_place(cast: Cast, campaign: Campaign) -> None:
    item = item_of(campaign, cast.sam)
    more = {"seconds": "12", "context_opened": "true"}
    answer = cast.client(cast.lena).post(decide_url(item), sent(**more), headers=HTMX)
    seen = " ".join(answer.content.decode().split())

    assert "Saved" in seen and "1 of 1 decided" in seen and "All of yours is decided" in seen
    decision = Decision.objects.get()
    assert (decision.verdict, decision.seconds, decision.context_opened) == ("keep", 12, True)


def test_what_a_script_saw_is_not_kept_where_nobody_is_measured(cast: Cast) -> None:
    campaign = opened(cast, measures_reviewers=False)
    item = item_of(campaign, cast.sam)
    cast.client(cast.lena).post(decide_url(item), sent(seconds="12", context_opened="true"))

    decision = Decision.objects.get()
    assert (decision.seconds, decision.context_opened) == (None, False)


def test_without_a_script_the_page_comes_back(cast: Cast, campaign: Campaign) -> None:
    item = item_of(campaign, cast.sam)
    answer = cast.client(cast.lena).post(decide_url(item), sent())

    assert answer.headers["Location"] == f"{page_of(item.group)}#item-{item.public_id}"


WRONG = [
    ({"verdict": "revoke"}, "Say why."),
    ({"verdict": ""}, "Choose what becomes of it."),
    ({"verdict": "reduce", "note": "Reads only."}, "Choose what is to be left."),
    ({"verdict": "reduce", "note": "x", "new_privilege": "decrypt"}, "Select a valid choice"),
]


@pytest.mark.parametrize("headers", [HTMX, {}])
@pytest.mark.parametrize(("more", "fault"), WRONG)
def test_what_is_missing_is_said_at_the_item(
    cast: Cast, campaign: Campaign, more: dict[str, str], fault: str, headers: dict[str, str]
) -> None:
    item = item_of(campaign, cast.sam)
    answer = cast.client(cast.lena).post(decide_url(item), sent(**more), headers=headers)

    assert answer.status_code == 422 and fault in answer.content.decode()
    assert not Decision.objects.exists()


def test_a_membership_is_reduced_but_has_no_end_to_change(cast: Cast, campaign: Campaign) -> None:
    item = item_of(campaign, cast.sam)
    seen = words(cast.client(cast.lena), page_of(item.group))
    assert 'value="change_expiry"' not in seen and 'value="read"' in seen

    more = {"note": "Reads only.", "new_privilege": "read"}
    cast.client(cast.lena).post(decide_url(item), sent("reduce", **more))
    assert ReviewItem.objects.get(pk=item.pk).new_privilege == "read"


def test_a_role_across_the_organisation_cannot_be_reduced(cast: Cast) -> None:
    campaign = open_campaign(cast.actor(cast.cora))
    item = item_of(campaign, cast.olga, "organization")
    seen = words(cast.client(cast.cora), page_of(item.group))

    assert 'value="reduce"' not in seen and 'value="change_expiry"' in seen


def test_what_changed_since_the_list_was_made_is_said(cast: Cast, campaign: Campaign) -> None:
    item = item_of(campaign, cast.sam)
    cora, page = cast.client(cast.cora), page_of(item.group)
    assert "since the review began" not in words(cora, page)

    Membership.objects.filter(user=cast.sam).update(reason="Agreed in May")
    assert "What was granted changed since the review began" in words(cora, page)
    Membership.objects.filter(user=cast.sam).update(role="viewer")
    assert "the right is now to read" in words(cora, page)
    Membership.objects.filter(user=cast.sam).delete()
    assert "It ended since the review began" in words(cora, page)


def test_what_came_after_the_list_is_named_and_not_reviewed(cast: Cast, campaign: Campaign) -> None:
    group = item_of(campaign, cast.sam).group
    role = TeamRole.VIEWER
    set_member(
        actor=cast.actor(cast.olga),
        team=cast.risk_models,
        person=cast.aya,
        role=role,
        reason="Helps out",
    )
    seen = words(cast.client(cast.cora), page_of(group))

    assert "Came after the list was made, not reviewed" in seen
    assert "Risk Models: read, as viewer of Risk Models" in seen


def test_what_removing_it_would_leave_is_said(cast: Cast) -> None:
    olga, dataset = cast.actor(cast.olga), make_dataset(cast.risk_models, "Loans")
    share_object(
        actor=olga, obj=dataset, person=cast.mallory, level=GrantLevel.VIEW, reason="Audit"
    )
    give_role(actor=olga, person=cast.mallory, role="compliance_officer", reason="Stands in")
    campaign = open_campaign(cast.actor(cast.cora))
    group = item_of(campaign, cast.mallory, "dataset").group

    seen = words(cast.client(cast.cora), page_of(group))
    assert "Mallory still reaches it as compliance officer." in seen


# ---- Several at once ----------------------------------------------------------------------------
def keep(client: Client, group: ReviewGroup, *items: ReviewItem) -> int:
    address = reverse(
        "access_reviews:keep_together", args=[group.campaign.public_id, group.public_id]
    )
    ids = [str(item.public_id) for item in items]
    return client.post(address, {"sent": str(uuid.uuid4()), "item": ids}).status_code


def test_several_are_kept_at_once_but_no_flagged_one(cast: Cast, campaign: Campaign) -> None:
    item, client = item_of(campaign, cast.sam), cast.client(cast.lena)
    assert 'form="bulk-form"' in words(client, page_of(item.group))
    assert keep(client, item.group) == 400
    ReviewItem.objects.filter(pk=item.pk).update(flags="dormant")
    assert keep(client, item.group, item) == 403
    assert 'form="bulk-form"' not in words(client, page_of(item.group))

    ReviewItem.objects.filter(pk=item.pk).update(flags="")
    assert keep(client, item.group, item) == 302
    assert ReviewItem.objects.get(pk=item.pk).outcome == "keep"


# ---- Carefulness --------------------------------------------------------------------------------
def twelve(cast: Cast) -> Campaign:
    """Twelve people in a team, all but one decided by Cora in bulk."""
    from tests.factories.access_reviews import add_members

    add_members(cast.elsewhere, 11)
    stages = (StagePlan(ReviewerRule.NAMED, named=(cast.cora,)),)
    return opened(cast, cast.elsewhere, stages=stages)


def test_a_rubber_stamp_is_asked_about_before_going_on(cast: Cast) -> None:
    campaign = twelve(cast)
    group, client = campaign.groups.get(), cast.client(cast.cora)
    *most, last = campaign.items.all()
    assert keep(client, group, *most) == 302
    assert "Did you look" not in words(client, page_of(group))

    answer = client.post(decide_url(last), sent(), headers=HTMX).content.decode()
    assert "Did you look at each of them?" in answer
    assert "11 of 12 were decided in bulk." in answer and "I looked at them" in answer


def test_the_page_asks_the_same_for_one_and_for_many(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.factories.access_reviews import add_members

    def cost() -> int:
        campaign = open_campaign(cast.actor(cast.cora), cast.elsewhere)
        client, page = cast.client(cast.cora), page_of(campaign.groups.get())
        client.get(page)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(page).status_code == 200
        Campaign.objects.all().update(state="cancelled")
        return len(seen)

    few = cost()
    add_members(cast.elsewhere, 20)
    assert cost() == few


def test_others_are_still_asked_where_all_have_to_agree(cast: Cast) -> None:
    stages = (StagePlan(ReviewerRule.NAMED, VoteStrategy.ALL_AGREE, (cast.cora, cast.olga)),)
    campaign = opened(cast, stages=stages)
    item, cora = item_of(campaign, cast.sam), cast.client(cast.cora)
    answer = cora.post(decide_url(item), sent(), headers=HTMX).content.decode()
    assert "others are still asked" in answer

    say(cast.actor(cast.olga), item, Verdict.REVOKE)
    assert "Revoked" in words(cora, page_of(item.group))


def test_after_the_last_day_nothing_is_decided(cast: Cast, campaign: Campaign) -> None:
    Campaign.objects.update(due=clock.today() - dt.timedelta(days=1))
    item = item_of(campaign, cast.sam)

    assert "This review ended on" in words(cast.client(cast.lena), page_of(item.group))
    assert cast.client(cast.lena).post(decide_url(item), sent()).status_code == 403


def test_mallory_finds_none_of_it(cast: Cast, campaign: Campaign) -> None:
    item, mallory = item_of(campaign, cast.sam), cast.client(cast.mallory)

    assert mallory.get(page_of(item.group)).status_code == 404
    assert mallory.post(decide_url(item), sent()).status_code == 404
    assert keep(mallory, item.group, item) == 404


def test_a_group_answers_at_its_own_campaign_only(cast: Cast, campaign: Campaign) -> None:
    other = open_campaign(cast.actor(cast.cora), cast.risk_models, name="Another")
    group = item_of(campaign, cast.sam).group
    address = reverse("access_reviews:review", args=[other.public_id, group.public_id])

    assert cast.client(cast.cora).get(address).status_code == 404
    assert plan_for(None).team is None
