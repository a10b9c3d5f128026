"""Tables of access reviews."""

from .campaigns import (
    Campaign,
    CampaignFreeze,
    CampaignStage,
    CampaignState,
    CampaignTemplate,
    GroupBy,
    ReviewerRule,
    RevokeWhen,
    UndecidedRule,
    VoteStrategy,
)
from .decisions import Decision, Verdict
from .entitlements import Entitlement, LoadRow, PrincipalKind, Told
from .items import Remedy, ReviewerAssignment, ReviewGroup, ReviewItem, WhyAssigned
from .sources import Load, LoadProblem, Source, SourceKind

__all__ = [
    "Campaign",
    "CampaignFreeze",
    "CampaignStage",
    "CampaignState",
    "CampaignTemplate",
    "Decision",
    "Entitlement",
    "GroupBy",
    "Load",
    "LoadProblem",
    "LoadRow",
    "PrincipalKind",
    "Remedy",
    "ReviewGroup",
    "ReviewItem",
    "ReviewerAssignment",
    "ReviewerRule",
    "RevokeWhen",
    "Source",
    "SourceKind",
    "Told",
    "UndecidedRule",
    "Verdict",
    "VoteStrategy",
    "WhyAssigned",
]
