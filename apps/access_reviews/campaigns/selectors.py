"""Reads of campaigns, as far as the actor may see."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import Case, Count, IntegerField, Prefetch, QuerySet, When

from apps.core.access import Actor
from apps.core.errors import NotVisible

from ..models import (
    Campaign,
    CampaignFreeze,
    CampaignState,
    Decision,
    ReviewerAssignment,
    ReviewGroup,
    ReviewItem,
    Verdict,
)
from ..rules.stages import UndecidedRule, extends


def list_campaigns(actor: Actor) -> QuerySet[Campaign]:
    """Running ones first, by date; then the newest."""
    running = Case(
        When(state__in=[CampaignState.FREEZING, CampaignState.OPEN], then=0),
        When(state=CampaignState.CLOSED, then=1),
        default=2,
        output_field=IntegerField(),
    )
    seen: QuerySet[Campaign] = Campaign.objects.all().visible_to(actor)
    rows = seen.select_related("team", "owner").defer("certificate", "exceptions")
    return rows.annotate(rank=running).order_by("rank", "due", "-pk")


def get_campaign(actor: Actor, public_id: uuid.UUID) -> Campaign:
    """One campaign with everything on it. Raises `NotVisible`."""
    seen: QuerySet[Campaign] = Campaign.objects.all().visible_to(actor)
    found = seen.select_related("team", "owner").filter(public_id=public_id).first()
    if found is None:
        raise NotVisible("We could not find that review.")
    return found


def groups_of(actor: Actor, campaign: Campaign) -> QuerySet[ReviewGroup]:
    """The parts of a campaign that the actor sees, riskiest first, with their reviewers.

    A reviewer sees the own parts; whoever runs it and organisation-wide roles see all.
    """
    seen: QuerySet[ReviewGroup] = ReviewGroup.objects.all().visible_to(actor)
    reviewers = ReviewerAssignment.objects.filter(ended_at=None).order_by("stage", "pk")
    rows = seen.filter(campaign=campaign).select_related("team")
    rows = rows.prefetch_related(Prefetch("assignments", reviewers, to_attr="reviewing"))
    return rows.order_by("-risk", "label", "pk")


# ---- How it stands ------------------------------------------------------------------------------
def failed_sources(campaign: Campaign) -> dict[str, str]:
    """The sources that could not be read when the review began: key -> name."""
    runs = campaign.certificate.get("sources", [])
    return {run["key"]: run["title"] for run in runs if run["failed"]}


def gaps(campaign: Campaign) -> dict[str, str]:
    """Those of them that nobody let pass."""
    passed = {one["source"] for one in campaign.exceptions}
    return {key: name for key, name in failed_sources(campaign).items() if key not in passed}


def bar_to_sign(actor: Actor, campaign: Campaign) -> str:
    """Why this person cannot sign the review off whatever their role is; empty where they can."""
    decided = Decision.objects.filter(item__campaign=campaign, reviewer_id=actor.user_id)
    if decided.exists():
        return "You decided in this review. Somebody who did not has to sign it off."
    return ""


def newest_freeze(campaign: Campaign) -> CampaignFreeze | None:
    """The work that collects the population, of a campaign that was resolved for the actor."""
    return CampaignFreeze.objects.filter(campaign=campaign).order_by("-pk").first()


@dataclass(frozen=True, slots=True)
class Consequences:
    """What closing a campaign now would do: how many are ended, changed, and left open by people.

    `extends` says that the rule gives more time instead.
    """

    revoked: int
    changed: int
    undecided: int
    extends: bool

    @property
    def taken(self) -> int:
        return self.revoked + self.changed

    @property
    def seen(self) -> str:
        """What a page showed, to compare with what is true when its button is pressed."""
        return f"{self.revoked}-{self.changed}-{self.undecided}"


def consequences(campaign: Campaign) -> Consequences:
    """Of the whole campaign, for whoever may close it, whatever parts of it they review."""
    items = ReviewItem.objects.filter(campaign=campaign)
    counts = count_by(items.filter(remedy=""), "becomes")
    open_ones = items.filter(outcome="").count()
    rule = UndecidedRule(campaign.undecided_rule)
    revoked = counts.get(Verdict.REVOKE.value, 0)
    by_rule = open_ones if rule is UndecidedRule.REVOKE else 0
    changed = counts.get(Verdict.REDUCE.value, 0) + counts.get(Verdict.CHANGE_EXPIRY.value, 0)
    more = extends(rule, campaign.extended_at is not None, open_ones)
    return Consequences(revoked + by_rule, changed, open_ones, more)


def seen_items(actor: Actor, campaign: Campaign) -> QuerySet[ReviewItem]:
    """The items of the parts that the actor sees, riskiest first."""
    groups: QuerySet[ReviewGroup] = ReviewGroup.objects.all().visible_to(actor)
    theirs = groups.filter(campaign=campaign).values("pk")
    rows = ReviewItem.objects.filter(campaign=campaign, group__in=theirs)
    return rows.select_related("group").order_by("-risk", "principal", "pk")


def count_by(items: QuerySet[ReviewItem], field: str) -> dict[str, int]:
    """How many of these items have each value of a field."""
    return dict(items.order_by().values_list(field).annotate(Count("pk")))
