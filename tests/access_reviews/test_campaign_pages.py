"""Pages of reviews: the list, the start with its preview, one review and what is done to it."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from apps.access_reviews.campaigns.plans import StagePlan
from apps.access_reviews.campaigns.services import start_campaign
from apps.access_reviews.models import (
    Campaign,
    CampaignFreeze,
    ReviewerRule,
    Source,
    SourceKind,
    UndecidedRule,
    Verdict,
)
from apps.core import clock
from apps.core.access import GrantLevel, TeamRole
from apps.core.errors import Refused
from apps.core.jobs import JobState
from apps.notifications.models import Notification
from apps.organizations.models import Membership
from apps.organizations.services.teams import set_member
from apps.registry.sharing.services import share_object
from apps.trail.models import TrailEvent
from tests.cast import Cast
from tests.factories.access_reviews import item_of, open_campaign, plan_for, say
from tests.factories.registry import make_dataset

LIST, START = reverse("access_reviews:list"), reverse("access_reviews:start")
PREVIEW = reverse("access_reviews:preview")


def address(campaign: Campaign, page: str = "campaign") -> str:
    return reverse(f"access_reviews:{page}", args=[campaign.public_id])


def html(client: Client, path: str) -> str:
    return " ".join(client.get(path).content.decode().split())


def entry(cast: Cast, **more: Any) -> dict[str, Any]:
    """The form of a quick review of Risk Models, as a browser sends it."""
    values: dict[str, Any] = {
        "public_id": str(uuid.uuid4()),
        "template": "quick",
        "about": "team",
        "team": str(cast.risk_models.public_id),
        "rule": "lead",
        "vote": "one_decides",
        "due": (clock.today() + dt.timedelta(days=14)).isoformat(),
        "name": "Access in March",
        "group_by": "object",
        "undecided_rule": "keep_with_finding",
        "revoke_when": "at_close",
        "repeats": "0",
    }
    return values | more


@pytest.fixture
def campaign(cast: Cast) -> Campaign:
    make_dataset(cast.risk_models, "Loans")
    return open_campaign(cast.actor(cast.cora), cast.risk_models)


# ---- The list -----------------------------------------------------------------------------------
def test_the_list_says_first_what_waits_for_the_reader(cast: Cast, campaign: Campaign) -> None:
    seen = html(cast.client(cast.lena), LIST)

    assert "Waiting for you" in seen
    assert "Access in March · 1 access right, about 1 minute" in seen
    assert "Waiting for you" not in html(cast.client(cast.aya), LIST)


def test_what_somebody_spoke_on_waits_for_them_no_more(cast: Cast, campaign: Campaign) -> None:
    say(cast.actor(cast.lena), item_of(campaign, cast.sam), Verdict.CANNOT_TELL)

    assert "Waiting for you" not in html(cast.client(cast.lena), LIST)
    assert "Waiting for you" in html(cast.client(cast.cora), LIST)


def test_the_list_is_filtered_in_the_address(cast: Cast, campaign: Campaign) -> None:
    client = cast.client(cast.cora)

    def count(query: str) -> int:
        total: int = client.get(f"{LIST}?format=json&{query}").json()["total"]
        return total

    assert (count("state=running"), count("state=overdue"), count("state=ended")) == (1, 0, 0)
    assert (count("q=march"), count("q=april")) == (1, 0)
    assert count(f"team={cast.risk_models.public_id}") == 1


def test_an_empty_list_names_the_first_step(cast: Cast) -> None:
    assert f'href="{START}"' in html(cast.client(cast.lena), LIST)
    seen = html(cast.client(cast.sam), LIST)
    assert "Nothing waits for you" in seen and f'href="{START}"' not in seen


# ---- The start ----------------------------------------------------------------------------------
def test_a_quick_review_is_started_on_one_page(cast: Cast) -> None:
    make_dataset(cast.risk_models)
    client = cast.client(cast.cora)
    sent = entry(cast)
    first, again = client.post(START, sent), client.post(START, sent)

    made = Campaign.objects.get()
    assert first.headers["Location"] == again.headers["Location"] == address(made)
    assert (made.name, made.team, made.state) == ("Access in March", cast.risk_models, "collecting")


def test_the_preview_says_who_reviews_how_much(cast: Cast) -> None:
    make_dataset(cast.risk_models)
    seen = cast.client(cast.cora).post(PREVIEW, entry(cast)).content.decode()
    words = " ".join(seen.split())

    assert "Start the review of 2 access rights" in words
    assert "Lena" in words and "Cora" in words
    assert not Campaign.objects.exists()


def test_without_a_script_the_preview_is_the_first_step(cast: Cast) -> None:
    client = cast.client(cast.cora)
    assert "See who reviews what" in html(client, START)
    shown = client.post(START, entry(cast, step="preview"))

    assert "Start the review of 2 access rights" in " ".join(shown.content.decode().split())
    assert not Campaign.objects.exists()


def test_the_preview_names_what_was_never_read(cast: Cast) -> None:
    Source.objects.create(name="Warehouse", kind=SourceKind.FILE)
    seen = cast.client(cast.cora).post(PREVIEW, entry(cast, about="everything"))

    assert "It was never read." in seen.content.decode()


def test_the_preview_says_what_is_missing(cast: Cast) -> None:
    seen = cast.client(cast.cora).post(PREVIEW, entry(cast, team="")).content.decode()

    assert "Choose the team." in seen and "Start the review" not in seen


def test_an_object_and_a_person_are_filled_in_by_the_address(cast: Cast) -> None:
    dataset = make_dataset(cast.risk_models, "Loans")
    client = cast.client(cast.lena)
    by_object = html(client, f"{START}?object=dataset:{dataset.public_id}")
    by_person = html(client, f"{START}?person={cast.sam.public_id}")

    assert f'value="dataset:{dataset.public_id}" selected' in by_object
    assert f'value="{cast.sam.public_id}" selected' in by_person


@pytest.mark.parametrize(
    ("template", "words"),
    [("quarterly", "Quarterly access review, Q"), ("person", "Access of one person")],
)
def test_a_template_fills_the_form_in(cast: Cast, template: str, words: str) -> None:
    assert words in html(cast.client(cast.cora), f"{START}?template={template}")


def test_a_lead_starts_one_for_the_own_team_only(cast: Cast) -> None:
    lena = cast.client(cast.lena)
    assert 'value="everything"' not in html(lena, START)
    refused = lena.post(START, entry(cast, team=str(cast.elsewhere.public_id)))
    assert refused.status_code == 422 and not Campaign.objects.exists()

    lena.post(START, entry(cast))
    assert Campaign.objects.get().owner == cast.lena


def test_a_review_of_a_team_leaves_roles_across_the_organisation_alone(cast: Cast) -> None:
    """Else a lead who names the reviewers could take the officers' roles away."""
    campaign = open_campaign(cast.actor(cast.lena), cast.risk_models)

    assert not campaign.items.filter(object_kind="organization").exists()


