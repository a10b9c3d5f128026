"""Freezing what an assessment says: final when it is approved, as a draft while it is open."""

from __future__ import annotations

import json
from typing import Any

from django.db import transaction

from apps.core import canonical, clock
from apps.core.access import Actor, require
from apps.trail.services import record

from ..actions import SNAPSHOT_DRAFTED
from ..models import Assessment, AssessmentState, Snapshot, SnapshotKind
from ..permissions import VIEW
from ..workbooks import open_workbook
from .document import build_document


def freeze(actor: Actor, assessment: Assessment, kind: SnapshotKind) -> Snapshot:
    """Write the document of an assessment as it is now; call in a transaction."""
    document = build_document(actor, open_workbook(assessment), kind)
    body = canonical.canonical_json(document)
    return Snapshot.objects.create(
        assessment=assessment,
        kind=kind,
        document=body.decode(),
        digest=canonical.digest_bytes(body),
        created_at=clock.now(),
    )


@transaction.atomic
def snapshot_for_pack(*, actor: Actor, assessment: Assessment) -> Snapshot:
    """The final snapshot of an approved assessment, or a new draft of an open one."""
    require(actor, VIEW, assessment)
    if assessment.state == AssessmentState.APPROVED:
        return Snapshot.objects.get(assessment=assessment, kind=SnapshotKind.FINAL)
    snapshot = freeze(actor, assessment, SnapshotKind.DRAFT)
    record(actor, SNAPSHOT_DRAFTED, assessment, {"digest": snapshot.digest})
    return snapshot


def document_of(snapshot: Snapshot) -> dict[str, Any]:
    """The document as JSON values."""
    document: dict[str, Any] = json.loads(snapshot.document)
    return document
