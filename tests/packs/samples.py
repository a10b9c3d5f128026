"""What the architecture tests need of this app."""

from __future__ import annotations

from apps.assessments.models import Assessment
from apps.packs.services import request_pack
from tests.architecture.samples import Samples, Values
from tests.cast import Cast


def make(cast: Cast, made: Values) -> Values:
    assessment = Assessment.objects.get(public_id=made["assessment_id"])
    pack_id = request_pack(actor=cast.actor(cast.sam), assessment=assessment).public_id
    return {"pack_id": pack_id, "job_kind": "pack", "job_id": pack_id}


SAMPLES = Samples(
    make=make,
    of_a_team=frozenset({"pack_id"}),
    # The last two read of a file that a person holds: tests/packs asks what a stranger learns.
    resolved=frozenset({"build_manifest", "find_pack", "known_here"}),
)
