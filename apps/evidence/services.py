"""Filing evidence: new, a new revision, changed particulars, withdrawn."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction

from apps.accounts.models import User
from apps.core import clock, vault
from apps.core.access import Actor, require
from apps.core.canonical import digest_bytes
from apps.core.errors import DomainError
from apps.core.writing import (
    locked,
    next_version,
    once,
    plain_text,
    put_values,
    required_text,
    sign,
    validated,
    words_or_none,
)
from apps.organizations.models import Team
from apps.trail.services import record

from . import hooks
from .actions import EDITED, FILED, REVISION_FILED, WITHDRAWN
from .file_types import clean_name, recognise
from .models import Evidence, EvidenceKind, EvidenceRevision, EvidenceTerm
from .permissions import EDIT, FILE, WITHDRAW
from .selectors import possible_owners


@dataclass(frozen=True, slots=True)
class FileContent:
    """A file as it arrived: its name, and bytes that can be read more than once."""

    name: str
    file: BinaryIO
    size: int


@dataclass(frozen=True, slots=True)
class LinkContent:
    """An address of something kept elsewhere; recorded, never fetched."""

    url: str


Content = FileContent | LinkContent


def file_evidence(
    *,
    actor: Actor,
    team: Team | None,
    title: str,
    content: Content,
    owner: User | None = None,
    counts_until: dt.date | None = None,
    public_id: uuid.UUID | None = None,
) -> Evidence:
    """File something new for a team, or for the organisation when `team` is None.

    A second call with the same `public_id` finds the first evidence and files nothing.
    """
    require(actor, FILE, Evidence(team=team))
    return file_on_behalf(
        actor=actor,
        team=team,
        title=title,
        content=content,
        owner=owner,
        counts_until=counts_until,
        public_id=public_id,
    )


def file_on_behalf(
    *,
    actor: Actor,
    team: Team | None,
    title: str,
    content: Content,
    owner: User | None = None,
    counts_until: dt.date | None = None,
    public_id: uuid.UUID | None = None,
) -> Evidence:
    """File without asking for the right: the caller has checked that the actor may contribute
    to what this evidence is for, such as an answer about a pipeline shared with them."""

    def file(ident: uuid.UUID) -> Evidence:
        evidence = Evidence(
            public_id=ident,
            team=team,
            title=plain_text(title),
            kind=EvidenceKind.FILE if isinstance(content, FileContent) else EvidenceKind.LINK,
            owner=owner or _person(actor),
            counts_until=counts_until,
        )
        _check_date(counts_until)
        _check_owner(evidence, owner)
        return _file_first(actor, evidence, content)

    return once(Evidence.objects.filter(team=team), public_id, file)


def _file_first(actor: Actor, evidence: Evidence, content: Content) -> Evidence:
    sign(actor, evidence)
    with _stored(content) as fields, transaction.atomic():
        validated(evidence).save(force_insert=True)
        _keep_term(evidence)
        revision = _add_revision(actor, evidence, 1, fields)
        record(actor, FILED, evidence, _particulars(evidence, revision))
    return evidence


def add_revision(
    *,
    actor: Actor,
    evidence: Evidence,
    content: Content,
    counts_until: dt.date | None,
    expected_version: int,
) -> EvidenceRevision:
    """File a newer content of the same evidence; what was filed before stays."""
    require(actor, EDIT, evidence)
    _check_date(counts_until)
    with _stored(content) as fields, transaction.atomic():
        current = _take(actor, evidence, expected_version)
        is_other_term = counts_until != current.counts_until
        current.counts_until = counts_until
        current.kind = EvidenceKind.FILE if fields.get("stored_as") else EvidenceKind.LINK
        validated(current).save()
        if is_other_term:
            _keep_term(current)
        number = current.revisions.count() + 1
        revision = _add_revision(actor, current, number, fields)
        record(actor, REVISION_FILED, current, _particulars(current, revision))
        hooks.evidence_changed(current, f"New revision of evidence “{current.title}”")
    return revision


def edit_evidence(
    *,
    actor: Actor,
    evidence: Evidence,
    title: str,
    owner: User | None,
    counts_until: dt.date | None,
    expected_version: int,
) -> Evidence:
    """Change title, owner or the date until which it counts."""
    require(actor, EDIT, evidence)
    _check_owner(evidence, owner)
    with transaction.atomic():
        current = _take(actor, evidence, expected_version)
        if counts_until != current.counts_until:
            _check_date(counts_until)
        new = {"title": plain_text(title), "owner": owner, "counts_until": counts_until}
        changes = put_values(current, new)
        validated(current).save()
        record(actor, EDITED, current, {"changes": changes})
        if "counts_until" in changes:
            _keep_term(current)
            hooks.evidence_changed(current, f"Evidence “{current.title}” counts until another date")
    return current


def withdraw_evidence(
    *, actor: Actor, evidence: Evidence, reason: str, expected_version: int
) -> Evidence:
    """Say that it no longer backs anything, and why; it stays readable."""
    require(actor, WITHDRAW, evidence)
    plain = required_text(reason, "reason", 300, "Say why this no longer counts.")
    with transaction.atomic():
        current = _take(actor, evidence, expected_version)
        require(actor, WITHDRAW, current)
        current.withdrawn_at = clock.now()
        current.withdrawn_reason = plain
        validated(current).save()
        record(actor, WITHDRAWN, current, {"reason": current.withdrawn_reason})
        hooks.evidence_changed(current, f"Evidence “{current.title}” was withdrawn")
    return current


def _keep_term(evidence: Evidence) -> None:
    """Note the date as it is known from now on, so that the past keeps the date of then."""
    EvidenceTerm.objects.create(evidence=evidence, counts_until=evidence.counts_until)


def _person(actor: Actor) -> User | None:
    return User.objects.filter(pk=actor.user_id).first() if actor.user_id is not None else None


def _take(actor: Actor, evidence: Evidence, expected_version: int) -> Evidence:
    """The row as it is now, marked as changed by this actor; refuses a second writer."""
    current = locked(evidence, expected_version, label=f"“{evidence.title}”")
    next_version(actor, current)
    return current


def _check_date(counts_until: dt.date | None) -> None:
    if counts_until is not None and counts_until < clock.today():
        raise DomainError(
            "This date has passed. Choose until when the evidence counts, from today on.",
            code="date_passed",
            field="counts_until",
        )


def _check_owner(evidence: Evidence, owner: User | None) -> None:
    if owner is not None and not possible_owners(evidence.team_id).filter(pk=owner.pk).exists():
        raise DomainError(
            "This person cannot see the evidence. Choose somebody of its team.",
            code="wrong_owner",
            field="owner",
        )


def _add_revision(
    actor: Actor, evidence: Evidence, number: int, fields: dict[str, Any]
) -> EvidenceRevision:
    revision = EvidenceRevision(
        evidence=evidence, number=number, filed_by=actor.label[:200], **fields
    )
    validated(revision).save(force_insert=True)
    return revision


@contextmanager
def _stored(content: Content) -> Iterator[dict[str, Any]]:
    """The fields of a revision for this content; a stored file goes when the rows do not come."""
    if isinstance(content, LinkContent):
        url = _checked_url(content.url)
        yield {"url": url, "digest": digest_bytes(url.encode())}
        return
    limit = settings.EVIDENCE_MAX_BYTES
    name = clean_name(content.name)
    recognised = recognise(name, content.file, content.size, limit)
    stored = vault.store("evidence", content.file)
    try:
        yield {
            "file_name": name,
            "media_type": recognised.media_type,
            "size": stored.size,
            "digest": stored.sha256,
            "stored_as": stored.name,
        }
    except BaseException:
        vault.discard(stored.name)
        raise


def _checked_url(raw: str) -> str:
    url = raw.strip()
    try:
        URLValidator(schemes=["http", "https"])(url)
        parts = urlsplit(url)
    except (ValidationError, ValueError):
        raise _wrong_url("Write a whole address that starts with https:// or http://.") from None
    if parts.username or parts.password:
        raise _wrong_url("Take the user name and password out of this address.")
    if len(url) > 1000:
        raise _wrong_url("Write an address of at most 1,000 characters.")
    return url


def _wrong_url(message: str) -> DomainError:
    return DomainError(message, code="wrong_url", field="url")


def _particulars(evidence: Evidence, revision: EvidenceRevision) -> dict[str, Any]:
    return {
        "kind": str(evidence.kind),
        "revision": revision.number,
        "digest": revision.digest,
        "file_name": revision.file_name,
        "size": revision.size,
        "counts_until": words_or_none(evidence.counts_until),
        "owner": words_or_none(evidence.owner),
    }
