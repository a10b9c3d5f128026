"""Reading the chain from its first link and saying what holds."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.conf import settings

from apps.core import keys

from .chain import GENESIS, is_signed, link
from .models import TrailCheckpoint, TrailDetail, TrailEvent, TrailSeal


@dataclass(slots=True)
class Verification:
    """What a walk over the whole trail found. `broken` names the first fault, or is empty.

    `public_key` is the installation's own checkpoint key: the only one that counts.
    """

    events: int = 0
    linked: int = 0
    unlinked: int = 0
    erased: int = 0
    checkpoints: int = 0
    head: str = GENESIS
    broken: str = ""
    public_key: str = ""
    links: dict[int, str] = field(default_factory=dict, repr=False)

    @property
    def holds(self) -> bool:
        return not self.broken


def verify_trail() -> Verification:
    """Recompute every link, every detail digest and every checkpoint signature.

    The key comes from the installation's key folder or environment, never from the database that
    is being verified: a rewritten row would confirm itself.
    """
    own = keys.checkpoint_public_key(settings.KEYS_DIR, settings.CHECKPOINT_KEY)
    result = Verification(public_key=own)
    wanted = set(TrailCheckpoint.objects.values_list("position", flat=True))
    _walk_links(result, wanted)
    if result.holds:
        _check_details(result)
    if result.holds:
        _check_checkpoints(result)
    result.events = TrailEvent.objects.count()
    result.unlinked = result.events - result.linked
    return result


def _walk_links(result: Verification, wanted: set[int]) -> None:
    rows = TrailSeal.objects.select_related("event").order_by("position")
    for position, row in enumerate(rows.iterator(chunk_size=2000), start=1):
        if row.position != position:
            result.broken = f"Link {position} is missing from the chain."
            return
        result.head = link(result.head, row.event.body_digest())
        if result.head != row.seal:
            result.broken = (
                f"Link {position} does not match its event {row.event.public_id} "
                f"({row.event.action}, {row.event.at:%Y-%m-%d %H:%M})."
            )
            return
        result.linked = position
        if position in wanted:
            result.links[position] = row.seal


def _check_details(result: Verification) -> None:
    rows = TrailDetail.objects.select_related("event").order_by("event_id")
    present = 0
    for row in rows.iterator(chunk_size=2000):
        present += 1
        if row.digest() != row.event.detail_digest:
            result.broken = f"The detail of event {row.event.public_id} was changed."
            return
    result.erased = TrailEvent.objects.count() - present


def _check_checkpoints(result: Verification) -> None:
    for checkpoint in TrailCheckpoint.objects.order_by("pk"):
        if result.links.get(checkpoint.position) != checkpoint.head:
            result.broken = (
                f"The checkpoint of {checkpoint.at:%Y-%m-%d %H:%M} saw {checkpoint.position} "
                "links with another head: the chain was cut or rewritten since."
            )
            return
        result.broken = _refusal(checkpoint, result.public_key)
        if result.broken:
            return
        result.checkpoints += 1


def _refusal(checkpoint: TrailCheckpoint, own: str) -> str:
    """Why a checkpoint does not count; empty when this installation signed it."""
    named = f"The checkpoint of {checkpoint.at:%Y-%m-%d %H:%M}"
    if checkpoint.public_key != own:
        return (
            f"{named} was signed with another key than this installation's: either the trail was "
            "rewritten, or the installation runs with another checkpoint key than before."
        )
    if not is_signed(checkpoint.statement(), checkpoint.signature, own):
        return f"{named} has a wrong signature."
    return ""
