"""Tells whoever runs a review that its access could not be collected."""

from __future__ import annotations

from apps.core.jobs import Job
from apps.notifications.services.telling import notify

from .models import CampaignFreeze
from .notifications import HELD_UP
from .remedies.services import REVIEWS


def tell_held_up(job: Job) -> None:
    """The freeze was given up; its error says why."""
    if not isinstance(job, CampaignFreeze):
        return
    campaign = job.campaign
    notify(
        actor=REVIEWS,
        person=campaign.owner,
        kind=HELD_UP,
        words=f"{campaign.name} could not begin: {job.error}",
        url=campaign.get_absolute_url(),
    )
