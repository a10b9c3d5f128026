"""Collecting the population of a campaign: the whole list is kept, or none of it.

Rows are written in portions, so that nobody else waits for hundreds of thousands of them, and
count from the moment the campaign opens, in one transaction with its certificate. Until then no
page reads them, and the next try of a worker that died throws them away.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db import transaction

from apps.core import clock
from apps.core.access import Actor
from apps.core.errors import DomainError
from apps.core.words import date_words
from apps.notifications.services.telling import notify
from apps.trail.services import record

from ..actions import FROZEN
from ..models import (
    Campaign,
    CampaignFreeze,
    CampaignState,
    GroupBy,
    ReviewerAssignment,
    ReviewGroup,
    ReviewItem,
)
from ..notifications import TO_REVIEW
from ..rules import certificate
from ..rules.differential import Listed
from ..rules.scope import Only, PopulationScope
from .assigning import Desk, GroupKey, Subject, desk, group_key
from .earlier import contents, earlier_list
from .judging import JudgedAccess, judge
from .population import Population, Reviewed, read_population

WORKER = Actor.system("Access review worker")
_PORTION = 2000


def freeze_population(job: CampaignFreeze) -> None:
    """The work of the job: read, judge, keep, open. Raises `DomainError` for an empty list."""
    campaign = job.campaign
    if campaign.state != CampaignState.FREEZING:
        raise DomainError("This review began already, or was given up.", code="not_waiting")
    _throw_away(campaign)
    job.report(5, "Reading who has access")
    scope = PopulationScope.from_json(campaign.scope)
    population = read_population(scope)
    last = earlier_list(campaign)
    judged = judge(population, scope, last)
    if not judged:
        raise DomainError(_nothing(scope), code="nothing_to_review")
    job.report(30, f"Keeping {len(judged):,} access rights")
    groups = _keep_groups(campaign, judged, population.objects)
    for start in range(0, len(judged), _PORTION):
        _keep_items(campaign, groups, judged[start : start + _PORTION])
        job.report(30 + 60 * start // len(judged), f"{start:,} of {len(judged):,} are kept")
    _open(job, campaign, population, judged, last)


def _nothing(scope: PopulationScope) -> str:
    if scope.only is Only.DIFFERENT:
        return "Nothing is new, changed or risky since the last review, so nothing began."
    return "Nobody has access to what was chosen, so there is nothing to review."


def _throw_away(campaign: Campaign) -> None:
    """What a worker that died left behind."""
    ReviewItem.objects.filter(campaign=campaign).delete()
    ReviewerAssignment.objects.filter(group__campaign=campaign).delete()
    ReviewGroup.objects.filter(campaign=campaign).delete()


# ---- Groups and items ---------------------------------------------------------------------------
def _keep_groups(
    campaign: Campaign, judged: Sequence[JudgedAccess], objects: Mapping[tuple[str, int], Reviewed]
) -> dict[GroupKey, int]:
    """The groups of the list with their reviewers; returns their keys in the database."""
    by_group: dict[GroupKey, list[JudgedAccess]] = defaultdict(list)
    for one in judged:
        by_group[group_key(campaign.group_by, one.access)].append(one)
    rows = [_group(campaign, key, held, objects) for key, held in by_group.items()]
    with transaction.atomic():
        ReviewGroup.objects.bulk_create(rows, batch_size=_PORTION)
        _assign(campaign, zip(rows, by_group.values(), strict=True))
    return {key: row.pk for key, row in zip(by_group, rows, strict=True)}


def _group(
    campaign: Campaign,
    key: GroupKey,
    held: Sequence[JudgedAccess],
    objects: Mapping[tuple[str, int], Reviewed],
) -> ReviewGroup:
    kind, pk, label = key
    known = objects.get((kind, pk))
    first = held[0].access
    person = campaign.group_by == GroupBy.PERSON
    return ReviewGroup(
        campaign=campaign,
        object_kind=kind,
        object_pk=pk,
        label=first.principal if person else known.label if known else label,
        team_id=known.team_id if known else None,
        owner_id=known.owner_id if known else None,
        marks=" ".join(known.marks) if known else "",
        risk=max(one.risk for one in held),
        item_count=len(held),
    )


def _assign(campaign: Campaign, groups: Iterable[tuple[ReviewGroup, list[JudgedAccess]]]) -> None:
    people = desk(campaign.owner_id)
    stages = [(stage, [user.pk for user in stage.named.all()]) for stage in campaign.stages.all()]
    rows = [row for group, held in groups for row in _assignments(people, stages, group, held)]
    ReviewerAssignment.objects.bulk_create(rows, batch_size=_PORTION)


def _assignments(
    people: Desk,
    stages: Sequence[tuple[Any, list[int]]],
    group: ReviewGroup,
    held: list[JudgedAccess],
) -> Iterator[ReviewerAssignment]:
    principals = frozenset(one.access.user_id for one in held if one.access.user_id)
    subject = Subject(group.owner_id, group.team_id, principals)
    for stage, named in stages:
        for chosen in people.reviewers(stage, subject, named):
            yield ReviewerAssignment(
                group=group,
                stage=stage.number,
                reviewer_id=chosen.reviewer_id,
                reviewer_label=people.labels[chosen.reviewer_id][:200],
                why=chosen.why,
            )


def _keep_items(
    campaign: Campaign, groups: Mapping[GroupKey, int], portion: Sequence[JudgedAccess]
) -> None:
    rows = [
        _item(campaign, groups[group_key(campaign.group_by, one.access)], one) for one in portion
    ]
    with transaction.atomic():
        ReviewItem.objects.bulk_create(rows, batch_size=500)


def _item(campaign: Campaign, group: int, one: JudgedAccess) -> ReviewItem:
    access = one.access
    return ReviewItem(
        campaign=campaign,
        group_id=group,
        key=access.key,
        source=access.source,
        ref=access.ref,
        is_own=access.is_own,
        principal=access.principal,
        principal_kind=access.principal_kind,
        user_id=access.user_id,
        object_kind=access.object_kind,
        object_pk=access.object_pk,
        object_label=access.object_label,
        team_id=access.team_id,
        privilege=access.privilege,
        meaning=one.meaning,
        facts=one.facts,
        content=one.content,
        risk=one.risk,
        flags=" ".join(one.flags),
    )


# ---- Opening ------------------------------------------------------------------------------------
def _open(
    job: CampaignFreeze,
    campaign: Campaign,
    population: Population,
    judged: Sequence[JudgedAccess],
    last: Mapping[str, Listed] | None,
) -> None:
    now = clock.now()
    held = {one.access.key: one.content for one in judged}
    kept = certificate.document(
        certificate.certify(held, _runs(campaign, population, now), now, contents(last))
    )
    with transaction.atomic():
        job.finish()
        campaign.state, campaign.frozen_at = CampaignState.OPEN, now
        campaign.certificate = kept
        campaign.certificate_digest = certificate.document_digest(kept)
        campaign.item_count = len(judged)
        campaign.save()
        record(WORKER, FROZEN, campaign, {"rows": len(judged), "digest": kept["digest"]})
        _tell_reviewers(campaign)


def _runs(
    campaign: Campaign, population: Population, now: dt.datetime
) -> list[certificate.SourceRun]:
    words = json.dumps(campaign.scope, sort_keys=True)
    return [
        certificate.SourceRun(
            key=reading.source,
            title=reading.name,
            query=reading.query,
            filters=words,
            ran_at=reading.read_at or now,
            rows=reading.rows,
            digest=reading.digest,
            failed=reading.problem,
        )
        for reading in population.readings
    ]


def _tell_reviewers(campaign: Campaign) -> None:
    """Everybody of the first stage hears once that something waits for them."""
    first = ReviewerAssignment.objects.filter(group__campaign=campaign, stage=1)
    words = f"{campaign.name}: access to review until {date_words(campaign.due)}"
    told: set[int] = set()
    for row in first.select_related("reviewer").order_by("pk").iterator():
        if row.reviewer_id not in told:
            told.add(row.reviewer_id)
            url = campaign.get_absolute_url()
            notify(actor=WORKER, person=row.reviewer, kind=TO_REVIEW, words=words, url=url)
