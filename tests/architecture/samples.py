"""One object of every kind in Risk Models, by the name an address gives to it."""

from __future__ import annotations

from typing import Any

from apps.organizations.models import Invitation
from apps.organizations.services.invitations import invite_person
from apps.packs.services import request_pack
from apps.registry.models import Stage
from tests.cast import Cast
from tests.factories import assessments as assessment_rows
from tests.factories.evidence import make_evidence, upload

NOBODY = "00000000-0000-0000-0000-000000000000"


def make_samples(cast: Cast) -> dict[str, Any]:
    """Values for every kwarg of the URLconf; each names something of the team Risk Models."""
    olga, sam = cast.actor(cast.olga), cast.actor(cast.sam)
    pipeline = assessment_rows.make_pipeline(cast.risk_models)
    Stage.objects.create(pipeline=pipeline, kind="training")
    assessment = assessment_rows.start(sam, pipeline)
    invitation, _ = invite_person(
        actor=olga, email="new@example.org", name="New", org_role="administrator"
    )
    assert isinstance(invitation, Invitation)
    pack = request_pack(actor=sam, assessment=assessment)
    return {
        "person_id": cast.sam.public_id,
        "team_id": cast.risk_models.public_id,
        "invitation_id": invitation.public_id,
        "pipeline_id": pipeline.public_id,
        "dataset_id": pipeline.datasets.get().public_id,
        "model_id": pipeline.trained_models.get().public_id,
        "assessment_id": assessment.public_id,
        "pack_id": pack.public_id,
        "job_kind": "pack",
        "job_id": pack.public_id,
        "question_key": "watch",
        "subject_key": assessment_rows.subject_of(assessment, "pipeline"),
        "user_id": cast.mallory.public_id,
        "stage": "training",
        "section_key": "first",
        "edge_id": NOBODY,
        "number": 1,
        "evidence_id": make_evidence(sam, cast.risk_models, content=upload()).public_id,
        "version_id": assessment.catalogue_version.public_id,
        "regime_key": "gdpr",
        "control_key": "encryption",
        "token": "no-such-token",
    }