def test_the_lead_of_the_persons_team_sees_one_person_at_a_time(cast: Cast) -> None:
    cast.client(cast.cora).post(START, entry(cast, rule="manager"))

    assert Campaign.objects.get().group_by == "person"


# ---- Collecting ---------------------------------------------------------------------------------
def test_progress_is_asked_for_until_the_review_begins(cast: Cast) -> None:
    made = start_campaign(actor=cast.actor(cast.cora), plan=plan_for(cast.risk_models))
    client = cast.client(cast.cora)
    htmx = {"HX-Request": "true", "HX-Target": "freeze-progress"}
    assert "Waiting for a worker" in client.get(address(made), headers=htmx).content.decode()

    Campaign.objects.update(state="cancelled")
    assert client.get(address(made), headers=htmx).headers["HX-Refresh"] == "true"


def test_a_review_that_could_not_begin_says_why_and_is_begun_again(cast: Cast) -> None:
    made = start_campaign(actor=cast.actor(cast.cora), plan=plan_for(cast.risk_models))
    freeze = CampaignFreeze.objects.get()
    freeze.claim(freeze.public_id)
    freeze.refresh_from_db()
    freeze.fail("The disk is full.")
    client = cast.client(cast.cora)
    assert "The disk is full." in html(client, address(made))
    assert "could not begin" in Notification.objects.get(person=cast.cora).words

    client.post(address(made, "freeze_again"))
    freeze.refresh_from_db()
    assert freeze.state == JobState.QUEUED
    assert client.post(address(made, "freeze_again")).status_code == 403


