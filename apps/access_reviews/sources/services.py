"""Writes of access sources: what they are, the file that was brought, and ordered loads."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.db import IntegrityError, transaction

from apps.accounts.models import User
from apps.core import vault
from apps.core.access import Actor, require
from apps.core.errors import DomainError, Refused
from apps.core.jobs import JobState
from apps.core.writing import locked, next_version, once, put_values, required_text, sign, validated
from apps.trail.services import record

from .. import actions
from ..models import Load, Source, SourceKind
from ..permissions import MANAGE_SOURCES
from ..rules.privileges import WEIGHTS
from .aws import checked_keys
from .fields import faults, suggest
from .matching import Matching, pairs_of
from .postgresql import checked_address
from .reading import open_table
from .words import plain

_MOST_LINES = 2000
_DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


@dataclass(frozen=True, slots=True)
class SourcePlan:
    """What people type about a source; texts hold one thing a line. `secret` None leaves the one
    that is kept."""

    name: str
    kind: str = SourceKind.FILE
    owner: User | None = None
    patterns: str = ""
    external: str = ""
    shared: str = ""
    privileges: str = ""
    objects: str = ""
    secret: str | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)


def add_source(*, actor: Actor, plan: SourcePlan, public_id: uuid.UUID | None = None) -> Source:
    """Raises `DomainError` at the field that is wrong."""
    require(actor, MANAGE_SOURCES)

    @transaction.atomic
    def create(ident: uuid.UUID) -> Source:
        source = Source(public_id=ident, kind=plan.kind, **_values(plan))
        _put_secret(source, plan)
        sign(actor, source)
        validated(source, whole="name").save(force_insert=True)
        record(actor, actions.SOURCE_ADDED, source, {"kind": source.kind})
        return source

    return once(Source.objects.all(), public_id, create)


@transaction.atomic
def edit_source(*, actor: Actor, source: Source, plan: SourcePlan, expected_version: int) -> Source:
    """Change everything but the kind. The next load follows what is said here."""
    require(actor, MANAGE_SOURCES, source)
    current = locked(source, expected_version)
    next_version(actor, current)
    changes = put_values(current, _values(plan))
    if _put_secret(current, plan):
        changes["secret"] = [None, "replaced"]
    validated(current, whole="name").save()
    record(actor, actions.SOURCE_EDITED, current, {"changes": changes})
    return current


def _values(plan: SourcePlan) -> dict[str, Any]:
    name = required_text(plan.name, "name", 120, "Give it the name by which people know it.")
    objects = dict(_pairs(plan.objects, "objects"))
    said = {**plan.settings, "privileges": _privileges(plan.privileges), "objects": objects}
    return {
        "name": name,
        "owner": plan.owner,
        "matching": _matching(plan).to_json(),
        "settings": said,
    }


def _put_secret(source: Source, plan: SourcePlan) -> bool:
    if plan.secret is None:
        return False
    secret = plan.secret.strip()
    if source.kind == SourceKind.POSTGRESQL:
        checked_address(secret)
    elif source.kind == SourceKind.AWS:
        checked_keys(secret)
    source.secret = vault.encrypt_text(secret)
    return True


def _matching(plan: SourcePlan) -> Matching:
    patterns = tuple(_pairs(plan.patterns, "patterns"))
    for account, address in patterns:
        if "@" not in address or account.count("*") > 1 or address.count("*") > 1:
            raise DomainError(
                f"“{account} = {address}” needs an address on the right, and at most one star on "
                "each side.",
                field="patterns",
            )
    domains = tuple(line.casefold().lstrip("@") for line in _lines(plan.external, "external"))
    wrong = next((name for name in domains if not _DOMAIN.fullmatch(name)), None)
    if wrong:
        raise DomainError(f"“{wrong[:60]}” is no domain.", field="external")
    return Matching(patterns, domains, tuple(_lines(plan.shared, "shared")))


def _privileges(text: str) -> dict[str, str]:
    said = {}
    for word, ours in _pairs(text, "privileges"):
        if ours.casefold() not in WEIGHTS:
            raise DomainError(
                f"“{ours[:40]}” is none of ours. They are {', '.join(WEIGHTS)}.",
                field="privileges",
            )
        said[plain(word)] = ours.casefold()
    return said


def _pairs(text: str, at: str) -> list[tuple[str, str]]:
    try:
        return pairs_of("\n".join(_lines(text, at)))
    except ValueError as error:
        raise DomainError(f"“{str(error)[:60]}” needs an equals sign.", field=at) from None


def _lines(text: str, at: str) -> list[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > _MOST_LINES:
        raise DomainError(f"Write at most {_MOST_LINES:,} lines.", field=at)
    return lines


# ---- Files --------------------------------------------------------------------------------------
@transaction.atomic
def bring_file(*, actor: Actor, source: Source, name: str, file: BinaryIO) -> Source:
    """Keep a list for this source, encrypted, and look at its header. Raises `DomainError` where
    it is no list. Columns are suggested where the mapping does not fit any more."""
    require(actor, MANAGE_SOURCES, source)
    if source.kind != SourceKind.FILE:
        raise Refused("This source is read from its system, not from files.")
    stored = vault.store("access", file)
    try:
        header = open_table(stored.name).header
        current = locked(source)
        next_version(actor, current)
        current.stored_as, current.file_digest = stored.name, stored.sha256
        current.file_name = name[:200]
        if faults(current.mapping, header):
            current.mapping = suggest(header)
        current.save()
    except BaseException:
        vault.discard(stored.name)
        raise
    return current


@transaction.atomic
def set_mapping(
    *, actor: Actor, source: Source, mapping: Mapping[str, str], expected_version: int
) -> Source:
    """Say which column holds what, for the file that was brought last."""
    require(actor, MANAGE_SOURCES, source)
    current = locked(source, expected_version)
    chosen = {key: column for key, column in mapping.items() if column}
    wrong = faults(chosen, open_table(current.stored_as).header)
    if wrong:
        at, message = next(iter(wrong.items()))
        raise DomainError(message, field=f"column_{at}")
    next_version(actor, current)
    changes = put_values(current, {"mapping": chosen})
    current.save()
    if changes:
        record(actor, actions.SOURCE_EDITED, current, {"changes": changes})
    return current


# ---- Loads --------------------------------------------------------------------------------------
@transaction.atomic
def try_load(*, actor: Actor, source: Source) -> Load:
    """Order a dry run: it counts and names what is wrong, and keeps nothing."""
    require(actor, MANAGE_SOURCES, source)
    if source.kind == SourceKind.FILE and not source.stored_as:
        raise DomainError("Choose a file first.", code="no_file", field="file")
    load = Load(source=source, dry_run=True, asked_by=actor.label[:200], **_file_of(source))
    load.save(force_insert=True)
    record(actor, actions.TRIED, source, {"file": load.file_digest})
    load.send_after_commit()
    return load


def _file_of(row: Source | Load) -> dict[str, str]:
    return {name: getattr(row, name) for name in ("stored_as", "file_name", "file_digest")}


@transaction.atomic
def confirm_load(*, actor: Actor, load: Load, reason: str = "") -> Load:
    """Order the load that a dry run has shown; the list that it reads takes the last one's place.

    Where the dry run asked whether a far shorter list is right, `reason` says why it is.
    """
    require(actor, MANAGE_SOURCES, load.source)
    locked(load.source)
    _refuse_stale(load)
    accepted = _accepted(load, reason) if load.question else ""
    real = Load(
        source=load.source,
        asked_by=actor.label[:200],
        shrink_accepted=bool(accepted),
        shrink_reason=accepted,
        **_file_of(load),
    )
    try:
        with transaction.atomic():
            real.save(force_insert=True)
    except IntegrityError:
        raise DomainError("This source is being loaded. Wait until that ends.", "busy") from None
    if accepted:
        record(actor, actions.SHRINK_ACCEPTED, load.source, _question(load, accepted))
    record(actor, actions.CONFIRMED, load.source, {"file": real.file_digest})
    real.send_after_commit()
    return real


def _refuse_stale(load: Load) -> None:
    newer = Load.objects.filter(source=load.source, pk__gt=load.pk)
    if not load.dry_run or load.state != JobState.SUCCEEDED:
        raise DomainError("Only a dry run that ended can be confirmed.", code="not_ended")
    if newer.filter(dry_run=False).exists() or newer.filter(state=JobState.SUCCEEDED).exists():
        raise DomainError(
            "This source was read again since. Look at its newest dry run.", code="stale"
        )


@transaction.atomic
def accept_shrunk(*, actor: Actor, load: Load, reason: str) -> Load:
    """Answer the question of a load that stopped: the shorter list is right. It goes on."""
    require(actor, MANAGE_SOURCES, load.source)
    current = locked(load)
    if current.dry_run or current.state != JobState.FAILED or not current.question:
        raise DomainError("This load asks nothing.", code="asks_nothing")
    if Load.objects.filter(source=load.source, dry_run=False, pk__gt=load.pk).exists():
        raise DomainError("A newer load took its place.", code="stale")
    current.shrink_reason = _accepted(current, reason)
    current.shrink_accepted = True
    current.save(update_fields=["shrink_reason", "shrink_accepted"])
    record(actor, actions.SHRINK_ACCEPTED, load.source, _question(current, current.shrink_reason))
    current.queue_again()
    return current


def _accepted(load: Load, reason: str) -> str:
    return required_text(reason, "reason", 300, "Say why the shorter list is right.")


def _question(load: Load, reason: str) -> dict[str, Any]:
    return {"rows": load.row_count, "gone": load.gone_count, "reason": reason}
