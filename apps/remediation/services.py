"""Reporting what is wrong, planning what is to be done, and closing both.

Apps above report with `raise_finding` and `clear_finding`; people plan, work and close. A row is
closed by somebody's note, by evidence, or by a later look that found it right, and it says which.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from apps.accounts.models import User
from apps.core import clock
from apps.core.access import Actor, require
from apps.core.errors import DomainError
from apps.core.writing import (
    limited_text,
    locked,
    next_version,
    once,
    put_values,
    required_text,
    sign,
    validated,
    words_or_none,
)
from apps.trail.refs import TrailRef
from apps.trail.services import record

from . import actions, hooks
from .models import ClosedBy, ItemKind, ItemState, RemediationItem, Severity
from .permissions import DISMISS, PLAN, REOPEN, WORK
from .selectors import possible_owners

_NOTE, _WHY = 2000, 4000


# ---- What apps report ---------------------------------------------------------------------------
@transaction.atomic
def raise_finding(
    *,
    actor: Actor,
    source: TrailRef,
    key: str,
    target: TrailRef,
    title: str,
    severity: Severity,
    why: str = "",
) -> RemediationItem:
    """Report that something is wrong with `target`; the same source and key are the same finding.

    Reported again it is seen once more, with the severity of today. One that was done is reopened,
    whoever closed it; one that was dismissed stays so, because somebody decided that. The caller
    has checked that the actor may look.
    """
    known = _latest(source, key)
    if known is None:
        finding = _new(ItemKind.FINDING, source, key, target)
        finding.title, finding.severity, finding.why = title[:200], severity, why[:_WHY]
        try:
            with transaction.atomic():
                return _put_on_list(actor, finding)
        except (DomainError, IntegrityError):
            # Another look may have reported the same at this moment.
            known = _latest(source, key)
            if known is None:
                raise
    return _seen_again(actor, known, severity)


def _latest(source: TrailRef, key: str) -> RemediationItem | None:
    """The newest finding of this source about this; an open one if there is one."""
    rows = RemediationItem.objects.select_for_update().filter(
        kind=ItemKind.FINDING, source_kind=source.type, source_id=source.id, source_key=key
    )
    return rows.most_urgent_first().first()


def _seen_again(actor: Actor, finding: RemediationItem, severity: Severity) -> RemediationItem:
    finding.seen_at = clock.now()
    if finding.state == ItemState.DISMISSED:
        finding.save(update_fields=["seen_at"])
        return finding
    before, finding.severity = finding.severity, severity
    reopened = finding.is_closed
    if reopened:
        finding.open_again()
        next_version(actor, finding)
    finding.save()
    if reopened:
        record(actor, actions.REOPENED, finding, {"by": "look"})
    elif before != severity:
        changes = {"severity": [str(before), str(severity)]}
        record(actor, actions.EDITED, finding, {"changes": changes})
    return finding


@transaction.atomic
def clear_finding(*, actor: Actor, source: TrailRef, key: str, look: TrailRef) -> int:
    """Close what is open about this thing of this source, because a later look found it right.

    `source` is what looks again and again, `look` the one time that it found nothing wrong.
    Returns how many were closed. The caller has checked that the actor may look.
    """
    reported = Q(source_kind=source.type, source_id=source.id, source_key=key)
    return _clear(actor, reported, look)


@transaction.atomic
def clear_everywhere(
    *, actor: Actor, source_kind: str, keys: Collection[str], look: TrailRef
) -> int:
    """The same for keys that mean the same thing in every source of a kind, as a question about
    an object does in every assessment."""
    return _clear(actor, Q(source_kind=source_kind, source_key__in=list(keys)), look)


def _clear(actor: Actor, reported: Q, look: TrailRef) -> int:
    open_items = RemediationItem.objects.not_closed().exclude(source_key="").filter(reported)
    items = list(open_items.select_for_update().order_by("pk"))
    for item in items:
        next_version(actor, item)
        _close(actor, item, ItemState.DONE, ClosedBy.LOOK, proof=look)
        record(actor, actions.CLOSED, item, _closing(item))
    return len(items)


# ---- What people do -----------------------------------------------------------------------------
def plan_action(
    *,
    actor: Actor,
    target: TrailRef,
    title: str,
    severity: Severity = Severity.MEDIUM,
    why: str = "",
    owner: User | None = None,
    due: dt.date | None = None,
    source: TrailRef | None = None,
    key: str = "",
    public_id: uuid.UUID | None = None,
) -> RemediationItem:
    """Plan something to be done about `target`, for the target's team.

    `source` is what asks for it, by default the person. What is planned already for the same
    source and key is found instead, and so is what the same `public_id` planned.
    """
    team_id = target.team_id
    require(actor, PLAN, RemediationItem(team_id=team_id))
    _check_owner(team_id, owner)
    _check_due(due)
    asked_by = source or TrailRef("user", actor.public_id or actor.kind.value, actor.label)

    @transaction.atomic
    def create(ident: uuid.UUID) -> RemediationItem:
        action = _new(ItemKind.ACTION, asked_by, key, target)
        action.public_id, action.severity, action.due = ident, severity, due
        action.title = required_text(title, "title", 200, "Say what is to be done.")
        action.why = limited_text(why, "why", _WHY)
        action.put_owner(owner)
        return _put_on_list(actor, action)

    return once(RemediationItem.objects.visible_to(actor), public_id, create)


def _new(kind: ItemKind, source: TrailRef, key: str, target: TrailRef) -> RemediationItem:
    return RemediationItem(
        kind=kind,
        source_kind=source.type,
        source_id=source.id,
        source_label=source.label[:300],
        source_key=key,
        target_kind=target.type,
        target_id=target.id,
        target_label=target.label[:300],
        team_id=target.team_id,
    )


def _put_on_list(actor: Actor, item: RemediationItem) -> RemediationItem:
    sign(actor, item)
    validated(item, whole="title").save(force_insert=True)
    done = actions.RAISED if item.kind == ItemKind.FINDING else actions.PLANNED
    record(actor, done, item, _particulars(item))
    _tell_owner(actor, item)
    return item


@transaction.atomic
def edit_item(
    *,
    actor: Actor,
    item: RemediationItem,
    title: str,
    why: str,
    severity: Severity,
    due: dt.date | None,
    expected_version: int,
) -> RemediationItem:
    """Change what it says, how severe it is, or by when it is due."""
    current = _take(actor, item, expected_version)
    if due != current.due:
        _check_due(due)
    new = {
        "title": required_text(title, "title", 200, "Say what it is about."),
        "why": limited_text(why, "why", _WHY),
        "severity": severity,
        "due": due,
    }
    changes = put_values(current, new)
    validated(current).save()
    record(actor, actions.EDITED, current, {"changes": changes})
    return current


@transaction.atomic
def assign_item(
    *, actor: Actor, item: RemediationItem, owner: User | None, expected_version: int
) -> RemediationItem:
    """Say who sees to it; the new owner is told, unless they took it themselves."""
    current = _take(actor, item, expected_version)
    _check_owner(current.team_id, owner)
    before = current.owner_label
    current.put_owner(owner)
    validated(current).save()
    detail = {"owner": [before or None, current.owner_label or None]}
    record(actor, actions.ASSIGNED, current, detail)
    _tell_owner(actor, current)
    return current


@transaction.atomic
def start_item(
    *, actor: Actor, item: RemediationItem, expected_version: int | None = None
) -> RemediationItem:
    """Say that somebody is at it; who starts what nobody owns becomes its owner."""
    current = _take(actor, item, expected_version)
    if current.state == ItemState.IN_PROGRESS:
        raise DomainError("Work on this has begun already.", code="started")
    current.state = ItemState.IN_PROGRESS
    if current.owner_id is None and actor.user_id is not None:
        current.put_owner(possible_owners(current.team_id).filter(pk=actor.user_id).first())
    validated(current).save()
    record(actor, actions.STARTED, current, {"owner": current.owner_label or None})
    return current


@transaction.atomic
def close_item(
    *,
    actor: Actor,
    item: RemediationItem,
    note: str = "",
    evidence: TrailRef | None = None,
    expected_version: int,
) -> RemediationItem:
    """Say that it is done, with evidence or in a person's own words.

    The caller has made sure that the actor sees the evidence.
    """
    current = _take(actor, item, expected_version)
    plain = limited_text(note, "note", _NOTE)
    if evidence is None and not plain:
        raise DomainError(
            "Say what was done, or choose the evidence that shows it.", "required", "note"
        )
    how = ClosedBy.EVIDENCE if evidence else ClosedBy.NOTE
    _close(actor, current, ItemState.DONE, how, plain, evidence)
    record(actor, actions.CLOSED, current, _closing(current))
    return current


@transaction.atomic
def dismiss_item(
    *, actor: Actor, item: RemediationItem, reason: str, expected_version: int
) -> RemediationItem:
    """Decide that nothing will be done about it, and say why."""
    require(actor, DISMISS, item)
    current = locked(item, expected_version, label=f"“{item.title}”")
    require(actor, DISMISS, current)
    plain = required_text(reason, "reason", _NOTE, "Say why nothing will be done.")
    next_version(actor, current)
    _close(actor, current, ItemState.DISMISSED, "", plain)
    record(actor, actions.DISMISSED, current, {"reason": plain})
    return current


@transaction.atomic
def reopen_item(
    *, actor: Actor, item: RemediationItem, reason: str, expected_version: int
) -> RemediationItem:
    """Take back that it is closed, and say why."""
    require(actor, REOPEN, item)
    current = locked(item, expected_version, label=f"“{item.title}”")
    require(actor, REOPEN, current)
    plain = required_text(reason, "reason", _NOTE, "Say why it is open again.")
    was = str(current.state)
    current.open_again()
    next_version(actor, current)
    validated(current, whole="reason").save()
    record(actor, actions.REOPENED, current, {"was": was, "reason": plain})
    return current


def _take(actor: Actor, item: RemediationItem, expected_version: int | None) -> RemediationItem:
    """The row as it is now, marked as changed by this actor, once it is sure that they may."""
    require(actor, WORK, item)
    current = locked(item, expected_version, label=f"“{item.title}”")
    require(actor, WORK, current)
    next_version(actor, current)
    return current


def _close(
    actor: Actor,
    item: RemediationItem,
    state: ItemState,
    how: str,
    note: str = "",
    proof: TrailRef | None = None,
) -> None:
    item.close(state, clock.now(), actor.label, how, note, proof)
    validated(item).save()


def _tell_owner(actor: Actor, item: RemediationItem) -> None:
    if item.owner_id is not None and item.owner_id != actor.user_id:
        hooks.assigned(actor, item)


def _check_owner(team_id: int | None, owner: User | None) -> None:
    if owner is not None and not possible_owners(team_id).filter(pk=owner.pk).exists():
        raise DomainError(
            "This person cannot work on it. Choose somebody of its team.",
            code="wrong_owner",
            field="owner",
        )


def _check_due(due: dt.date | None) -> None:
    if due is not None and due < clock.today():
        raise DomainError(
            "This date has passed. Choose by when it is to be done, from today on.",
            code="date_passed",
            field="due",
        )


def _particulars(item: RemediationItem) -> dict[str, Any]:
    return {
        "kind": str(item.kind),
        "severity": str(item.severity),
        "source": [item.source_kind, item.source_id, item.source_key],
        "target": [item.target_kind, item.target_id],
        "owner": item.owner_label or None,
        "due": words_or_none(item.due),
    }


def _closing(item: RemediationItem) -> dict[str, Any]:
    return {
        "how": str(item.closed_how),
        "note": item.closing_note,
        "proof": [item.closing_kind, item.closing_id],
    }
