"""Asking for a pack, and publishing what a worker made: once, however many workers ran."""

from __future__ import annotations

import io
import uuid

from django.db import transaction
from django.db.models import Max

from apps.assessments.models import Assessment
from apps.assessments.snapshots.services import document_of, snapshot_for_pack
from apps.core import clock, vault
from apps.core.access import Actor, require
from apps.core.errors import DomainError
from apps.core.jobs import JobState
from apps.core.writing import locked, once, validated
from apps.notifications.services.telling import notify
from apps.organizations.selectors import organization
from apps.trail.services import record, sign_checkpoint

from .actions import MADE, REQUESTED, SUPERSEDED
from .building.manifest import build_manifest
from .models import Pack
from .notifications import READY
from .permissions import CREATE

WORKER = Actor.system("Pack worker")


@transaction.atomic
def request_pack(
    *, actor: Actor, assessment: Assessment, public_id: uuid.UUID | None = None
) -> Pack:
    """Freeze what the assessment says and queue its pack; the approved text, or a draft of now.

    A second call with the same `public_id` finds the first pack. Raises `DomainError` while
    another pack of this assessment is being made.
    """
    require(actor, CREATE, assessment)
    # Packs are numbered through the organisation, so requests wait for each other here.
    locked(organization())
    return once(
        Pack.objects.filter(assessment=assessment),
        public_id,
        lambda ident: _queue_pack(actor, assessment, ident),
    )


def _queue_pack(actor: Actor, assessment: Assessment, public_id: uuid.UUID) -> Pack:
    _refuse_while_open(assessment)
    checkpoint = sign_checkpoint()
    if checkpoint is None:
        raise DomainError("The trail is empty, so a pack could prove nothing.", code="no_trail")
    snapshot = snapshot_for_pack(actor=actor, assessment=assessment)
    pack = Pack(
        public_id=public_id,
        number=(Pack.objects.aggregate(last=Max("number"))["last"] or 0) + 1,
        assessment=assessment,
        snapshot=snapshot,
        requested_by_id=actor.user_id,
        asked_by=actor.label[:200],
        created_at=clock.now(),
        queued_at=clock.now(),
    )
    pack.manifest = build_manifest(actor, pack, document_of(snapshot), checkpoint)
    validated(pack, exclude=["requested_by"]).save(force_insert=True)
    detail = {"number": pack.number, "snapshot": snapshot.digest, "draft": pack.is_draft}
    record(actor, REQUESTED, pack, detail)
    pack.send_after_commit()
    return pack


def _refuse_while_open(assessment: Assessment) -> None:
    waiting = Pack.objects.filter(
        assessment=assessment, state__in=[JobState.QUEUED, JobState.RUNNING]
    ).first()
    if waiting is not None:
        raise DomainError(
            f"{waiting} of this assessment is being made. Its page shows how far it is; ask again "
            "when it is ready.",
            code="being_made",
        )


def publish_pack(pack: Pack, pdf: bytes, pages: int) -> None:
    """Store the signed PDF and say that the pack is ready, in one transaction.

    Only the worker that holds the pack's last claim publishes; for every other one this raises
    `TakenOver` and leaves nothing behind.
    """
    stored = vault.store("packs", io.BytesIO(pdf))
    try:
        with transaction.atomic():
            pack.finish(
                stored_as=stored.name,
                digest=stored.sha256,
                size=stored.size,
                pages=pages,
                supersedes=_predecessor(pack),
            )
            record(WORKER, MADE, pack, {"digest": pack.digest, "pages": pages})
            if pack.supersedes is not None:
                detail = {"by": pack.number}
                record(WORKER, SUPERSEDED, pack.supersedes, detail)
            words = f"{pack} of {pack.assessment} is ready"
            url = pack.get_absolute_url()
            notify(actor=WORKER, person=pack.requested_by, kind=READY, words=words, url=url)
    except BaseException:
        vault.discard(stored.name)
        raise


def _predecessor(pack: Pack) -> Pack | None:
    """The pack of the same assessment that nothing has superseded yet."""
    ready = Pack.objects.filter(assessment=pack.assessment, state=JobState.SUCCEEDED)
    return ready.filter(superseded_by=None).order_by("-number").first()
