"""Who may see findings and actions, work on them, and say that nothing will be done."""

from __future__ import annotations

from apps.core.access import Actor, OrgRole, TeamRole, permission

from .models import RemediationItem


def _not_closed(actor: Actor, item: RemediationItem) -> str | None:
    if item.is_closed:
        return "This is closed. Reopen it to work on it again."
    return None


def _closed(actor: Actor, item: RemediationItem) -> str | None:
    return None if item.is_closed else "This is open already."


_OFFICERS = {OrgRole.ADMINISTRATOR, OrgRole.COMPLIANCE_OFFICER}
_WORKERS = {TeamRole.LEAD, TeamRole.CONTRIBUTOR}

VIEW = permission("remediation.view", "see findings and actions", everyone=True)
PLAN = permission("remediation.plan", "plan an action here", org=_OFFICERS, team=_WORKERS)
WORK = permission(
    "remediation.work", "work on this", org=_OFFICERS, team=_WORKERS, rule=_not_closed
)
REOPEN = permission("remediation.reopen", "reopen this", org=_OFFICERS, team=_WORKERS, rule=_closed)
DISMISS = permission(
    "remediation.dismiss",
    "say that nothing will be done about this",
    org=_OFFICERS,
    team={TeamRole.LEAD},
    rule=_not_closed,
)