# ---- One review ---------------------------------------------------------------------------------
def test_the_page_says_first_what_comes_next(cast: Cast, campaign: Campaign) -> None:
    assert "You have 1 access right to review" in html(cast.client(cast.lena), address(campaign))
    aya = html(cast.client(cast.aya), address(campaign))
    assert "Nothing waits for you" in aya
    assert campaign.certificate["sources"][0]["title"] in aya


def test_a_reviewer_sees_the_own_parts_and_no_certificate(cast: Cast) -> None:
    make_dataset(cast.elsewhere, "Secret study")
    campaign = open_campaign(cast.actor(cast.cora))
    seen = html(cast.client(cast.lena), address(campaign))

    assert "Risk Models" in seen and "Elsewhere" not in seen
    assert "Certificate of the population" not in seen
    rows = cast.client(cast.lena).get(f"{address(campaign, 'items')}?format=json").json()["rows"]
    assert {row["object"] for row in rows} == {"Risk Models"}


def test_closing_names_what_it_does(cast: Cast, campaign: Campaign) -> None:
    say(cast.actor(cast.lena), item_of(campaign, cast.sam), Verdict.REVOKE)
    client, close = cast.client(cast.cora), address(campaign, "close")
    seen = html(client, close)
    assert "Close and revoke 1 access right" in seen
    assert "1 access right on which nobody decided stay" in seen

    client.post(close, {"version": campaign.lock_version, "seen": "1-0-1"})
    campaign.refresh_from_db()
    assert campaign.state == "ended" and not Membership.objects.filter(user=cast.sam).exists()


def test_closing_is_read_again_when_somebody_decided_meanwhile(
    cast: Cast, campaign: Campaign
) -> None:
    client, close = cast.client(cast.cora), address(campaign, "close")
    assert "Close, nothing changes" in html(client, close)
    say(cast.actor(cast.lena), item_of(campaign, cast.sam), Verdict.REVOKE)
    sent = client.post(close, {"version": campaign.lock_version, "seen": "0-0-2"})

    assert sent.status_code == 422
    assert "Close and revoke 1 access right" in " ".join(sent.content.decode().split())


def test_a_rule_that_revokes_is_named_before_the_close(cast: Cast) -> None:
    campaign = open_campaign(
        cast.actor(cast.cora), cast.risk_models, undecided_rule=UndecidedRule.REVOKE
    )
    assert "Close and revoke 2 access rights" in html(
        cast.client(cast.cora), address(campaign, "close")
    )


def test_more_time_is_given_with_a_reason(cast: Cast, campaign: Campaign) -> None:
    client, extend = cast.client(cast.lena), address(campaign, "extend")
    later = (campaign.due + dt.timedelta(days=7)).isoformat()
    sent = {"version": campaign.lock_version, "due": later}
    assert client.post(extend, sent).status_code == 422

    client.post(extend, sent | {"why": "Half of the team is ill."})
    campaign.refresh_from_db()
    assert campaign.due.isoformat() == later


def test_a_review_is_given_up_with_a_reason(cast: Cast, campaign: Campaign) -> None:
    sent = {"version": campaign.lock_version, "why": "Started twice."}
    cast.client(cast.cora).post(address(campaign, "cancel"), sent)

    assert "Given up" in html(cast.client(cast.cora), address(campaign))
    event = TrailEvent.objects.get(action="access_reviews.campaign.cancelled")
    assert event.detail.body["why"] == "Started twice."


