"""Deciding: one item, or several of one object at once; every decision is kept."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from apps.core import clock
from apps.core.access import Actor, require
from apps.core.errors import DomainError, NotVisible, Refused
from apps.core.writing import limited_text, locked
from apps.trail.services import record

from ..actions import DECIDED
from ..models import (
    Campaign,
    Decision,
    ReviewGroup,
    ReviewItem,
    RevokeWhen,
    Verdict,
)
from ..permissions import DECIDE
from ..remedies.services import remedy_all
from ..rules import decisions as rules
from ..rules.decisions import note_needed
from ..rules.privileges import weaker_than
from .rights import require_open, seat_of
from .settling import assignments_of_items, settle

_NOTE = 2000
MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Word:
    """What a reviewer says: a verdict, and why.

    `seconds` is how long the page was open, `context_opened` whether the details were unfolded.
    """

    verdict: Verdict
    note: str = ""
    new_expiry: dt.date | None = None
    new_privilege: str = ""
    seconds: int | None = None
    context_opened: bool = False


@transaction.atomic
def decide(*, actor: Actor, item: ReviewItem, word: Word, sent: uuid.UUID) -> ReviewItem:
    """Keep a reviewer's word on one item; the latest word of each reviewer counts.

    A form that arrives twice, known by `sent`, decides once. Raises `Refused` where the actor is
    no reviewer of it or the review is over, `DomainError` for the fields of `word`.
    """
    campaign = locked(item.campaign)
    current = _held(campaign, [item])
    return _decide(actor, campaign, current, word, sent, bulk=None)[0]


@transaction.atomic
def decide_together(
    *, actor: Actor, group: ReviewGroup, items: Collection[ReviewItem], word: Word, sent: uuid.UUID
) -> list[ReviewItem]:
    """The same word on several items of one object or person; none of them may be flagged.

    What speaks against an item has to be looked at, so one flagged item refuses the whole act.
    Raises as `decide` does.
    """
    campaign = locked(group.campaign)
    current = _held(campaign, items)
    if not current or any(one.group_id != group.pk for one in current):
        raise NotVisible("We could not find all of these in this part of the review.")
    if len(current) > MOST_AT_ONCE:
        raise DomainError(f"Choose at most {MOST_AT_ONCE} at once.", code="too_many")
    flagged = [one.principal for one in current if one.weighty_flags]
    if flagged:
        raise Refused(
            f"Something speaks against {len(flagged)} of these, {flagged[0]} among them. "
            "Look at each of them by itself.",
            code="flagged",
        )
    return _decide(actor, campaign, current, word, sent, bulk=sent)


def _held(campaign: Campaign, items: Collection[ReviewItem]) -> list[ReviewItem]:
    """The rows as they are now, in one order, held until the transaction ends."""
    rows = ReviewItem.objects.select_for_update().filter(
        campaign=campaign, pk__in=[item.pk for item in items]
    )
    found = list(rows.order_by("pk"))
    for item in found:
        item.campaign = campaign
    return found


def _decide(
    actor: Actor,
    campaign: Campaign,
    items: list[ReviewItem],
    word: Word,
    sent: uuid.UUID,
    bulk: uuid.UUID | None,
) -> list[ReviewItem]:
    require(actor, DECIDE, campaign)
    if Decision.objects.filter(item__in=items, sent=sent, reviewer_id=actor.user_id).exists():
        return items
    require_open(campaign)
    note = limited_text(word.note, "note", _NOTE)
    assignments = assignments_of_items(items)
    given = []
    for item in items:
        seat = seat_of(actor, item, assignments[item.group_id])
        _check(item, word, note)
        given.append(_decision(actor, item, seat, word, note, sent, bulk))
    earlier = Decision.objects.filter(item__in=items, reviewer_id=actor.user_id)
    for one in given[:1]:  # all are in the stage of their item; earlier words of it count no more
        earlier.filter(stage=F("item__stage"), superseded_at=None).update(superseded_at=one.at)
    Decision.objects.bulk_create(given)
    settled = settle(campaign, items, assignments)
    if campaign.revoke_when == RevokeWhen.AT_ONCE:
        remedy_all(campaign, settled)
    record(actor, DECIDED, campaign, _told(items, word, note, bulk is not None))
    return items


def _told(items: Sequence[ReviewItem], word: Word, note: str, bulk: bool) -> dict[str, object]:
    return {
        "verdict": str(word.verdict),
        "items": [str(item.public_id) for item in items],
        "note": note,
        "bulk": bulk,
    }


def _check(item: ReviewItem, word: Word, note: str) -> None:
    if note_needed(rules.Verdict(word.verdict), bool(item.weighty_flags)) and not note:
        kept = word.verdict == Verdict.KEEP
        ask = "Something speaks against this access. Say why it stays." if kept else "Say why."
        raise DomainError(ask, "required", "note")
    if word.verdict == Verdict.CHANGE_EXPIRY and word.new_expiry is None:
        raise DomainError("Say when it is to end.", "required", "new_expiry")
    if word.new_expiry is not None and word.new_expiry <= clock.today():
        raise DomainError("Choose a day that is still to come.", "date_passed", "new_expiry")
    if word.verdict == Verdict.REDUCE and word.new_privilege not in weaker_than(item.privilege):
        raise DomainError("Choose what is to be left.", "required", "new_privilege")


def _decision(
    actor: Actor,
    item: ReviewItem,
    seat: int,
    word: Word,
    note: str,
    sent: uuid.UUID,
    bulk: uuid.UUID | None,
) -> Decision:
    return Decision(
        item=item,
        stage=item.stage,
        reviewer_id=actor.user_id or 0,  # only people review: `seat_of` refused all others
        seat_id=seat,
        reviewer_label=actor.label[:200],
        verdict=word.verdict,
        note=note,
        new_expiry=word.new_expiry if word.verdict == Verdict.CHANGE_EXPIRY else None,
        new_privilege=word.new_privilege if word.verdict == Verdict.REDUCE else "",
        at=clock.now(),
        sent=sent,
        bulk=bulk,
        seconds=word.seconds,
        context_opened=word.context_opened,
    )
