"""What somebody with the database password can do to a trail, for tests that must notice it."""

from __future__ import annotations

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from apps.core.canonical import canonical_json
from apps.trail.chain import GENESIS, link
from apps.trail.models import TrailCheckpoint, TrailSeal

_TABLES = ("trail_trailevent", "trail_traildetail", "trail_trailseal", "trail_trailcheckpoint")


def drop_triggers() -> None:
    """The database's own refusal, switched off by its owner."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for table in _TABLES:
                for verb in ("update", "delete"):
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")
            return
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in _TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")


def rewrite(sql: str, *values: int | str) -> None:
    """One statement, triggers switched off."""
    drop_triggers()
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))


def seal_anew() -> None:
    """Every seal recomputed over the events as they stand now: no key is needed for that."""
    head = GENESIS
    for row in TrailSeal.objects.select_related("event").order_by("position"):
        head = link(head, row.event.body_digest())
        TrailSeal.objects.filter(pk=row.pk).update(seal=head)


def sign_anew(key: Ed25519PrivateKey, public_key: str = "") -> None:
    """Every checkpoint over the chain as it stands now, signed with a key of the forger's."""
    raw = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    for mark in TrailCheckpoint.objects.all():
        mark.head = TrailSeal.objects.get(position=mark.position).seal
        mark.public_key = public_key or raw.hex()
        mark.signature = key.sign(canonical_json(mark.statement())).hex()
        mark.save()
