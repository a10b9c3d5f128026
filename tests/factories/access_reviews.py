"""Reviews of access for tests, made through the services and the job."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from apps.access_reviews.campaigns.plans import CampaignPlan, StagePlan
from apps.access_reviews.campaigns.services import start_campaign
from apps.access_reviews.models import Campaign, ReviewerRule, ReviewItem, Verdict
from apps.access_reviews.reviewing.services import Word, decide
from apps.access_reviews.rules.scope import PopulationScope
from apps.access_reviews.tasks import freeze
from apps.accounts.models import User
from apps.core import clock
from apps.core.access import Actor
from apps.organizations.models import Membership, Team

LEADS = (StagePlan(ReviewerRule.LEAD),)


def plan_for(team: Team | None, **rest: Any) -> CampaignPlan:
    """A review of one team's access, or of everything, for two weeks; leads review."""
    scope = PopulationScope(teams=(team.pk,) if team else ())
    values: dict[str, Any] = {
        "name": "Access in March",
        "due": clock.today() + dt.timedelta(days=14),
        "scope": scope,
        "stages": LEADS,
        "team": team,
    }
    return CampaignPlan(**(values | rest))


def open_campaign(actor: Actor, team: Team | None = None, **rest: Any) -> Campaign:
    """A review whose population is collected."""
    campaign = start_campaign(actor=actor, plan=plan_for(team, **rest))
    freeze(str(campaign.freezes.get().public_id))
    campaign.refresh_from_db()
    return campaign


def item_of(campaign: Campaign, person: User, kind: str = "team") -> ReviewItem:
    """The one access of a person to an object of a kind."""
    return campaign.items.select_related("campaign").get(user=person, object_kind=kind)


def say(
    actor: Actor, item: ReviewItem, verdict: Verdict, note: str = "It was agreed."
) -> ReviewItem:
    return decide(actor=actor, item=item, word=Word(verdict, note), sent=uuid.uuid4())


def add_members(team: Team, count: int) -> list[User]:
    """So many more people in a team."""
    people = [
        User.objects.create_user(f"more{uuid.uuid4().hex[:8]}@example.org", name=f"More {number}")
        for number in range(count)
    ]
    for person in people:
        Membership.objects.create(user=person, team=team, role="viewer")
    return people
