"""What a new list says about reviews: what was asked for is gone, or what was revoked is back."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from apps.core.access import Actor
from apps.remediation.models import Severity
from apps.remediation.services import clear_finding, raise_finding
from apps.trail.refs import TrailRef

from ..models import Load, Remedy, ReviewItem, Source, Verdict
from ..remedies.services import gone_from
from .keeping import Held

_CHUNK = 2000
_ENDED = (Remedy.GONE, Remedy.DONE)


def follow(actor: Actor, job: Load, held: Held) -> None:
    """Note in reviews what this list no longer has, and report what it has again; in the caller's
    transaction."""
    source = job.source
    name = str(source.public_id)
    present = {*held, *_before_registered(name, held)}
    waiting = _waiting(source, present)
    gone_from(source, present)
    _close_actions(actor, source, waiting)
    _report_returned(actor, source, present)


def _before_registered(name: str, held: Held) -> Iterator[str]:
    """Keys that accesses had while their object was not registered: they are the same accesses."""
    return (entry.key(name, registered=False) for entry in held.values() if entry.object_pk)


# ---- Gone ---------------------------------------------------------------------------------------
def _waiting(source: Source, present: Collection[str]) -> set[tuple[int, int]]:
    """Campaigns and groups that asked for something which this list no longer has."""
    asked = ReviewItem.objects.filter(source=str(source.public_id), remedy=Remedy.ASKED)
    rows = asked.values_list("campaign", "group", "key")
    return {(campaign, group) for campaign, group, key in rows if key not in present}


def _close_actions(actor: Actor, source: Source, waiting: Collection[tuple[int, int]]) -> None:
    """An action is done once nothing of what it asks for is left."""
    name = str(source.public_id)
    for _, group in sorted(waiting):
        items = ReviewItem.objects.filter(group=group, source=name).select_related("campaign")
        if items.filter(remedy=Remedy.ASKED).exists():
            continue
        campaign = items[0].campaign
        asked_by = TrailRef("campaign", str(campaign.public_id), campaign.name)
        clear_finding(actor=actor, source=asked_by, key=f"{name}:{group}", look=source.trail_ref())


# ---- Back again ---------------------------------------------------------------------------------
def _report_returned(actor: Actor, source: Source, present: Collection[str]) -> None:
    """A finding for each access whose last review revoked it and saw it end, and that is back."""
    ended = ReviewItem.objects.filter(
        source=str(source.public_id), becomes=Verdict.REVOKE, remedy__in=_ENDED
    )
    keys = set(ended.values_list("key", flat=True))
    for key, item in _last_settled(source, sorted(keys)):
        if item.becomes != Verdict.REVOKE or item.remedy not in _ENDED:
            continue
        if key in present:
            _raise(actor, source, item)
        else:
            look = source.trail_ref()
            clear_finding(actor=actor, source=look, key=f"returned:{key}", look=look)


def _last_settled(source: Source, keys: Sequence[str]) -> Iterator[tuple[str, ReviewItem]]:
    """Each of these accesses as the newest review settled it."""
    rows = ReviewItem.objects.filter(source=str(source.public_id), settled_at__isnull=False)
    for start in range(0, len(keys), _CHUNK):
        newest: dict[str, ReviewItem] = {}
        chunk = rows.filter(key__in=keys[start : start + _CHUNK]).select_related("campaign")
        for item in chunk.order_by("settled_at", "pk"):
            newest[item.key] = item
        yield from newest.items()


def _raise(actor: Actor, source: Source, item: ReviewItem) -> None:
    what = f"{item.principal} has {item.get_privilege_display().lower()} on {item.object_label}"
    raise_finding(
        actor=actor,
        source=source.trail_ref(),
        key=f"returned:{item.key}",
        target=source.trail_ref(),
        title=f"Revoked access is back: {what}",
        severity=Severity.HIGH,
        why=(
            f"The review “{item.campaign.name}” revoked it, it ended, and the newest load of "
            f"{source.name} has it again. Find out who gave it and why; then end it or review it."
        ),
    )
