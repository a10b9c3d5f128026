"""The end of a campaign: what nobody decided, what is carried out, and the signature."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef

from apps.core import clock
from apps.core.access import Actor, Permission, require
from apps.core.errors import DomainError, Refused
from apps.core.writing import limited_text, locked, next_version, required_text, validated
from apps.remediation.models import Severity
from apps.remediation.services import raise_finding
from apps.trail.refs import TrailRef
from apps.trail.services import record

from ..actions import CLOSED, EXCEPTED, EXTENDED, SIGNED_OFF
from ..models import (
    Campaign,
    CampaignState,
    Decision,
    ReviewGroup,
    ReviewItem,
)
from ..permissions import LET_PASS, RUN, SIGN_OFF
from ..remedies.services import REVIEWS, TAKES_AWAY, remedy_all
from ..reviewing.settling import outcomes_of
from ..rules.deadlines import extended_due
from ..rules.risk import RISKY
from ..rules.stages import Closing, UndecidedRule, at_close, extends
from .selectors import bar_to_sign, failed_sources, gaps

_NOTE = 2000
_CHUNK = 2000


@transaction.atomic
def let_source_pass(*, actor: Actor, campaign: Campaign, source: str, why: str) -> Campaign:
    """Let a campaign be closed though a source could not be read; only an officer may."""
    current = _held(actor, LET_PASS, campaign, None)
    failed = failed_sources(current)
    if source not in failed:
        raise DomainError("This source did not fail.", code="not_failed")
    words = required_text(why, "why", _NOTE, "Say why the review may end without it.")
    told = {"source": source, "name": failed[source], "why": words, "by": actor.label}
    kept = [one for one in current.exceptions if one["source"] != source]
    current.exceptions = [*kept, {**told, "at": clock.now().isoformat()}]
    validated(current).save()
    record(actor, EXCEPTED, current, told)
    return current


@transaction.atomic
def close_campaign(
    *, actor: Actor, campaign: Campaign, expected_version: int | None = None
) -> Campaign:
    """End the review: settle what nobody decided by its rule, and carry everything out.

    Where the rule gives more time once, the campaign stays open with a new date. Raises `Refused`
    while a source that failed has no exception.
    """
    current = _held(actor, RUN, campaign, expected_version)
    _refuse_gaps(current)
    left = ReviewItem.objects.filter(campaign=current, outcome="").count()
    rule = UndecidedRule(current.undecided_rule)
    if extends(rule, current.extended_at is not None, left):
        return _give_more_time(actor, current)
    _settle_undecided(current, rule)
    due = ReviewItem.objects.filter(campaign=current, becomes__in=TAKES_AWAY, remedy="")
    remedy_all(current, list(due.order_by("pk")))
    current.state, current.closed_at = CampaignState.CLOSED, clock.now()
    current.closed_by = actor.label[:200]
    current.settled_count = current.item_count
    validated(current).save()
    record(actor, CLOSED, current, {"not_decided": left, "rule": rule.value})
    return current


def _held(
    actor: Actor, declared: Permission, campaign: Campaign, expected_version: int | None
) -> Campaign:
    require(actor, declared, campaign)
    current = locked(campaign, expected_version, label=campaign.name)
    require(actor, declared, current)
    next_version(actor, current)
    return current


def _refuse_gaps(campaign: Campaign) -> None:
    left = gaps(campaign)
    if left:
        raise Refused(
            f"{', '.join(left.values())} could not be read when this review began, so what it "
            "holds was not reviewed. A compliance officer has to say why the review may end all "
            "the same.",
            code="source_failed",
        )


def _give_more_time(actor: Actor, campaign: Campaign) -> Campaign:
    before = campaign.due
    campaign.due = extended_due(max(before, clock.today()))
    campaign.extended_at = clock.now()
    validated(campaign).save()
    detail = {"due": [before.isoformat(), campaign.due.isoformat()], "why": "rule"}
    record(actor, EXTENDED, campaign, detail)
    return campaign


def _settle_undecided(campaign: Campaign, rule: UndecidedRule) -> None:
    """Settle what no person settled, as `rules.stages.at_close` says; extensions are over here.

    It is recorded as what people arrived at, whatever becomes of it. Items of which nobody said
    anything are all alike, and written at once.
    """
    open_items = ReviewItem.objects.filter(campaign=campaign, outcome="")
    if rule is not UndecidedRule.REVOKE:
        _raise_findings(campaign)
    stages = campaign.stages.count()
    counting = Decision.objects.filter(item=OuterRef("pk"), superseded_at=None)
    alike: dict[Closing | None, list[int]] = defaultdict(list)
    spoken = outcomes_of(campaign, list(open_items.filter(Exists(counting))))
    for pk, outcomes in spoken.items():
        alike[at_close(outcomes, stages, rule, True)].append(pk)
    for closing, pks in alike.items():
        for start in range(0, len(pks), _CHUNK):
            portion = ReviewItem.objects.filter(pk__in=pks[start : start + _CHUNK])
            portion.update(**_values(closing))
    open_items.update(**_values(at_close([None], stages, rule, True)))
    ReviewGroup.objects.filter(campaign=campaign).update(settled_count=F("item_count"))


def _values(closing: Closing | None) -> dict[str, Any]:
    if closing is None:
        raise ValueError("a review that is extended does not close")
    values: dict[str, Any] = {"outcome": closing.recorded.value, "settled_at": clock.now()}
    if closing.outcome.is_refusal:
        values |= {"becomes": closing.outcome.value, "why": "Not decided in time."}
    return values


def _raise_findings(campaign: Campaign) -> None:
    """One finding for each part of the review in which something was left undecided."""
    open_ones = ReviewItem.objects.filter(campaign=campaign, outcome="").order_by()
    counted = open_ones.values_list("group").annotate(left=Count("pk"))
    groups = ReviewGroup.objects.in_bulk([group for group, _ in counted])
    for pk, left in sorted(counted):
        group = groups[pk]
        target = TrailRef("campaign", str(campaign.public_id), campaign.name, group.team_id)
        raise_finding(
            actor=REVIEWS,
            source=target,
            key=f"not_decided:{group.pk}",
            target=target,
            title=f"{left} access rights to {group.label} were not reviewed"[:200],
            severity=Severity.HIGH if group.risk >= RISKY else Severity.MEDIUM,
            why="Nobody decided on them before the review ended, so they stay as they were.",
        )


@transaction.atomic
def sign_off(
    *, actor: Actor, campaign: Campaign, note: str = "", expected_version: int | None = None
) -> Campaign:
    """Say that the review was carried out as it should; by somebody who decided nothing in it."""
    require(actor, SIGN_OFF, campaign)
    current = locked(campaign, expected_version, label=campaign.name)
    require(actor, SIGN_OFF, current)
    refusal = bar_to_sign(actor, current)
    if refusal:
        raise Refused(refusal)
    next_version(actor, current)
    current.state, current.signed_off_at = CampaignState.SIGNED_OFF, clock.now()
    current.signed_off_by = actor.label[:200]
    current.signed_off_note = limited_text(note, "note", _NOTE)
    validated(current).save()
    detail = {"certificate": current.certificate_digest, "items": current.item_count}
    record(actor, SIGNED_OFF, current, detail)
    return current
