"""The list that a campaign is compared with: the newest ended one that looked at the same."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ..models import Campaign, CampaignState, ReviewItem
from ..rules.decisions import Outcome
from ..rules.differential import Listed
from ..rules.scope import PopulationScope


def earlier_campaign(campaign: Campaign) -> Campaign | None:
    """The newest ended campaign of the same teams, objects and sources, whatever its template."""
    scope = PopulationScope.from_json(campaign.scope)
    ended = Campaign.objects.filter(state__in=[CampaignState.CLOSED, CampaignState.SIGNED_OFF])
    for other in ended.exclude(pk=campaign.pk).order_by("-closed_at", "-pk"):
        if scope.same_ground(PopulationScope.from_json(other.scope)):
            return other
    return None


def earlier_list(campaign: Campaign) -> dict[str, Listed] | None:
    """What was on that list and what became of it, by key; None when there is no such list."""
    earlier = earlier_campaign(campaign)
    if earlier is None:
        return None
    fields = ("key", "content", "risk", "flags", "outcome")
    rows = ReviewItem.objects.filter(campaign=earlier).order_by("pk").values_list(*fields)
    return {row[0]: _listed(*row) for row in rows.iterator(chunk_size=5000)}


def last_outcomes(campaign: Campaign, keys: Collection[str]) -> dict[str, str]:
    """What the list before arrived at on these, by key."""
    earlier = earlier_campaign(campaign)
    if earlier is None:
        return {}
    rows = ReviewItem.objects.filter(campaign=earlier, key__in=keys)
    return dict(rows.values_list("key", "outcome"))


def contents(listed: Mapping[str, Listed] | None) -> dict[str, str] | None:
    """The same list as the certificate compares it."""
    return None if listed is None else {key: item.content for key, item in listed.items()}


def _listed(key: str, content: str, risk: int, flags: str, outcome: str) -> Listed:
    settled = Outcome(outcome) if outcome else Outcome.NOT_DECIDED
    return Listed(key, content, risk, frozenset(flags.split()), settled)
