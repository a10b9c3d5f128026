"""From decisions to what becomes of an item: on to the next stage, or settled."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from django.db.models import F

from apps.core import clock

from ..models import (
    Campaign,
    Decision,
    ReviewerAssignment,
    ReviewGroup,
    ReviewItem,
)
from ..rules.decisions import Outcome, Verdict
from ..rules.privileges import WEIGHTS
from ..rules.stages import place
from ..rules.votes import Opinion, Tally, Vote, tally
from .rights import seats

_CHUNK = 2000
_KEPT = ("stage", "outcome", "becomes", "settled_at", "new_expiry", "new_privilege", "why")


def settle(
    campaign: Campaign,
    items: Sequence[ReviewItem],
    assignments: Mapping[int, Collection[ReviewerAssignment]],
) -> list[ReviewItem]:
    """Move these items on as far as their decisions carry; returns those that are settled now.

    What nobody could tell in the last stage stays open until somebody can, or the review ends.
    """
    votes = {stage.number: Vote(stage.vote) for stage in campaign.stages.all()}
    said = decisions_of(items)
    moved, settled = [], []
    for item in items:
        tallies = tallies_of(item, said[item.pk], votes, assignments.get(item.group_id, ()))
        where = place([one.outcome for one in tallies], len(votes))
        if where.outcome is not None and where.outcome.is_decided:
            _put(item, where.outcome, tallies[where.stands_by - 1], said[item.pk])
            settled.append(item)
        elif where.stage != item.stage:
            item.stage = where.stage
            moved.append(item)
    ReviewItem.objects.bulk_update([*moved, *settled], _KEPT, batch_size=200)
    _count(campaign, settled)
    return settled


def outcomes_of(
    campaign: Campaign, items: Collection[ReviewItem]
) -> dict[int, list[Outcome | None]]:
    """What the stages of each item arrived at so far, by its key; None for one that waits."""
    votes = {stage.number: Vote(stage.vote) for stage in campaign.stages.all()}
    said, assignments = decisions_of(items), assignments_of_items(items)
    return {
        item.pk: [
            stage.outcome
            for stage in tallies_of(item, said[item.pk], votes, assignments[item.group_id])
        ]
        for item in items
    }


def assignments_of_items(
    items: Collection[ReviewItem],
) -> Mapping[int, list[ReviewerAssignment]]:
    """Who reviews the groups of these items now, by group."""
    found: dict[int, list[ReviewerAssignment]] = defaultdict(list)
    groups = sorted({item.group_id for item in items})
    for start in range(0, len(groups), _CHUNK):
        portion = groups[start : start + _CHUNK]
        rows = ReviewerAssignment.objects.filter(group__in=portion, ended_at=None)
        for row in rows.order_by("pk"):
            found[row.group_id].append(row)
    return found


def decisions_of(items: Collection[ReviewItem]) -> dict[int, list[Decision]]:
    """The decisions that count, by item, in the order in which they were made."""
    found: dict[int, list[Decision]] = defaultdict(list)
    pks = [item.pk for item in items]
    for start in range(0, len(pks), _CHUNK):
        portion = pks[start : start + _CHUNK]
        rows = Decision.objects.filter(item__in=portion, superseded_at=None)
        for decision in rows.order_by("pk"):
            found[decision.item_id].append(decision)
    return found


def tallies_of(
    item: ReviewItem,
    decisions: Sequence[Decision],
    votes: Mapping[int, Vote],
    assignments: Collection[ReviewerAssignment],
) -> list[Tally]:
    """Where each stage stands, up to the present one. Who spoke and left keeps the seat."""
    found = []
    for number in range(1, item.stage + 1):
        opinions = [_opinion(one) for one in decisions if one.stage == number]
        asked = set(seats(item, assignments, number).values())
        asked |= {one.seat for one in opinions}
        found.append(tally(opinions, votes[number], asked))
    return found


def _opinion(decision: Decision) -> Opinion:
    return Opinion(
        by=decision.reviewer_id,
        seat=decision.seat_id,
        verdict=Verdict(decision.verdict),
        at=decision.at,
        new_expiry=decision.new_expiry,
        new_privilege=decision.new_privilege,
    )


def _put(item: ReviewItem, outcome: Outcome, stands: Tally, said: Sequence[Decision]) -> None:
    item.outcome = item.becomes = outcome.value
    item.settled_at = clock.now()
    item.new_expiry = stands.new_expiry
    item.new_privilege = stands.new_privilege(WEIGHTS)
    voices = {(one.by, one.at) for one in stands.carried_by}
    notes = [one.note for one in said if (one.reviewer_id, one.at) in voices and one.note]
    item.why = " ".join(notes)[:400]


def _count(campaign: Campaign, settled: Sequence[ReviewItem]) -> None:
    for group, count in Counter(item.group_id for item in settled).items():
        more = F("settled_count") + count
        ReviewGroup.objects.filter(pk=group).update(settled_count=more)
    if settled:
        more = F("settled_count") + len(settled)
        Campaign.objects.filter(pk=campaign.pk).update(settled_count=more)
        campaign.refresh_from_db(fields=["settled_count"])
