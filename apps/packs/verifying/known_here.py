"""What this installation knows about a pack that somebody hands it."""

from __future__ import annotations

import uuid

from django.conf import settings

from apps.core import keys
from apps.core.access import Actor
from apps.trail.chain import is_signed
from apps.trail.models import TrailCheckpoint, TrailSeal

from ..certificate import fingerprint
from ..models import Pack
from .report import Line, Proof


def known_here(actor: Actor, proof: Proof) -> list[Line]:
    """Certificate, pack, successor, checkpoint and events against what is stored here.

    A pack the actor may not see answers as one that is not known.
    """
    lines = [_certificate(proof)]
    if not proof.pack_id:
        return lines
    pack = find_pack(actor, proof)
    lines.append(_pack(proof, pack))
    if pack is not None:
        lines += [_newest(pack), _events(proof), _checkpoint(proof)]
    return lines


def find_pack(actor: Actor, proof: Proof) -> Pack | None:
    """The stored pack the file says it is, as far as the actor may see it."""
    try:
        wanted = uuid.UUID(proof.pack_id)
    except ValueError:
        return None
    visible = Pack.objects.all().visible_to(actor)
    pack: Pack | None = (
        visible.select_related("superseded_by", "snapshot").filter(public_id=wanted).first()
    )
    return pack


def _certificate(proof: Proof) -> Line:
    label = "This installation's certificate signed it"
    if not proof.fingerprint:
        return Line("certificate", label, False, "There is no certificate to compare.")
    own = fingerprint()
    if proof.fingerprint != own:
        return Line("certificate", label, False, f"Another one did; ours is {own}.")
    return Line("certificate", label, True, f"SHA-256 {own}")


def _pack(proof: Proof, pack: Pack | None) -> Line:
    label = "The pack is known here"
    if pack is None:
        return Line("known", label, False, "No pack with this id is known here, or not to you.")
    if pack.digest != proof.sha256:
        return Line("known", label, False, f"{pack} is known, but its file has another digest.")
    return Line("known", label, True, f"{pack}, byte for byte.")


def _newest(pack: Pack) -> Line:
    label = "No newer pack supersedes it"
    newer = pack.successor
    if newer is not None:
        return Line("newest", label, False, f"{newer} superseded it; ask for that one.")
    return Line("newest", label, True, "It is the newest of its assessment.")


def _events(proof: Proof) -> Line:
    """The words of the printed events are those of the chain."""
    label = "The trail here has the same events"
    positions = [event["position"] for event in proof.events]
    rows = TrailSeal.objects.filter(position__in=positions).select_related("event")
    stored = {row.position: row for row in rows}
    for event in proof.events:
        row = stored.get(event["position"])
        if row is None or row.seal != event["seal"] or not _same_words(row, event):
            return Line("events", label, False, f"Event {event['position']} differs.")
    return Line("events", label, True, f"{len(positions)} events, word for word.")


def _same_words(row: TrailSeal, event: dict[str, object]) -> bool:
    kept = row.event
    recorded = (kept.actor_label, kept.action, kept.target_label, kept.at.isoformat())
    return recorded == (event["actor"], event["action"], event["target"], event["at"])


def _checkpoint(proof: Proof) -> Line:
    """Signed with this installation's own key, whatever file and database say, and kept here."""
    label, mark = "The checkpoint was signed here", proof.checkpoint
    own = keys.checkpoint_public_key(settings.KEYS_DIR, settings.CHECKPOINT_KEY)
    statement = {key: mark.get(key) for key in ("position", "head", "at")}
    if mark.get("public_key") != own:
        return Line("checkpoint_here", label, False, f"Another key signed it; ours is {own}.")
    if not is_signed(statement, str(mark.get("signature")), own):
        return Line("checkpoint_here", label, False, "Its signature is wrong.")
    is_known = TrailCheckpoint.objects.filter(
        position=mark["position"], head=mark["head"], signature=mark["signature"]
    ).exists()
    words = "It is among the checkpoints of this trail." if is_known else "It is not known here."
    return Line("checkpoint_here", label, is_known, words)
