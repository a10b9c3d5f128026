"""What is decided before a campaign starts, as a value, and who may start which."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from apps.accounts.models import User
from apps.core import clock
from apps.core.access import Actor, require
from apps.core.errors import DomainError, Refused
from apps.core.scope import Scope
from apps.organizations.models import Team

from ..models import (
    CampaignTemplate,
    GroupBy,
    ReviewerRule,
    RevokeWhen,
    UndecidedRule,
    VoteStrategy,
)
from ..permissions import START
from ..rules.scope import PopulationScope

MOST_STAGES = 3


@dataclass(frozen=True, slots=True)
class StagePlan:
    """Who reviews in a stage, and how several come to one outcome."""

    rule: ReviewerRule
    vote: VoteStrategy = VoteStrategy.ONE_DECIDES
    named: tuple[User, ...] = ()


@dataclass(frozen=True, slots=True)
class CampaignPlan:
    """Everything that is decided before a campaign starts."""

    name: str
    due: dt.date
    scope: PopulationScope
    stages: tuple[StagePlan, ...] = (StagePlan(ReviewerRule.OWNER),)
    template: CampaignTemplate = CampaignTemplate.QUICK
    team: Team | None = None
    group_by: GroupBy = GroupBy.OBJECT
    undecided_rule: UndecidedRule = UndecidedRule.KEEP
    revoke_when: RevokeWhen = RevokeWhen.AT_CLOSE
    measures_reviewers: bool = True
    repeats_every_months: int = 0


@dataclass(frozen=True, slots=True)
class _ForTeam:
    """What a campaign that is not there yet would belong to, for the access engine."""

    team: Team | None
    kind: str = field(default="campaign")

    def access_scope(self) -> Scope:
        team = self.team.pk if self.team else None
        return Scope(team_id=team, kind=self.kind)


def require_start(actor: Actor, plan: CampaignPlan) -> None:
    """A lead starts one for the own team, an organisation-wide role for any; raises otherwise."""
    require(actor, START, _ForTeam(plan.team))
    if plan.team is None and not actor.sees_everything:
        raise Refused("Only organisation-wide roles review more than their own team.")
    if plan.team is not None and plan.scope.teams != (plan.team.pk,):
        raise DomainError("A team's review looks at that team only.", field="team")


def check_plan(plan: CampaignPlan) -> None:
    """Raises `DomainError` for the field of a plan that cannot be."""
    if plan.due <= clock.today():
        raise DomainError("Choose a day that is still to come.", "date_passed", "due")
    if not 1 <= len(plan.stages) <= MOST_STAGES:
        raise DomainError("A review has one to three stages.", field="stages")
    if any(stage.rule == ReviewerRule.NAMED and not stage.named for stage in plan.stages):
        raise DomainError("Name who reviews.", "required", "named")
    managers = any(stage.rule == ReviewerRule.MANAGER for stage in plan.stages)
    if managers and plan.group_by != GroupBy.PERSON:
        raise DomainError(
            "The lead of the person's own team can only review one person at a time. "
            "Choose that, or another reviewer.",
            field="group_by",
        )
