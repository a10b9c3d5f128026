"""A campaign from its start to the signature: what is frozen, who decides, what follows."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from apps.access_reviews.campaigns.closing import close_campaign, let_source_pass, sign_off
from apps.access_reviews.campaigns.plans import StagePlan
from apps.access_reviews.models import (
    Campaign,
    CampaignState,
    Decision,
    ReviewerRule,
    ReviewItem,
    RevokeWhen,
    Source,
    SourceKind,
    UndecidedRule,
    Verdict,
)
from apps.access_reviews.reviewing.services import Word, decide, decide_together
from apps.access_reviews.rules.certificate import document_digest, population_digest
from apps.core import clock
from apps.core.errors import NotVisible, Refused
from apps.organizations.models import Membership, OrganizationRole
from apps.remediation.models import RemediationItem
from apps.trail.models import TrailEvent
from tests.cast import Cast
from tests.factories.access_reviews import item_of, open_campaign, plan_for, say
from tests.factories.registry import make_dataset

OFFICERS = (StagePlan(ReviewerRule.LEAD), StagePlan(ReviewerRule.LEAD))


@pytest.fixture
def campaign(cast: Cast) -> Campaign:
    """Cora reviews everything in Risk Models; Lena leads it and Sam is in it."""
    make_dataset(cast.risk_models, "Loans")
    return open_campaign(cast.actor(cast.cora), scope=plan_for(cast.risk_models).scope)


def test_the_population_is_frozen_with_its_certificate(cast: Cast, campaign: Campaign) -> None:
    held = {item.key: item.content for item in campaign.items.all()}

    assert campaign.state == CampaignState.OPEN
    assert {item.user for item in campaign.items.filter(object_kind="team")} == {
        cast.lena,
        cast.sam,
    }
    assert campaign.certificate["rows"] == campaign.item_count == len(held)
    assert campaign.certificate["digest"] == population_digest(held)
    assert campaign.certificate_digest == document_digest(campaign.certificate)
    assert TrailEvent.objects.filter(action="access_reviews.campaign.frozen").count() == 1


def test_a_list_that_is_frozen_again_is_frozen_once(cast: Cast, campaign: Campaign) -> None:
    from apps.access_reviews.campaigns.freezing import freeze_population
    from apps.core.errors import DomainError

    with pytest.raises(DomainError, match="began already"):
        freeze_population(campaign.freezes.get())
    assert campaign.items.count() == campaign.item_count


def test_nobody_decides_on_their_own_access(cast: Cast, campaign: Campaign) -> None:
    own = item_of(campaign, cast.lena)
    with pytest.raises(Refused, match="own access"):
        say(cast.actor(cast.lena), own, Verdict.KEEP)

    others = {row.reviewer for row in own.group.assignments.all()} - {cast.lena}
    assert others == {cast.cora}
    settled = say(cast.actor(cast.cora), own, Verdict.KEEP)
    assert settled.outcome == "keep"


def test_a_form_that_comes_twice_decides_once(cast: Cast, campaign: Campaign) -> None:
    item, sent = item_of(campaign, cast.sam), uuid.uuid4()
    for _ in range(2):
        decide(actor=cast.actor(cast.lena), item=item, word=Word(Verdict.KEEP, "Yes"), sent=sent)

    assert Decision.objects.filter(item=item).count() == 1
    assert Campaign.objects.get().settled_count == 1


def test_what_is_settled_is_not_decided_again(cast: Cast, campaign: Campaign) -> None:
    item = item_of(campaign, cast.sam)
    say(cast.actor(cast.lena), item, Verdict.KEEP)

    with pytest.raises(Refused, match="settled"):
        say(cast.actor(cast.lena), item, Verdict.REVOKE)


def test_a_revoked_membership_ends_with_the_close(cast: Cast, campaign: Campaign) -> None:
    dataset = make_dataset(cast.risk_models, "Applications")
    address = dataset.get_absolute_url()
    say(cast.actor(cast.lena), item_of(campaign, cast.sam), Verdict.REVOKE)
    assert cast.client(cast.sam).get(address).status_code == 200

    browser = cast.client(cast.sam)
    close_campaign(actor=cast.actor(cast.cora), campaign=campaign)

    assert not Membership.objects.filter(user=cast.sam).exists()
    assert browser.get(address).status_code in {403, 404}
    item = ReviewItem.objects.get(user=cast.sam, object_kind="team")
    assert (item.remedy, item.remedy_words) == ("done", "Revoked.")


def test_a_revoked_membership_ends_at_once_where_the_campaign_says_so(cast: Cast) -> None:
    make_dataset(cast.risk_models)
    scope = plan_for(cast.risk_models).scope
    at_once = open_campaign(cast.actor(cast.cora), scope=scope, revoke_when=RevokeWhen.AT_ONCE)
    say(cast.actor(cast.lena), item_of(at_once, cast.sam), Verdict.REVOKE)

    assert not Membership.objects.filter(user=cast.sam).exists()


def test_the_last_administrator_stays(cast: Cast) -> None:
    campaign = open_campaign(cast.actor(cast.cora))
    item = item_of(campaign, cast.olga, "organization")
    say(cast.actor(cast.cora), item, Verdict.REVOKE)
    close_campaign(actor=cast.actor(cast.cora), campaign=campaign)

    item.refresh_from_db()
    assert item.remedy == "refused" and "last administrator" in item.remedy_words
    assert OrganizationRole.objects.filter(user=cast.olga).exists()


UNDECIDED: list[tuple[UndecidedRule, str, str, str]] = [
    (UndecidedRule.REVOKE, "ended", "not_decided", "revoke"),
    (UndecidedRule.KEEP, "ended", "not_decided", ""),
    (UndecidedRule.EXTEND, "reviewing", "", ""),
]


@pytest.mark.parametrize(("rule", "state", "outcome", "becomes"), UNDECIDED)
def test_what_nobody_decided_follows_the_rule(
    cast: Cast, rule: UndecidedRule, state: str, outcome: str, becomes: str
) -> None:
    scope = plan_for(cast.risk_models).scope
    campaign = open_campaign(cast.actor(cast.cora), scope=scope, undecided_rule=rule)
    closed = close_campaign(actor=cast.actor(cast.cora), campaign=campaign)
    item = item_of(campaign, cast.sam)

    assert (closed.state, item.outcome, item.becomes) == (state, outcome, becomes)
    assert RemediationItem.objects.exists() is (rule == UndecidedRule.KEEP)
    assert Membership.objects.filter(user=cast.sam).exists() is (becomes != "revoke")


def test_more_time_is_given_once(cast: Cast) -> None:
    scope = plan_for(cast.risk_models).scope
    campaign = open_campaign(
        cast.actor(cast.cora), scope=scope, undecided_rule=UndecidedRule.EXTEND
    )
    again = close_campaign(actor=cast.actor(cast.cora), campaign=campaign)
    assert again.due > campaign.due
    closed = close_campaign(actor=cast.actor(cast.cora), campaign=again)

    assert closed.state == CampaignState.CLOSED
    assert set(closed.items.values_list("outcome", flat=True)) == {"not_decided"}


def test_nothing_is_decided_after_the_last_day(cast: Cast, campaign: Campaign) -> None:
    Campaign.objects.update(due=clock.today() - dt.timedelta(days=1))
    with pytest.raises(Refused, match="ended on"):
        say(cast.actor(cast.lena), item_of(campaign, cast.sam), Verdict.KEEP)


def test_several_are_decided_together_but_none_that_is_flagged(
    cast: Cast, campaign: Campaign
) -> None:
    item = item_of(campaign, cast.sam)
    word, lena = Word(Verdict.KEEP, "Yes"), cast.actor(cast.lena)
    ReviewItem.objects.filter(pk=item.pk).update(flags="dormant")
    with pytest.raises(Refused, match="by itself"):
        decide_together(actor=lena, group=item.group, items=[item], word=word, sent=uuid.uuid4())

    ReviewItem.objects.filter(pk=item.pk).update(flags="")
    done = decide_together(actor=lena, group=item.group, items=[item], word=word, sent=uuid.uuid4())
    assert [one.outcome for one in done] == ["keep"]


def test_mallory_sees_and_decides_nothing(cast: Cast, campaign: Campaign) -> None:
    mallory = cast.actor(cast.mallory)
    assert not Campaign.objects.visible_to(mallory).exists()
    with pytest.raises(NotVisible):
        say(mallory, item_of(campaign, cast.sam), Verdict.KEEP)


def test_whoever_decided_does_not_sign(cast: Cast, campaign: Campaign) -> None:
    say(cast.actor(cast.cora), item_of(campaign, cast.lena), Verdict.KEEP)
    closed = close_campaign(actor=cast.actor(cast.cora), campaign=campaign)
    with pytest.raises(Refused, match="did not"):
        sign_off(actor=cast.actor(cast.cora), campaign=closed)

    signed = sign_off(actor=cast.actor(cast.aya), campaign=closed, note="Read and in order.")
    assert (signed.state, signed.signed_off_by) == (CampaignState.SIGNED_OFF, "Aya")


def test_a_source_that_failed_stops_the_close_until_an_officer_lets_it_pass(cast: Cast) -> None:
    source = Source.objects.create(name="Warehouse", kind=SourceKind.FILE)
    campaign = open_campaign(cast.actor(cast.cora))
    with pytest.raises(Refused, match="Warehouse"):
        close_campaign(actor=cast.actor(cast.cora), campaign=campaign)

    passed = let_source_pass(
        actor=cast.actor(cast.cora),
        campaign=campaign,
        source=str(source.public_id),
        why="The warehouse was shut down last month.",
    )
    assert close_campaign(actor=cast.actor(cast.cora), campaign=passed).state == "ended"


def test_a_lead_reviews_the_own_team_only(cast: Cast) -> None:
    lena = cast.actor(cast.lena)
    assert open_campaign(lena, cast.risk_models).owner == cast.lena
    plan = plan_for(cast.elsewhere)
    with pytest.raises((NotVisible, Refused)):
        open_campaign(lena, cast.elsewhere, scope=plan.scope)


def test_doubt_in_the_first_stage_is_not_decided_when_the_second_is_silent(cast: Cast) -> None:
    campaign = open_campaign(
        cast.actor(cast.cora),
        scope=plan_for(cast.risk_models).scope,
        stages=(StagePlan(ReviewerRule.LEAD), StagePlan(ReviewerRule.NAMED, named=(cast.cora,))),
    )
    say(cast.actor(cast.lena), item_of(campaign, cast.sam), Verdict.CANNOT_TELL)
    close_campaign(actor=cast.actor(cast.cora), campaign=campaign)

    assert item_of(campaign, cast.sam).outcome == "not_decided"


def test_doubt_of_the_last_stage_is_told_apart_from_silence(cast: Cast, campaign: Campaign) -> None:
    say(cast.actor(cast.cora), item_of(campaign, cast.lena), Verdict.CANNOT_TELL)
    close_campaign(actor=cast.actor(cast.cora), campaign=campaign)
    told = {item.user: item.outcome for item in campaign.items.filter(object_kind="team")}

    assert (told[cast.lena], told[cast.sam]) == ("cannot_tell", "not_decided")
