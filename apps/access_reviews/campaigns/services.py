"""Starting a campaign, changing its date, cancelling it."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from apps.accounts.models import User
from apps.core import clock
from apps.core.access import Actor, Permission, require
from apps.core.errors import DomainError, Refused
from apps.core.jobs import JobState
from apps.core.writing import locked, next_version, once, required_text, sign, validated
from apps.trail.services import record

from ..actions import BEGUN_AGAIN, CANCELLED, EXTENDED, STARTED
from ..models import (
    Campaign,
    CampaignFreeze,
    CampaignStage,
    CampaignState,
)
from ..permissions import GIVE_UP, RUN
from .plans import CampaignPlan, check_plan, require_start

_NAME, _WHY = 160, 1000


@transaction.atomic
def start_campaign(
    *, actor: Actor, plan: CampaignPlan, public_id: uuid.UUID | None = None
) -> Campaign:
    """Keep the plan and queue the work that collects the population.

    A lead starts one for the own team, an organisation-wide role for any. The same `public_id`
    finds the first one. Raises `DomainError` for the fields of the plan.
    """
    require_start(actor, plan)
    check_plan(plan)
    return once(
        Campaign.objects.visible_to(actor), public_id, lambda ident: _start(actor, plan, ident)
    )


def _start(actor: Actor, plan: CampaignPlan, public_id: uuid.UUID) -> Campaign:
    owner = User.objects.filter(pk=actor.user_id or 0).first()
    if owner is None:
        raise DomainError("A review is run by a person.", field="owner")
    campaign = Campaign(
        public_id=public_id,
        name=required_text(plan.name, "name", _NAME, "Give the review a name."),
        template=plan.template,
        team=plan.team,
        owner=owner,
        owner_label=actor.label[:200],
        scope=plan.scope.to_json(),
        group_by=plan.group_by,
        due=plan.due,
        undecided_rule=plan.undecided_rule,
        revoke_when=plan.revoke_when,
        measures_reviewers=plan.measures_reviewers,
        repeats_every_months=plan.repeats_every_months,
    )
    sign(actor, campaign)
    validated(campaign).save(force_insert=True)
    for number, planned in enumerate(plan.stages, start=1):
        stage = CampaignStage.objects.create(
            campaign=campaign, number=number, reviewer_rule=planned.rule, vote=planned.vote
        )
        stage.named.set(planned.named)
    freeze = CampaignFreeze.objects.create(campaign=campaign, asked_by=actor.label[:200])
    record(actor, STARTED, campaign, _particulars(campaign))
    freeze.send_after_commit()
    return campaign


def _particulars(campaign: Campaign) -> dict[str, object]:
    return {
        "template": str(campaign.template),
        "due": campaign.due.isoformat(),
        "scope": campaign.scope,
        "undecided": str(campaign.undecided_rule),
        "stages": [[str(stage.reviewer_rule), str(stage.vote)] for stage in campaign.stages.all()],
    }


@transaction.atomic
def extend_campaign(
    *, actor: Actor, campaign: Campaign, due: dt.date, why: str, expected_version: int | None = None
) -> Campaign:
    """Give reviewers more time, once; says why. Raises `DomainError` for `due` and `why`."""
    current = _held(actor, RUN, campaign, expected_version)
    if current.extended_at is not None:
        raise Refused("This review was extended once already.")
    if due <= max(current.due, clock.today()):
        raise DomainError("Choose a day after the present one.", "date_passed", "due")
    words = required_text(why, "why", _WHY, "Say why there is more time.")
    before, current.due, current.extended_at = current.due, due, clock.now()
    validated(current).save()
    detail = {"due": [before.isoformat(), due.isoformat()], "why": words}
    record(actor, EXTENDED, current, detail)
    return current


@transaction.atomic
def cancel_campaign(
    *, actor: Actor, campaign: Campaign, why: str, expected_version: int | None = None
) -> Campaign:
    """Give a campaign up; what was decided stays as history and changes nothing."""
    current = _held(actor, GIVE_UP, campaign, expected_version)
    words = required_text(why, "why", _WHY, "Say why the review is given up.")
    current.state = CampaignState.CANCELLED
    validated(current).save()
    record(actor, CANCELLED, current, {"why": words, "settled": current.settled_count})
    return current


@transaction.atomic
def freeze_again(*, actor: Actor, campaign: Campaign) -> CampaignFreeze:
    """Collect the access once more, after it failed. Raises `Refused` where it did not."""
    current = _held(actor, GIVE_UP, campaign, None)
    failed = CampaignFreeze.objects.filter(campaign=current).order_by("-pk").first()
    if failed is None or failed.state != JobState.FAILED:
        raise Refused("The access for this review is being collected, or was already.")
    validated(current).save()
    failed.queue_again()
    record(actor, BEGUN_AGAIN, current)
    return failed


def _held(
    actor: Actor, declared: Permission, campaign: Campaign, expected_version: int | None
) -> Campaign:
    require(actor, declared, campaign)
    current = locked(campaign, expected_version, label=campaign.name)
    require(actor, declared, current)
    next_version(actor, current)
    return current
