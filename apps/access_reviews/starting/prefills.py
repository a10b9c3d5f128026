"""Ways to begin: what a template fills in. Each can still be changed before the start."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from apps.core.clock import quarter_start

from ..models import CampaignTemplate, ReviewerRule, UndecidedRule, VoteStrategy

_DAYS = {
    CampaignTemplate.QUICK: 14,
    CampaignTemplate.QUARTERLY: 21,
    CampaignTemplate.PRIVILEGED: 14,
    CampaignTemplate.PERSON: 7,
    CampaignTemplate.DIFFERENTIAL: 14,
}
_STRONG = ("export", "write", "train", "decrypt", "deploy", "administer")
_MORE: Mapping[CampaignTemplate, Mapping[str, Any]] = {
    CampaignTemplate.QUICK: {},
    CampaignTemplate.QUARTERLY: {"repeats": "3"},
    CampaignTemplate.PRIVILEGED: {
        "sensitive": True,
        "privileges": list(_STRONG),
        "rule": ReviewerRule.LEAD.value,
        "vote": VoteStrategy.ONE_REFUSAL.value,
        "repeats": "1",
    },
    CampaignTemplate.PERSON: {
        "about": "person",
        "rule": ReviewerRule.MANAGER.value,
        "undecided_rule": UndecidedRule.REVOKE.value,
    },
    CampaignTemplate.DIFFERENTIAL: {"different": True, "repeats": "3"},
}


def initial_for(template: CampaignTemplate, today: dt.date) -> dict[str, Any]:
    """What the form begins with."""
    return {
        "template": template.value,
        "name": _name(template, today),
        "due": today + dt.timedelta(days=_DAYS[template]),
        **_MORE[template],
    }


def _name(template: CampaignTemplate, today: dt.date) -> str:
    month = f"{today:%B %Y}"
    quarter = f"Q{(quarter_start(today).month + 2) // 3} {today.year}"
    return {
        CampaignTemplate.QUICK: f"Access review, {month}",
        CampaignTemplate.QUARTERLY: f"Quarterly access review, {quarter}",
        CampaignTemplate.PRIVILEGED: f"Privileged access to sensitive data, {month}",
        CampaignTemplate.PERSON: f"Access of one person, {month}",
        CampaignTemplate.DIFFERENTIAL: f"What changed in access, {month}",
    }[template]
