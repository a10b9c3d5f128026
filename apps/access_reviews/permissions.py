"""Who may see, run, decide and sign reviews of access."""

from __future__ import annotations

from typing import Any

from apps.core.access import Actor, OrgRole, TeamRole, permission

_OFFICE = {OrgRole.ADMINISTRATOR, OrgRole.COMPLIANCE_OFFICER}


def _open(actor: Actor, campaign: Any) -> str | None:
    return None if campaign.state == "reviewing" else "This review is not open."


def _running(actor: Actor, campaign: Any) -> str | None:
    return None if campaign.state in {"collecting", "reviewing"} else "This review is over."


def _closed(actor: Actor, campaign: Any) -> str | None:
    if campaign.state != "ended":
        return "Only a review that is closed and not yet signed can be signed off."
    return None


VIEW = permission("access_reviews.view", "see reviews of access", everyone=True)
VIEW_SOURCES = permission(
    "access_reviews.view_sources",
    "see where access is read from",
    org={*_OFFICE, OrgRole.AUDITOR},
)
MANAGE_SOURCES = permission(
    "access_reviews.manage_sources", "change where access is read from", org=_OFFICE
)
START = permission(
    "access_reviews.start", "start a review of access", org=_OFFICE, team={TeamRole.LEAD}
)
RUN = permission(
    "access_reviews.run",
    "change or close this review",
    org=_OFFICE,
    team={TeamRole.LEAD},
    rule=_open,
)
GIVE_UP = permission(
    "access_reviews.give_up",
    "give this review up",
    org=_OFFICE,
    team={TeamRole.LEAD},
    rule=_running,
)
LET_PASS = permission(
    "access_reviews.let_pass",
    "let a review end without a source that could not be read",
    org={OrgRole.COMPLIANCE_OFFICER},
    rule=_open,
)
DECIDE = permission("access_reviews.decide", "decide in this review", everyone=True)
SIGN_OFF = permission(
    "access_reviews.sign_off",
    "sign off this review",
    org={*_OFFICE, OrgRole.AUDITOR},
    rule=_closed,
)
# It shows when people signed in last, so it is no page for everybody.
VIEW_ACCESS = permission(
    "access_reviews.view_access",
    "see who can reach what",
    org=set(OrgRole),
    team={TeamRole.LEAD},
)
