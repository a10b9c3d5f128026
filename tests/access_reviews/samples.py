"""What the architecture tests need of this app."""

from __future__ import annotations

from apps.access_reviews.models import Campaign, Load, Source
from apps.organizations.models import Membership
from tests.architecture.samples import Samples, Values
from tests.cast import Cast
from tests.factories.access_reviews import open_campaign, plan_for
from tests.factories.access_sources import make_source, tried


def make(cast: Cast, made: Values) -> Values:
    """A review of the team that its data scientist takes part in; their membership is what is
    reviewed, and the way in that ends. A source whose list was tried."""
    campaign = open_campaign(cast.actor(cast.cora), cast.risk_models)
    item = campaign.items.select_related("group").get(user=cast.sam, object_kind="team")
    source = make_source(cast.actor(cast.cora), f"Warehouse {cast.risk_models.pk}")
    load = tried(cast.actor(cast.cora), source, [("sam@example.org", "read", "Loans", "", "")])
    return {
        "campaign_id": campaign.public_id,
        "group_id": item.group.public_id,
        "reviewed_id": item.public_id,
        "way_source": "membership",
        "way_ref": _way(cast),
        "source_id": source.public_id,
        "load_id": load.public_id,
    }


def _way(cast: Cast) -> str:
    return str(Membership.objects.get(user=cast.sam, team=cast.risk_models).public_id)


def arguments(cast: Cast, made: Values) -> Values:
    campaign = Campaign.objects.get(public_id=made["campaign_id"])
    return {
        "campaign": campaign,
        "group": campaign.groups.get(public_id=made["group_id"]),
        "after": campaign.groups.get(public_id=made["group_id"]),
        "plan": plan_for(cast.risk_models),
        "text": "March",
        "person": cast.sam,
        "source": "membership",
        "ref": _way(cast),
        "person_id": cast.sam.public_id,
        "ways": [],
        "further": [("team", cast.risk_models.pk)],
        "access_source": Source.objects.get(public_id=made["source_id"]),
        "load": Load.objects.get(public_id=made["load_id"]),
    }


def lengthen(cast: Cast, number: int) -> None:
    open_campaign(cast.actor(cast.cora), cast.risk_models, name=f"Review {number}")


SAMPLES = Samples(
    make=make,
    arguments=arguments,
    of_a_team=frozenset({"campaign_id", "group_id", "reviewed_id", "way_ref"}),
    # They take a person whom `get_person` has found, and the ways that the reader sees.
    resolved=frozenset({"ways_of", "holdings"}),
    lists=frozenset({"access_reviews:list", "access_reviews:access", "access_reviews:sources"}),
    lengthen=lengthen,
)
