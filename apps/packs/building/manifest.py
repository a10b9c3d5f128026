"""What is frozen beside the snapshot when somebody asks for a pack.

The snapshot says what was true when it was made; the manifest adds who asked for this pack,
what happened to the assessment since, and the part of the chain that ties the trail extract
to a signed checkpoint. It travels inside the PDF, so the proof needs no database.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from apps.assessments.snapshots.trail_extract import event_values
from apps.core.access import Actor
from apps.trail.chain import GENESIS
from apps.trail.models import TrailCheckpoint, TrailEvent, TrailSeal

from ..models import Pack

FORMAT = 1
LONGEST_CHAIN = 10_000


def build_manifest(
    actor: Actor, pack: Pack, document: dict[str, Any], checkpoint: TrailCheckpoint
) -> dict[str, Any]:
    """The manifest as JSON values; `checkpoint` was signed for this pack."""
    before: Pack | None = Pack.objects.filter(
        assessment=pack.assessment, state="succeeded", superseded_by=None
    ).first()
    since = _events_since(pack, document["trail"]["position"], checkpoint.position)
    positions = [event["position"] for event in (*document["trail"]["events"], *since)]
    return {
        "format": FORMAT,
        "pack": {
            "id": str(pack.public_id),
            "number": pack.number,
            "draft": pack.is_draft,
            "requested_by": actor.label,
            "requested_at": pack.created_at.isoformat(),
            "supersedes": before.number if before else None,
        },
        "snapshot": {"digest": pack.snapshot.digest, "kind": str(pack.snapshot.kind)},
        "trail": {
            "checkpoint": {
                **checkpoint.statement(),
                "public_key": checkpoint.public_key,
                "signature": checkpoint.signature,
            },
            "events": since,
            **_links(positions, checkpoint.position),
        },
    }


def _events_since(pack: Pack, after: int, until: int) -> list[dict[str, Any]]:
    """Events of the chain about the assessment itself that came after its snapshot."""
    about = Q(target_type="assessment", target_id=str(pack.assessment.public_id))
    packs = Pack.objects.filter(assessment=pack.assessment).values_list("public_id", flat=True)
    about |= Q(target_type="pack", target_id__in=[str(key) for key in packs])
    between = Q(seal__position__gt=after, seal__position__lte=until)
    rows = TrailEvent.objects.filter(about, between).select_related("seal").order_by("pk")
    return [event_values(event) for event in rows]


def _links(positions: list[int], until: int) -> dict[str, Any]:
    """How the extract is tied into the chain: every link from its first event to the checkpoint.

    A chain that is longer than `LONGEST_CHAIN` gives only the link before each event: then each
    event is shown to be linked, but not that the checkpoint covers it.
    """
    if not positions:
        return {"previous": {}, "chain": None}
    first = min(positions)
    if until - first + 1 <= LONGEST_CHAIN:
        return {"previous": {}, "chain": _chain(first, until)}
    wanted = [place - 1 for place in positions]
    return {"previous": _seals_at(wanted), "chain": None}


def _seals_at(positions: list[int]) -> dict[str, str]:
    rows = TrailSeal.objects.filter(position__in=positions).values_list("position", "seal")
    seals = {str(position): seal for position, seal in rows}
    return seals | ({"0": GENESIS} if 0 in positions else {})


def _chain(first: int, until: int) -> dict[str, Any]:
    before = TrailSeal.objects.filter(position=first - 1).first()
    rows = TrailSeal.objects.filter(position__gte=first, position__lte=until)
    events = rows.select_related("event").order_by("position")
    return {
        "first": first,
        "previous": before.seal if before else GENESIS,
        "digests": [event.event.body_digest() for event in events.iterator(chunk_size=2000)],
    }