def test_only_a_compliance_officer_lets_a_failed_source_pass(cast: Cast) -> None:
    source = Source.objects.create(name="Warehouse", kind=SourceKind.FILE)
    campaign = open_campaign(cast.actor(cast.olga))
    olga, cora, page = cast.client(cast.olga), cast.client(cast.cora), address(campaign, "let_pass")
    assert "Warehouse could not be read" in html(olga, address(campaign))
    assert olga.get(page).status_code == 403

    why = {"source": source.public_id, "why": "It was shut down.", "version": campaign.lock_version}
    cora.post(page, why)
    assert "It was shut down. (Cora)" in html(cora, address(campaign))
    assert cora.get(page).status_code == 403


def test_who_decided_is_told_beforehand_that_somebody_else_signs(
    cast: Cast, campaign: Campaign
) -> None:
    say(cast.actor(cast.cora), item_of(campaign, cast.lena), Verdict.KEEP)
    cora, aya = cast.client(cast.cora), cast.client(cast.aya)
    cora.post(address(campaign, "close"), {"version": campaign.lock_version, "seen": "0-0-1"})
    assert "You decided in this review." in html(cora, address(campaign))
    assert cora.get(address(campaign, "sign_off")).status_code == 403

    campaign.refresh_from_db()
    sent = {"version": campaign.lock_version, "note": "In order."}
    aya.post(address(campaign, "sign_off"), sent)
    assert "By Aya on" in html(cora, address(campaign))


def test_mallory_finds_none_of_it(cast: Cast, campaign: Campaign) -> None:
    mallory = cast.client(cast.mallory)

    for page in ("campaign", "items", "close", "extend", "cancel", "sign_off"):
        assert mallory.get(address(campaign, page)).status_code in {403, 404}
    assert "Access in March" not in html(mallory, LIST)
    with pytest.raises(Refused):
        open_campaign(cast.actor(cast.mallory), cast.elsewhere)


def test_a_review_begins_where_somebody_looks_at_who_can_reach_it(cast: Cast) -> None:
    dataset, lena = make_dataset(cast.risk_models, "Loans"), cast.client(cast.lena)
    of_object = reverse("access_reviews:dataset_reach", args=[dataset.public_id])
    of_person = reverse("access_reviews:person_reach", args=[cast.sam.public_id])

    assert f"{START}?object=dataset:{dataset.public_id}" in html(lena, of_object)
    assert f"{START}?person={cast.sam.public_id}" in html(lena, of_person)


def test_what_a_template_sets_is_not_folded_away(cast: Cast) -> None:
    client = cast.client(cast.cora)

    assert 'id="more" open' in html(client, f"{START}?template=privileged")
    assert 'id="more" open' not in html(client, START)


def test_who_closes_is_told_of_all_of_it_whatever_they_review(cast: Cast) -> None:
    """A second lead of the team may close it, and is told of the parts that are not theirs."""
    dataset = make_dataset(cast.risk_models, "Loans")
    olga = cast.actor(cast.olga)
    set_member(
        actor=olga,
        team=cast.risk_models,
        person=cast.mallory,
        role=TeamRole.LEAD,
        reason="Stands in",
    )
    share_object(actor=olga, obj=dataset, person=cast.aya, level=GrantLevel.VIEW, reason="Audit")
    stages = (StagePlan(ReviewerRule.NAMED, named=(cast.mallory,)),)
    campaign = open_campaign(
        cast.actor(cast.lena),
        cast.risk_models,
        stages=stages,
        undecided_rule=UndecidedRule.REVOKE,
    )
    campaign.groups.get(object_kind="dataset").assignments.all().delete()

    every = f"Close and revoke {campaign.item_count} access rights"
    assert every in html(cast.client(cast.mallory), address(campaign, "close"))
