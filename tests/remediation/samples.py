"""What the architecture tests need of this app."""

from __future__ import annotations

from apps.remediation.models import RemediationItem
from tests.architecture.samples import Samples, Values
from tests.cast import Cast
from tests.factories.remediation import make_action, make_finding


def make(cast: Cast, made: Values) -> Values:
    finding = make_finding(cast.actor(cast.sam), cast.risk_models)
    return {"item_id": finding.public_id}


def arguments(cast: Cast, made: Values) -> Values:
    item = RemediationItem.objects.get(public_id=made["item_id"])
    return {
        "item": item,
        "source_kind": item.source_kind,
        "keys": [item.source_key],
        "team_id": cast.risk_models.pk,
    }


def lengthen(cast: Cast, number: int) -> None:
    make_action(cast.actor(cast.sam), cast.risk_models, f"Action {number}")


SAMPLES = Samples(
    make=make,
    arguments=arguments,
    of_a_team=frozenset({"item_id"}),
    lists=frozenset({"remediation:list"}),
    lengthen=lengthen,
)
