"""The same review again: a new campaign with the plan of the last, as long after it as it ran."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from apps.core import clock
from apps.organizations.actors import actor_for

from ..models import Campaign, GroupBy, ReviewerRule, RevokeWhen, UndecidedRule, VoteStrategy
from ..models import CampaignTemplate as Template
from ..rules.scope import PopulationScope
from .plans import CampaignPlan, StagePlan
from .services import start_campaign


def plan_of(campaign: Campaign) -> CampaignPlan:
    """What was planned for a campaign, to be started anew today."""
    length = campaign.due - timezone.localdate(campaign.created_at)
    stages = tuple(
        StagePlan(
            ReviewerRule(stage.reviewer_rule), VoteStrategy(stage.vote), tuple(stage.named.all())
        )
        for stage in campaign.stages.all()
    )
    return CampaignPlan(
        name=campaign.name,
        due=clock.today() + length,
        scope=PopulationScope.from_json(campaign.scope),
        stages=stages,
        template=Template(campaign.template),
        team=campaign.team,
        group_by=GroupBy(campaign.group_by),
        undecided_rule=UndecidedRule(campaign.undecided_rule),
        revoke_when=RevokeWhen(campaign.revoke_when),
        measures_reviewers=campaign.measures_reviewers,
        repeats_every_months=campaign.repeats_every_months,
    )


@transaction.atomic
def repeat_campaign(campaign: Campaign) -> Campaign:
    """Start the next of a row, in the name of whoever runs it and with their rights of today."""
    owner = actor_for(campaign.owner)
    following = start_campaign(actor=owner, plan=plan_of(campaign))
    following.repeats_from = campaign
    following.save(update_fields=["repeats_from"])
    return following
