"""Assessments to make packs of, and packs made in this process by the real task."""

from __future__ import annotations

import io

import pikepdf

from apps.assessments.attachments.services import attach_evidence
from apps.assessments.models import Assessment
from apps.assessments.reviewing.services import submit_assessment
from apps.catalogue.models import CatalogueVersion
from apps.packs.models import Pack
from apps.packs.selectors import open_pack
from apps.packs.services import request_pack
from apps.packs.tasks import make_pack
from apps.trail.services import seal_pending
from tests.cast import Cast
from tests.factories.assessments import (
    CONTROLS,
    answer,
    approve,
    make_pipeline,
    publish,
    set_facts,
    start,
    subject_of,
)
from tests.factories.catalogue import control, question
from tests.factories.evidence import make_evidence

HIDDEN = "Are letters to patients kept apart from the rest?"
NOTE = "The disks of the cluster are encrypted <b>since</b> 2024 & checked monthly."


def draft(cast: Cast, name: str = "Credit risk") -> Assessment:
    """An open assessment of Risk Models: one answer with note and evidence, one question hidden."""
    sam = cast.actor(cast.sam)
    letters = question("letters", about="dataset", when="dataset_phi", ask=HIDDEN)
    if not CatalogueVersion.objects.exists():
        publish(*CONTROLS, control("letters", letters, title="Letters"))
    pipeline = make_pipeline(cast.risk_models, name)
    set_facts(pipeline.datasets.get(), dataset_phi=False)
    assessment = start(sam, pipeline)
    answer(sam, assessment, "disk", "some", note=NOTE)
    evidence = make_evidence(sam, cast.risk_models, "Disk policy")
    attach_evidence(
        actor=sam,
        assessment=assessment,
        question_key="disk",
        subject_key=subject_of(assessment, "dataset"),
        evidence_id=evidence.public_id,
    )
    seal_pending()
    return assessment


def close(cast: Cast, assessment: Assessment) -> Assessment:
    """Submitted by Sam and approved by Cora."""
    submit_assessment(actor=cast.actor(cast.sam), assessment=assessment, expected_version=1)
    approve(cast.actor(cast.cora), assessment, "Fine")
    return Assessment.objects.get(pk=assessment.pk)


def made(cast: Cast, assessment: Assessment) -> Pack:
    """Asked for by Cora and made here."""
    pack = request_pack(actor=cast.actor(cast.cora), assessment=assessment)
    make_pack(str(pack.public_id))
    pack = Pack.objects.select_related("assessment__pipeline", "snapshot").get(pk=pack.pk)
    assert pack.is_ready, pack.error
    return pack


def file_of(cast: Cast, pack: Pack) -> bytes:
    """The signed PDF as Cora downloads it."""
    return b"".join(open_pack(cast.actor(cast.cora), pack.public_id).chunks)


def attached(pdf: bytes, name: str) -> bytes:
    """An attachment as a reader of the PDF saves it."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return bytes(opened.attachments[name].get_file().read_bytes())
