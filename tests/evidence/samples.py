"""What the architecture tests need of this app."""

from __future__ import annotations

from apps.evidence.models import Evidence
from tests.architecture.samples import Samples, Values
from tests.cast import Cast
from tests.factories.evidence import make_evidence, upload


def make(cast: Cast, made: Values) -> Values:
    filed = make_evidence(cast.actor(cast.sam), cast.risk_models, content=upload())
    return {"evidence_id": filed.public_id}


def arguments(cast: Cast, made: Values) -> Values:
    return {"evidence": Evidence.objects.get(public_id=made["evidence_id"])}


def lengthen(cast: Cast, number: int) -> None:
    make_evidence(cast.actor(cast.sam), cast.risk_models, f"Evidence {number}")


SAMPLES = Samples(
    make=make,
    arguments=arguments,
    of_a_team=frozenset({"evidence_id"}),
    lists=frozenset({"evidence:list"}),
    lengthen=lengthen,
)
