"""Writing the trail: record an event, seal what was recorded, sign a checkpoint."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from apps.core import clock, keys
from apps.core.access import Actor
from apps.core.canonical import canonical_json

from .actions import DETAIL_ERASED, Action, is_declared
from .chain import GENESIS, link
from .models import TrailCheckpoint, TrailDetail, TrailEvent, TrailSeal
from .refs import Recorded, TrailRef

_LOCK = 724_001
_BATCH = 2_000
# How many events before the last sealed one are looked through for some that were committed late.
# After each commit a few, which costs nothing however long the trail is; in the sweep many.
_NEAR, _FAR = 200, 20_000


def record(
    actor: Actor,
    action: Action,
    target: TrailRef | Recorded,
    detail: Mapping[str, Any] | None = None,
) -> TrailEvent:
    """Write one event inside the caller's transaction.

    `action` is declared in the app's actions.py. `detail` holds JSON values: no secrets, no cell
    values of anybody's data.
    """
    if not is_declared(action):
        raise TypeError(f"{action!r} is no declared action: declare it in the app's actions.py.")
    ref = target if isinstance(target, TrailRef) else target.trail_ref()
    beside = TrailDetail(salt=secrets.token_hex(16), body=dict(detail or {}))
    event = TrailEvent(
        at=clock.now(),
        actor_kind=actor.kind.value,
        actor_id=actor.public_id,
        actor_label=actor.label[:200],
        action=action.code,
        target_type=ref.type,
        target_id=ref.id,
        target_label=ref.label[:300],
        team_id=ref.team_id,
        address=actor.address,
        detail_digest=beside.digest(),
    )
    event.save(force_insert=True)
    beside.event = event
    beside.save(force_insert=True)
    _seal_after_commit()
    return event


def _seal_after_commit() -> None:
    """Seal once per transaction, however many events it wrote (docs/adr/0014)."""
    queued = [entry[1] for entry in connection.run_on_commit]
    if _seal_quietly not in queued:
        transaction.on_commit(_seal_quietly, robust=True)


def _seal_quietly() -> None:
    seal_pending(_NEAR)


def _have_lock() -> bool:
    """Only one process seals at a time; SQLite's write transaction is that lock already."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        row = cursor.fetchone()
    return bool(row and row[0])


@transaction.atomic
def seal_pending(look_back: int = _FAR) -> int:
    """Link events that have no seal yet, oldest first; returns how many.

    Of those numbered before the last sealed one, only the last `look_back` are looked at: numbers
    are given before a transaction ends, so that one may be committed behind others. Another
    process that is sealing at this moment leaves nothing to do: its next round, or the minute's
    sweep, takes the rest.
    """
    if not _have_lock():
        return 0
    last = TrailSeal.objects.select_related("event").last()
    position, head = (last.position, last.seal) if last else (0, GENESIS)
    since = last.event_id - look_back if last else 0
    # Not a join: with statistics from when the trail was short, SQLite would walk all seals for
    # each event.
    sealed = TrailSeal.objects.filter(event_id__gt=since).values("event_id")
    unsealed = TrailEvent.objects.filter(pk__gt=since).exclude(pk__in=sealed)
    pending = unsealed.order_by("pk")[:_BATCH]
    seals = []
    for event in pending:
        position, head = position + 1, link(head, event.body_digest())
        seals.append(TrailSeal(position=position, event=event, seal=head))
    TrailSeal.objects.bulk_create(seals, batch_size=500)
    return len(seals)


@transaction.atomic
def sign_checkpoint() -> TrailCheckpoint | None:
    """Seal what is pending and sign count and head; None while the trail is empty."""
    while seal_pending() == _BATCH:
        pass
    last = TrailSeal.objects.last()
    if last is None:
        return None
    key = keys.checkpoint_key(settings.KEYS_DIR, settings.CHECKPOINT_KEY)
    own = keys.checkpoint_public_key(settings.KEYS_DIR, settings.CHECKPOINT_KEY)
    checkpoint = TrailCheckpoint(
        position=last.position, head=last.seal, at=clock.now(), public_key=own
    )
    checkpoint.signature = key.sign(canonical_json(checkpoint.statement())).hex()
    checkpoint.save(force_insert=True)
    return checkpoint


@transaction.atomic
def erase_details(actor: Actor, events: list[TrailEvent], reason: str) -> int:
    """Erase the detail beside these events; the chain stays valid, and this act is recorded."""
    count, _ = TrailDetail.objects.filter(event__in=events).delete()
    record(
        actor,
        DETAIL_ERASED,
        TrailRef("trail", "trail", "Trail"),
        {"events": [str(event.public_id) for event in events], "reason": reason},
    )
    return count
